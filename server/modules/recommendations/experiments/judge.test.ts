import { describe, expect, test } from "vitest";
import { type ArmFigures, canaryShares, decide, LEAST_STAGE_MS, type Running } from "./judge.ts";

/** An arm of which so many persons clicked, and a tenth of those bought. */
const arm = (persons: number, clicked: number): ArmFigures => {
  const ones = (count: number) => ({ sum: count, squares: count });
  const bought = Math.round(clicked / 10);
  return {
    persons,
    sums: {
      clicked: ones(clicked),
      added: ones(Math.round(clicked / 3)),
      bought: ones(bought),
      revenue: { sum: bought * 20_000, squares: bought * 20_000 ** 2 },
    },
  };
};
const canary: Running = { kind: "canary", share: 500, stage: 0, stageAgeMs: LEAST_STAGE_MS };

describe("a canary", () => {
  test("waits for persons, and for its time", () => {
    expect(decide(canary, { control: arm(7_600, 760), treated: arm(400, 40) }, null)).toEqual({ do: "wait" });
    const young = { ...canary, stageAgeMs: LEAST_STAGE_MS - 1 };
    expect(decide(young, { control: arm(19_000, 1_900), treated: arm(1_000, 100) }, null)).toEqual({
      do: "wait",
    });
  });

  test("grows, and makes all lists in the end", () => {
    const fine = { control: arm(19_000, 1_900), treated: arm(1_000, 98) };
    expect(decide(canary, fine, null)).toEqual({ do: "widen", share: canaryShares[1] });
    const last = { ...canary, share: 5_000, stage: 1 };
    expect(decide(last, { control: arm(5_000, 500), treated: arm(5_000, 505) }, null)).toEqual({
      do: "promote",
    });
  });

  test("ends by itself when fewer click, before its time is over", () => {
    const young = { ...canary, stageAgeMs: 0 };
    expect(decide(young, { control: arm(19_000, 1_900), treated: arm(1_000, 10) }, null)).toEqual({
      do: "stop",
      reason: "worse",
    });
  });
});

describe.each(["comparison", "canary"] as const)("a %s ends by itself when its model", (kind) => {
  const running = { ...canary, kind, share: kind === "canary" ? 500 : 5_000 };
  const same =
    kind === "canary"
      ? { control: arm(19_000, 1_900), treated: arm(1_000, 100) }
      : { control: arm(9_000, 900), treated: arm(9_000, 900) };
  const calm = { calls: 1_000, failed: 10, slow: 10 };

  test("fails in more than one of a hundred calls", () => {
    expect(decide(running, same, calm).do).not.toBe("stop");
    expect(decide(running, same, { ...calm, failed: 11 })).toEqual({ do: "stop", reason: "errors" });
  });

  test("is slow in more than one of a hundred calls", () => {
    expect(decide(running, same, { ...calm, slow: 11 })).toEqual({ do: "stop", reason: "slow" });
  });

  test("but not for a few calls", () => {
    expect(decide(running, same, { calls: 999, failed: 900, slow: 900 }).do).not.toBe("stop");
  });
});

describe("a comparison", () => {
  const comparison: Running = { ...canary, kind: "comparison", share: 5_000 };

  test("goes on until staff end it, also when the treated do better", () => {
    expect(decide(comparison, { control: arm(9_000, 900), treated: arm(9_000, 1_300) }, null)).toEqual({
      do: "wait",
    });
  });

  test("ends when the treated do worse for certain", () => {
    expect(decide(comparison, { control: arm(9_000, 900), treated: arm(9_000, 500) }, null)).toEqual({
      do: "stop",
      reason: "worse",
    });
  });
});

test.each(["holdout", "comparison", "canary"] as const)(
  "a %s ends when persons are not divided by chance",
  (kind) => {
    const running: Running = { kind, share: 5_000, stage: 0, stageAgeMs: 0 };
    expect(decide(running, { control: arm(10_000, 1_000), treated: arm(9_000, 900) }, null)).toEqual({
      do: "stop",
      reason: "sample_ratio",
    });
  },
);
