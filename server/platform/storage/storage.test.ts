import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { localStorage } from "./storage.ts";

const folder = await mkdtemp(join(tmpdir(), "jangteo-storage-"));
const storage = localStorage(join(folder, "files"));
await writeFile(join(folder, "secret.txt"), "secret");
afterAll(() => rm(folder, { recursive: true, force: true }));

test("what was put is found as it was", async () => {
  await storage.put("mugs/white/320.webp", Buffer.from("그림"));
  const file = await storage.find("mugs/white/320.webp");
  expect(file?.size).toBe(6);
  expect(file && (await text(file.open()))).toBe("그림");
});

test("putting again replaces the whole file and leaves nothing beside it", async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, at) => storage.put("race/a.webp", Buffer.from(String(at).repeat(10_000)))),
  );
  const file = await storage.find("race/a.webp");
  expect(new Set(file && (await text(file.open())).match(/../g)).size).toBeLessThanOrEqual(2);
  expect(await readdir(join(folder, "files/race"))).toEqual(["a.webp"]);
});

test.each([
  "../secret.txt",
  `${"a".repeat(280)}.webp`,
  "mugs/../../secret.txt",
  "/etc/passwd",
  "mugs",
  "mugs/white",
  "a.webp/b.webp",
  "",
  "a\0.webp",
  "A.webp",
  "..webp",
  "a//b.webp",
  "mugs/white/320.webp\n",
])("a key that names nothing, or something outside, finds nothing: %j", async (key) => {
  await storage.put("a.webp", Buffer.from(""));
  expect(await storage.find(key)).toBeNull();
});

test("what was removed is not found, and may be removed again", async () => {
  await storage.put("reviews/a/320.webp", Buffer.from("x"));
  await storage.remove("reviews/a/320.webp");
  expect(await storage.find("reviews/a/320.webp")).toBeNull();
  await storage.remove("reviews/a/320.webp");
  await expect(storage.remove("../secret.txt")).rejects.toThrow(RangeError);
});

test("nothing can be put outside", async () => {
  await expect(storage.put("../outside.txt", Buffer.from(""))).rejects.toThrow(RangeError);
});
