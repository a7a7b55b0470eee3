import { expect, test } from "vitest";
import { pauseMs, type RetryPolicy, retry } from "./retry.ts";

/** Attempts of `tookMs` each that fail until the try `succeedsAt`. Time passes only in them and in pauses. */
function scene(succeedsAt: number, tookMs: number, deadlineMs: number, change: Partial<RetryPolicy> = {}) {
  let nowMs = 0;
  const limits: number[] = [];
  const pauses: number[] = [];
  const result = retry(
    async (limitMs) => {
      limits.push(limitMs);
      nowMs += tookMs;
      if (limits.length < succeedsAt) throw new Error(`lost ${limits.length}`);
      return limits.length;
    },
    {
      tries: 3,
      remainingMs: () => deadlineMs - nowMs,
      worthAgain: () => true,
      random: () => 0.5,
      wait: async (ms) => {
        pauses.push(ms);
        nowMs += ms;
      },
      ...change,
    },
  );
  return { result, limits, pauses };
}

test("tries up to three times and returns the first success", async () => {
  const { result, pauses } = scene(3, 10, 1000);
  await expect(result).resolves.toBe(3);
  expect(pauses).toEqual([25, 50]);
});

test("throws the last error when all tries fail", async () => {
  const { result, limits } = scene(9, 10, 1000);
  await expect(result).rejects.toThrow("lost 3");
  expect(limits).toHaveLength(3);
});

test("limits each try to half of the remaining time, and the last one to all of it", async () => {
  const { result, limits } = scene(3, 100, 1000, { random: () => 0 });
  await result;
  expect(limits).toEqual([500, 450, 800]);
});

test("stops when the pause would end after the deadline", async () => {
  const { result, limits } = scene(3, 90, 100);
  await expect(result).rejects.toThrow("lost 1");
  expect(limits).toHaveLength(1);
});

test("does not try again after an error that is not worth it", async () => {
  const { result, limits } = scene(2, 10, 1000, { worthAgain: () => false });
  await expect(result).rejects.toThrow("lost 1");
  expect(limits).toHaveLength(1);
});

test("pauses anywhere between nothing and a ceiling that doubles up to a second", () => {
  expect(pauseMs(1, 0)).toBe(0);
  expect([1, 2, 3, 20].map((failed) => pauseMs(failed, 1))).toEqual([50, 100, 200, 1000]);
});
