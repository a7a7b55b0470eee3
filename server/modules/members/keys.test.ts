import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadKeys } from "./keys.ts";

let parent: string;
let keysDir: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "jangteo-keys-"));
  keysDir = join(parent, "keys");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test("the first start makes a key that only its owner can read, and later starts use it", async () => {
  const first = await loadKeys(keysDir);
  expect(await readdir(keysDir)).toEqual(["0001.jwk"]);
  expect((await stat(join(keysDir, "0001.jwk"))).mode & 0o777).toBe(0o600);
  expect((await stat(keysDir)).mode & 0o777).toBe(0o700);
  expect((await loadKeys(keysDir)).kid).toBe(first.kid);
});

test("processes that start at once agree on one key", async () => {
  const program = `
    const { loadKeys } = await import(${JSON.stringify(new URL("./keys.ts", import.meta.url).href)});
    console.log((await loadKeys(${JSON.stringify(keysDir)})).kid);`;
  const start = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  const kids = (await Promise.all([start(), start(), start()])).map(({ stdout }) => stdout.trim());
  expect(new Set(kids)).toEqual(new Set([(await loadKeys(keysDir)).kid]));
  expect(await readdir(keysDir)).toEqual(["0001.jwk"]);
});

test("twenty loads at once in one process agree too", async () => {
  const loaded = await Promise.all(Array.from({ length: 20 }, () => loadKeys(keysDir)));
  expect(new Set(loaded.map(({ kid }) => kid)).size).toBe(1);
});

test("the newest key signs, all of them verify and are published", async () => {
  const older = await loadKeys(keysDir);
  const elsewhere = join(parent, "elsewhere");
  const newer = await loadKeys(elsewhere);
  await copyFile(join(elsewhere, "0001.jwk"), join(keysDir, "0002.jwk"));
  const both = await loadKeys(keysDir);
  expect(both.kid).toBe(newer.kid);
  expect([...both.verifyingKeys.keys()]).toEqual([newer.kid, older.kid]);
  expect(both.published.map(({ kid }) => kid)).toEqual([newer.kid, older.kid]);
  expect(JSON.stringify(both.published)).not.toContain('"d"');
});

test.each([
  ["text", "not a key"],
  ["a public key", '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'],
  ["a key of another kind", '{"kty":"oct","k":"c2VjcmV0"}'],
])("%s in place of a key is refused by the file's name, without its contents", async (_name, content) => {
  await mkdir(keysDir);
  await writeFile(join(keysDir, "0001.jwk"), content);
  const error = await loadKeys(keysDir).then(
    () => expect.fail("it was loaded"),
    (reason: Error) => reason,
  );
  expect(error.message).toContain("0001.jwk");
  expect(error.message).not.toContain(content);
  expect(await readFile(join(keysDir, "0001.jwk"), "utf8")).toBe(content);
});
