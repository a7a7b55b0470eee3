import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type KeyRing, loadKeys, rotateKeys } from "./keys.ts";

const began = new Date("2026-03-01T00:00:00Z");
const later = (seconds: number): Date => new Date(began.getTime() + seconds * 1000);
const signer = async (keys: KeyRing, now = began): Promise<string> => (await keys.signer(now)).kid;
const published = async (keys: KeyRing, now = began): Promise<string[]> =>
  (await keys.published(now)).map(({ kid }) => kid);

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
  expect(await signer(await loadKeys(keysDir))).toBe(await signer(first));
});

test("processes that start at once agree on one key", async () => {
  const program = `
    const { loadKeys } = await import(${JSON.stringify(new URL("./keys.ts", import.meta.url).href)});
    console.log((await (await loadKeys(${JSON.stringify(keysDir)})).signer(new Date(0))).kid);`;
  const start = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  const kids = (await Promise.all([start(), start(), start()])).map(({ stdout }) => stdout.trim());
  expect(new Set(kids)).toEqual(new Set([await signer(await loadKeys(keysDir))]));
  expect(await readdir(keysDir)).toEqual(["0001.jwk"]);
});

test("twenty loads at once in one process agree too", async () => {
  const loaded = await Promise.all(Array.from({ length: 20 }, () => loadKeys(keysDir)));
  expect(new Set(await Promise.all(loaded.map((keys) => signer(keys)))).size).toBe(1);
});

test("a new key is published at once and signs six minutes later, without a restart", async () => {
  const keys = await loadKeys(keysDir);
  const older = await signer(keys);
  const { made, signsFrom, deleted } = await rotateKeys(keysDir, began);
  expect([made, signsFrom, deleted]).toEqual(["0002.jwk", later(360), []]);
  const [newer = "", ...others] = await published(keys, later(15));
  expect(others).toEqual([older]);
  expect(await signer(keys, later(359))).toBe(older);
  expect(await signer(keys, later(360))).toBe(newer);
  for (const kid of [newer, older]) expect(await keys.find(kid, later(400))).toBeDefined();
  expect(JSON.stringify(await keys.published(later(400)))).not.toContain('"d"');
  expect((await stat(join(keysDir, made))).mode & 0o777).toBe(0o600);
});

test("a token of a process that read a new key earlier is accepted once the folder is read", async () => {
  const keys = await loadKeys(keysDir);
  await keys.signer(began);
  await rotateKeys(keysDir, began);
  const [newer = ""] = await published(await loadKeys(keysDir));
  expect(await keys.find(newer, later(14))).toBeUndefined();
  expect(await keys.find(newer, later(15))).toBeDefined();
  expect(await keys.find("no such key", later(15))).toBeUndefined();
});

test("a key whose file is deleted stops verifying as soon as the folder is read again", async () => {
  const keys = await loadKeys(keysDir);
  const kid = await signer(keys);
  await rotateKeys(keysDir, began);
  await rm(join(keysDir, "0001.jwk"));
  expect(await keys.find(kid, later(14))).toBeDefined();
  expect(await keys.find(kid, later(15))).toBeUndefined();
});

test("a rotation deletes keys whose last tokens have expired, and no others", async () => {
  await loadKeys(keysDir);
  await rotateKeys(keysDir, began);
  expect((await rotateKeys(keysDir, later(360 + 15 * 60))).deleted).toEqual([]);
  const { made, deleted } = await rotateKeys(keysDir, later(360 + 15 * 60 + 1));
  expect([made, deleted]).toEqual(["0004.jwk", ["0001.jwk"]]);
});

test("two rotations at once make one key", async () => {
  await loadKeys(keysDir);
  const outcomes = await Promise.allSettled([rotateKeys(keysDir, began), rotateKeys(keysDir, began)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await readdir(keysDir)).sort()).toEqual(["0001.jwk", "0002.jwk"]);
});

test("a folder that is emptied while the shop runs leaves it the keys it has", async () => {
  const keys = await loadKeys(keysDir);
  const kid = await signer(keys);
  await rm(keysDir, { recursive: true });
  expect(await signer(keys, later(60))).toBe(kid);
});

test.each([
  ["text", "a shopping list"],
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
