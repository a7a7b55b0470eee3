import { expect, test } from "vitest";
import { bootstrap } from "./bootstrap.ts";
import { coverage, gini, novelty, rankingMetrics } from "./metrics.ts";

test("metrics of lists that were computed by hand", () => {
  // Hits at positions 1 and 4 (from 1) of three relevant items.
  const metrics = rankingMetrics([7, 1, 2, 9], new Set([7, 9, 100]), 4);
  expect(metrics.recall).toBeCloseTo(2 / 3, 12);
  expect(metrics.hit).toBe(1);
  expect(metrics.mrr).toBe(1);
  // (1 + 1/log₂5) / (1 + 1/log₂3 + 1/2)
  expect(metrics.ndcg).toBeCloseTo(1.4306765580733931 / 2.1309297535714578, 12);
  expect(rankingMetrics([1, 2, 3], new Set([3]), 2)).toEqual({ recall: 0, ndcg: 0, hit: 0, mrr: 0 });
  expect(rankingMetrics([1, 2, 3], new Set([3]), 3)).toEqual({ recall: 1, ndcg: 0.5, hit: 1, mrr: 1 / 3 });
  expect(rankingMetrics([1, 2], new Set(), 2)).toEqual({ recall: 0, ndcg: 0, hit: 0, mrr: 0 });
  // More relevant items than places: the best list is full of them.
  expect(rankingMetrics([1, 2], new Set([1, 2, 3, 4]), 2).ndcg).toBe(1);
});

test("coverage, inequality and novelty of lists", () => {
  expect(coverage([[0, 1], [1]], 4)).toBe(0.5);
  expect(gini([[0], [1], [2], [3]], 4)).toBeCloseTo(0, 12);
  expect(gini([[0], [0], [0], [0]], 4)).toBeCloseTo(0.75, 12);
  expect(novelty([[0, 1]], [4, 1], 4)).toBe(1);
});

test("an interval covers the mean, is wider for fewer users, and is the same for the same seed", () => {
  const values = Array.from({ length: 400 }, (_, k) => k % 2);
  const wide = bootstrap(values.slice(0, 40), 3);
  const narrow = bootstrap(values, 3);
  expect(narrow.low).toBeLessThan(0.5);
  expect(narrow.high).toBeGreaterThan(0.5);
  // 1.96 · 0.5 / √400 is 0.049.
  expect(narrow.high - narrow.low).toBeGreaterThan(0.08);
  expect(narrow.high - narrow.low).toBeLessThan(0.12);
  expect(wide.high - wide.low).toBeGreaterThan(2 * (narrow.high - narrow.low));
  expect(bootstrap(values, 3)).toEqual(narrow);
});
