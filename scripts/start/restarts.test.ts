import { expect, test } from "vitest";
import { patient, restartDelay } from "./restarts.ts";

test("each end within a minute doubles the delay, and the fifth is final", () => {
  const delays = [1, 2, 3, 4, 5].map((count) => restartDelay(patient, Array(count).fill(1_000), 2_000));
  expect(delays).toEqual([500, 1_000, 2_000, 4_000, undefined]);
});

test("ends before the last minute do not count", () => {
  expect(restartDelay(patient, [0, 1, 2, 3, 4, 70_000], 70_000)).toBe(500);
});
