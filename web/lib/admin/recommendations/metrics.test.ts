import { expect, test } from "vitest";
import { foundShares } from "./metrics.ts";

test("the share that was found is shown by place, and nothing that is no number", () => {
  const metrics = {
    "product.hit@20": 0.94,
    "home.hit@20": 0.78,
    "home.ndcg@20": 0.4,
    "cart.hit@20": Number.NaN,
    seconds: 12,
  };
  expect(foundShares(metrics)).toEqual([
    ["home", 0.78],
    ["product", 0.94],
  ]);
});
