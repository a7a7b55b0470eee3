import { expect, test } from "vitest";
import { gateReasons } from "../../recommender/pipeline/gate.ts";
import { gateReasonOf } from "../../web/lib/admin/recommendations/gate-reasons.ts";

const evaluation = (answers: number[], coverage = 1) => ({
  ...{ answers, popularAnswers: answers, segments: { "few views": answers.map((_, at) => at) }, coverage },
});

test("each reason of the gate has words of its own", () => {
  const challenger = evaluation(
    Array.from({ length: 60 }, () => 0.1),
    0.1,
  );
  const champion = evaluation(Array.from({ length: 60 }, () => 0.9));
  const input = { challenger, champion, p99Ms: 9, modelBytes: 1e12, seed: 1 };
  const few = { ...input, challenger: evaluation([0.1]), champion: undefined };
  const reasons = [...gateReasons(input as never), ...gateReasons(few as never)];
  expect([...new Set(reasons.map((text) => gateReasonOf(text)?.reason))]).toEqual([
    ...(["popular", "slow", "large", "worse", "segment", "narrow", "few"] as const),
  ]);
  expect(gateReasonOf("p99 of a call is 9.0 ms; at most 3 ms")?.values).toEqual({ ms: "9.0", most: "3" });
});

test("another text is none of the gate's", () => {
  expect(gateReasonOf("connect ECONNREFUSED")).toBeNull();
});
