import { expect, test } from "vitest";
import { faultOf, mergedSets, wordsOf } from "./synonym-sets.ts";

test("words stand between commas of either keyboard, tidied", () => {
  expect(wordsOf(" 수건,타월 ，  큰  수건、, ")).toEqual(["수건", "타월", "큰 수건"]);
});

test.each([
  ["", null],
  [" , ", null],
  ["수건, 타월", null],
  ["수건", "few"],
  [Array.from({ length: 31 }, (_, at) => `말${at}`).join(","), "many"],
  [`수건, ${"가".repeat(41)}`, "long"],
  ["Towel, to wel", "twice"],
] as const)("%s: %s", (line, fault) => expect(faultOf(line)).toBe(fault));

test("what two people changed at the same time is both kept", () => {
  const was = [
    ["가", "나"],
    ["다", "라"],
    ["마", "바"],
  ];
  const typed = [
    ["가", "나", "하"],
    ["다", "라"],
    ["마", "바"],
  ];
  const now = [
    ["가", "나"],
    ["마", "바"],
    ["새", "것"],
  ];
  expect(mergedSets(was, typed, now)).toEqual([
    ["마", "바"],
    ["새", "것"],
    ["가", "나", "하"],
  ]);
  expect(mergedSets(was, was, now)).toEqual(now);
});
