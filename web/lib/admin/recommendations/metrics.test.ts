import { expect, test } from "vitest";
import { chosenMetrics } from "./metrics.ts";

test("figures of quality are shown, four at most, and none that is no number", () => {
  const metrics = {
    "product.ndcg@20": 0.21049,
    "home.recall@20": 0.3,
    seconds: 12,
    "cart.ndcg@20.high": 0.9,
    "cart.hit@10": Number.NaN,
    "a.mrr@20": 0.1,
    "z.ndcg@20": 0.5,
    "y.ndcg@20": 0.4,
  };
  expect(chosenMetrics(metrics)).toEqual([
    ["a.mrr@20", "0.100"],
    ["home.recall@20", "0.300"],
    ["product.ndcg@20", "0.210"],
    ["y.ndcg@20", "0.400"],
  ]);
});
