import { describe, expect, test } from "vitest";
import { askedStems, askedSyllable, countsIn, isWish, withoutAdjective } from "./request-words.ts";

describe("what a question adds to a word", () => {
  test.each([
    ["우산이라면", "우산"],
    ["텀블러라도", "텀블러"],
    ["담요조차", "담요"],
    ["우산도요", "우산"],
    ["쿠션이요", "쿠션"],
    ["비누로는", "비누"],
    ["타월으로는", "타월"],
  ])("%s asks for %s", (typed, word) => {
    expect(askedStems(typed)).toContain(word);
  });

  test.each(["담요", "이불", "카페라떼", "mug", "화뿐"])("%s has none of it", (word) => {
    expect(askedStems(word)).toEqual([]);
  });

  test.each([
    ["꿀이라도", "꿀"],
    ["컵으로는", "컵"],
    ["컵도요", "컵"],
    ["꿀을", "꿀"],
    ["땀요", null],
    ["머그라도", null],
  ])("%s has the syllable %s before it", (typed, syllable) => {
    expect(askedSyllable(typed)).toBe(syllable);
  });
});

test("adjectives that are written with the thing are taken off", () => {
  expect(["큰컵", "예쁜머그", "작은", "큰", "긴팔"].map(withoutAdjective)).toEqual([
    "컵",
    "머그",
    "작은",
    "큰",
    "긴팔",
  ]);
});

test("wishes are no things", () => {
  expect(["추천좀", "싶어요", "얼마예요", "머그", "파"].map(isWish)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test.each([
  ["접시 4개 세트", [1, 2]],
  ["머그 두 개", [1, 2]],
  ["양말 10켤레", [1]],
  ["두 줄 쿠션", []],
  ["신발 250", []],
  ["24조각 블록", []],
])("how many are wanted: %s", (typed, numbers) => {
  expect(countsIn(typed.split(" "))).toEqual(numbers);
});
