import { expect, test } from "vitest";
import { fitsMixed, mixedInitials, tenseInitials } from "./mixed-initials.ts";

test.each([
  ["텀ㅂㄹ", "ㅌㅂㄹ", "텀블러"],
  ["ㅇㅈ청", "ㅇㅈㅊ", "유자청"],
  ["바디ㅇㅅ", "ㅂㄷㅇㅅ", "바디워시"],
  ["ㅎㄷ크림", "ㅎㄷㅋㄹ", "핸드크림"],
  ["만ㄴㅍ", "ㅁㄴㅍ", "만년필"],
  ["물방ㅇ머그", "ㅁㅂㅇㅁㄱ", "물방울머그"],
])("%s are syllables and initials of %s: %s", (typed, initials, word) => {
  expect(mixedInitials(typed)).toBe(initials);
  expect(fitsMixed(word, typed)).toBe(true);
});

test("a syllable that was typed has to be the same", () => {
  expect(fitsMixed("텀블러", "턴ㅂㄹ")).toBe(false);
  expect(fitsMixed("유자청", "ㅇㅈ차")).toBe(false);
  expect(fitsMixed("머그", "머ㄱㅋ")).toBe(false);
});

test.each(["ㅁㄱ", "머그", "머그ㅋ", "mug", "머ㅗ컵"])("%s is no such mixture", (typed) => {
  expect(mixedInitials(typed)).toBe(null);
});

test("plain initials may be tense ones that take Shift", () => {
  expect(tenseInitials("ㅅㄱㅈ")).toContain("ㅆㄱㅈ");
  expect(tenseInitials("ㄱㄹ")).toEqual(["ㄲㄹ"]);
  expect(tenseInitials("ㅁㄴ")).toEqual([]);
  expect(tenseInitials("ㄱㄷㅂㅅㅈ")).toEqual([]);
});
