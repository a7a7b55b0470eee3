import { expect, test } from "vitest";
import { collectGarbage } from "./collect-garbage.ts";

test("what nothing refers to any more is gone after the call, and what is in use stays", () => {
  const kept = new Uint8Array(1_000_000).fill(7);
  const before = process.memoryUsage().arrayBuffers;
  const dropped = Array.from({ length: 40 }, () => new Uint8Array(1_000_000));
  expect(process.memoryUsage().arrayBuffers - before).toBeGreaterThan(30_000_000);
  dropped.length = 0;
  collectGarbage();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  expect(kept[999_999]).toBe(7);
});
