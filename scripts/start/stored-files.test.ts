import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lastLines, rotateLog } from "./log-file.ts";
import { ensureSecret, ensureSecrets } from "./secrets.ts";
import { ensureWebBuild } from "./web-build.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "jangteo-stored-"));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

test("a secret is made once, and only its owner can read it", async () => {
  const first = ensureSecrets(dir);
  expect(ensureSecrets(dir)).toEqual(first);
  expect((await stat(join(dir, "owner-password"))).mode & 0o777).toBe(0o600);
  expect(first.sandboxSecretKey).toMatch(/^test_sk_[\w-]{43}$/);
  expect(ensureSecret(join(dir, "owner-password"), () => "another")).toBe(first.ownerPassword);
});

test("rotating a log keeps exactly the previous one", async () => {
  const file = join(dir, "logs", "api.log");
  for (const text of ["first", "second", "third"]) {
    rotateLog(file);
    await writeFile(file, text);
  }
  expect(await readFile(join(dir, "logs", "api.previous.log"), "utf8")).toBe("second");
});

test("the last lines of a log are shown indented, long ones cut", async () => {
  const file = join(dir, "api.log");
  await writeFile(file, `${"x".repeat(100_000)}\none\n${"y".repeat(500)}\n`);
  expect(await lastLines(file, 2)).toBe(`    one\n    ${"y".repeat(400)}`);
});

test("the web is built again only when its sources or the packages change", async () => {
  await mkdir(join(dir, "web", "app"), { recursive: true });
  let builds = 0;
  const after = async (file: string, content: string): Promise<number> => {
    await writeFile(join(dir, file), content);
    await ensureWebBuild(dir, async () => {
      builds += 1;
      await mkdir(join(dir, "web", ".next"), { recursive: true });
    });
    return builds;
  };
  await writeFile(join(dir, "package-lock.json"), "{}");
  expect(await after("web/app/page.tsx", "one")).toBe(1);
  expect(await after("web/app/page.tsx", "one")).toBe(1);
  expect(await after("web/app/page.test.ts", "tests are not built")).toBe(1);
  expect(await after("web/app/page.tsx", "two")).toBe(2);
  expect(await after("package-lock.json", '{"changed": true}')).toBe(3);
  await rm(join(dir, "web", ".next"), { recursive: true });
  expect(await after("web/app/page.tsx", "two")).toBe(4);
});
