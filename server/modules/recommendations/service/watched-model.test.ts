import { expect, test } from "vitest";
import type { Model } from "../../../../recommender/index.ts";
import { watchModel } from "./watched-model.ts";

const model: Model = {
  ...{ version: "1", items: 3, trainedAt: 0 },
  similar: (item) => [{ item, score: 1, reason: { kind: "similar" } }],
  boughtTogether() {
    throw new Error("a broken model");
  },
  forVisitor() {
    const until = performance.now() + 10;
    while (performance.now() < until);
    return [];
  },
  popular: () => [],
};

test("a call that throws gives an empty list, and is counted beside slow ones, once", () => {
  const { model: watched, takeCalls } = watchModel(model);
  expect(watched.similar("a", 1)).toHaveLength(1);
  expect(watched.boughtTogether(["a"], 1)).toEqual([]);
  expect(watched.forVisitor([], 0, 1)).toEqual([]);
  const { error, ...counts } = takeCalls();
  expect(counts).toEqual({ calls: 3, failed: 1, slow: 1 });
  expect(error).toMatchObject({ message: "a broken model" });
  expect(takeCalls()).toEqual({ calls: 0, failed: 0, slow: 0, error: undefined });
});
