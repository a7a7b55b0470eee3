import { describe, expect, test } from "vitest";
import { consonantsOf, vowelsApart } from "./consonants.ts";
import { soundOf } from "./sounds.ts";

const consonants = (word: string): string => consonantsOf(soundOf(word) ?? "");

describe("loanwords that are spelled with other vowels", () => {
  test.each([
    ["보디와시", "바디워시"],
    ["바디캐어", "바디케어"],
    ["소세지", "소시지"],
    ["메세지", "메시지"],
    ["스폰지", "스펀지"],
    ["악세서리", "액세서리"],
    ["바베큐", "바비큐"],
    ["콘텐츠", "컨텐츠"],
    ["리모콘", "리모컨"],
    ["카라멜", "캐러멜"],
    ["초컬릿", "초콜릿"],
    ["렌지대", "레인지대"],
    ["쿠시온", "쿠션"],
    ["캠핀의자", "캠핑의자"],
  ])("%s may be %s", (typed, meant) => {
    expect(consonants(typed)).toBe(consonants(meant));
    expect(vowelsApart(typed, meant)).toBeLessThanOrEqual(0.9);
    expect(vowelsApart(meant, typed)).toBe(vowelsApart(typed, meant));
  });

  test.each([
    ["모던", "마당", "two syllables are too few"],
    ["비누누", "배낭", "a syllable is too many"],
    ["보륵웅", "빨강", "each vowel is another"],
    ["공유기", "공기", "a syllable of its own is no long vowel"],
  ])("%s is not %s: %s", (typed, other) => {
    expect(vowelsApart(typed, other)).toBeNull();
  });
});
