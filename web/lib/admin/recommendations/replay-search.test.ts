import { expect, test } from "vitest";
import { replaySearchOf, verdictOf } from "./replay-search.ts";

test("a version that the shop has is compared, for one of the periods", () => {
  expect(replaySearchOf([8, 7], "7", "14")).toEqual({ version: 7, days: 14 });
  expect(replaySearchOf([8, 7], "9", "400")).toEqual({ version: null, days: 7 });
  expect(replaySearchOf([8, 7], "", "")).toEqual({ version: null, days: 7 });
});

test("a difference is told only where its interval is clear of zero", () => {
  expect(verdictOf({ low: 0.01, high: 0.2 })).toBe("more");
  expect(verdictOf({ low: -0.2, high: -0.01 })).toBe("less");
  expect(verdictOf({ low: -0.01, high: 0.01 })).toBe("same");
});
