import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { replaceFile } from "./durable-file.ts";

const folder = await mkdtemp(join(tmpdir(), "jangteo-durable-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a file is replaced as a whole, in a folder that is made, and nothing is left beside it", async () => {
  const file = join(folder, "new", "start.json");
  await replaceFile(file, "first", { mode: 0o600 });
  await Promise.all(Array.from({ length: 10 }, (_, at) => replaceFile(file, String(at).repeat(10_000))));
  expect(new Set(await readFile(file, "utf8")).size).toBe(1);
  expect(await readdir(join(folder, "new"))).toEqual(["start.json"]);
});

test("a secret file is readable by its owner alone, from the first moment", async () => {
  const file = join(folder, "secret");
  await replaceFile(file, "secret", { mode: 0o600 });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("a file that cannot be written leaves the old one, and no part of the new one", async () => {
  const taken = join(folder, "taken", "inside");
  await replaceFile(taken, "a file");
  await expect(replaceFile(join(folder, "taken"), "in the place of a folder")).rejects.toThrow();
  expect(await readFile(taken, "utf8")).toBe("a file");
  expect((await readdir(folder)).filter((name) => name.includes("partial"))).toEqual([]);
});
