import { expect, test } from "vitest";
import { compareSamples, percentile } from "./statistics.ts";

const evenly = (from: number): number[] => Array.from({ length: 500 }, (_, at) => from + at);

test("sets that are alike do not differ", () => {
  const { superiority, p } = compareSamples(evenly(0), evenly(0.5));
  expect(superiority).toBeCloseTo(0.5, 2);
  expect(p).toBeGreaterThan(0.9);
});

test("five hundred samples show a shift of a tenth of their spread", () => {
  const { superiority, p, medianKnown, medianUnknown } = compareSamples(evenly(50), evenly(0));
  expect(superiority).toBeGreaterThan(0.58);
  expect(p).toBeLessThan(0.0001);
  expect(medianKnown - medianUnknown).toBe(50);
});

test("percentiles are values of the set", () => {
  expect([percentile([3, 1, 2], 0.5), percentile(evenly(1), 0.99), percentile([7], 0.99)]).toEqual([
    2, 496, 7,
  ]);
});
