import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { soundDistance, soundOf } from "./sounds.ts";

describe("words sound alike", () => {
  test.each([
    ["배게", "베개"],
    ["세재", "세제"],
    ["시게", "시계"],
    ["스외터", "스웨터"],
    ["스왜터", "스웨터"],
    ["힌색", "흰색"],
    ["무니", "무늬"],
    ["꼿병", "꽃병"],
    ["꼳병", "꽃병"],
    ["컾", "컵"],
    ["낙시", "낚시"],
    ["접씨", "접시"],
    ["꾸션", "쿠션"],
    ["까방", "가방"],
    ["쥬스", "주스"],
    ["쇼파", "소파"],
    ["쵸코", "초코"],
    ["케익", "케이크"],
    ["로보트", "로봇"],
    ["카페트", "카펫"],
    ["후라이팬", "프라이팬"],
    ["화일", "파일"],
    ["훼미리", "패밀리"],
    ["부라우스", "블라우스"],
    ["드립퍼", "드리퍼"],
    ["노오트", "노트"],
    ["스웨에터", "스웨터"],
    ["뉴우스", "뉴스"],
    ["그라인다", "그라인더"],
    ["돔아", "도마"],
    ["가치", "같이"],
    ["궁물", "국물"],
    ["날로", "난로"],
    ["추카", "축하"],
    ["샴프", "샴푸"],
  ])("%s and %s", (typed, meant) => {
    expect(soundOf(typed)).toBe(soundOf(meant));
    expect(soundDistance(typed, meant)).toBeLessThanOrEqual(0.85);
  });

  test.each([
    ["머그", "모기"],
    ["접시", "잡지"],
    ["우산", "양산"],
    ["비누", "바늘"],
    ["컵", "콩"],
  ])("%s and %s do not", (one, other) => {
    expect(soundOf(one)).not.toBe(soundOf(other));
  });

  test.each(["mug", "머그1", "ㅁㄱ", "머그ㅋ", "물 병"])("%s has no sound", (text) => {
    expect(soundOf(text)).toBe(null);
  });
});

describe("how different they are", () => {
  test.each([
    ["베개", "배게", "머그", "머구"],
    ["가방", "까방", "가방", "카방"],
    ["수건", "수껀", "스킨", "수긴"],
  ])("%s is nearer to %s than %s to %s", (word, typed, other, mistyped) => {
    expect(soundDistance(word, typed)).toBeLessThan(soundDistance(other, mistyped));
  });

  test.each([
    ["쪼코", "초코", 0.35],
    ["조코", "초코", 0.8],
    ["조고", "초코", 1.3],
    ["케익", "케이크", 0.6],
    ["까페트", "카펫", 0.65],
    ["가페트", "카펫", 1.1],
    ["고오드", "코트", 1.6],
  ])("%s and %s: each onset that is breathed in another way counts, in words of any length", (...pair) => {
    const [typed, word, distance] = pair;
    expect(soundOf(typed)).toBe(soundOf(word));
    expect(soundDistance(typed, word)).toBeCloseTo(distance, 10);
    expect(soundDistance(word, typed)).toBeCloseTo(distance, 10);
  });

  test("does not depend on the order, and is least for a word itself", () => {
    const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
    const word = fc.string({ unit: syllable, minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(soundOf(one)).toMatch(/^[ㄱ-ㅣ]+$/);
        expect(soundDistance(one, other)).toBe(soundDistance(other, one));
        expect(soundDistance(one, one)).toBeLessThanOrEqual(soundDistance(one, other));
      }),
      { numRuns: 1_000 },
    );
  });
});
