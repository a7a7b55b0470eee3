import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "./lock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jangteo-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("two that want the same lock work one after the other", async () => {
  const file = join(folder, "a.lock");
  let inside = 0;
  const most: number[] = [];
  const work = () =>
    withLock(file, async () => {
      inside += 1;
      most.push(inside);
      await Promise.resolve();
      inside -= 1;
    });
  await Promise.all([work(), work(), work()]);
  expect(most).toEqual([1, 1, 1]);
});

test("a lock whose owner has ended is taken over", async () => {
  const file = join(folder, "a.lock");
  // No process has this pid: it is above the largest that Linux gives.
  writeFileSync(file, String(2 ** 30));
  expect(await withLock(file, async () => "done")).toBe("done");
});

test("a lock is free again after work that failed", async () => {
  const file = join(folder, "a.lock");
  await expect(withLock(file, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(await withLock(file, async () => "done")).toBe("done");
});
