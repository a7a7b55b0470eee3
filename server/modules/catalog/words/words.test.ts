import { disassemble } from "es-hangul";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assembleJamo } from "../search/assemble-jamo.ts";
import { inOtherLayout } from "../search/keyboard-layouts.ts";
import { readQuery } from "../search/query.ts";
import { readRoman } from "../search/roman-letters.ts";
import { otherSpellings } from "../search/unit-spellings.ts";
import { normalForm, squeezed } from "./normal-form.ts";
import { productWords } from "./product-words.ts";
import { beforeParticle, stemsOf } from "./stems.ts";
import { initialsOf, isInitials, jamoOf, joinedPairs, wordsOf } from "./words.ts";

describe("the normal form", () => {
  test.each([
    ["  머그   컵 ", "머그 컵"],
    ["머그".normalize("NFD"), "머그"],
    ["ＭＵＧ　１２", "mug 12"],
    ["Mug", "mug"],
    ["ㅁㄱ", "ㅁㄱ"],
    ["500㎖", "500ml"],
  ])("of %j is %j", (text, form) => {
    expect(normalForm(text)).toBe(form);
  });

  test("is its own normal form, and the same for composed and decomposed texts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(normalForm(normalForm(text))).toBe(normalForm(text));
        expect(normalForm(text.normalize("NFD"))).toBe(normalForm(text.normalize("NFC")));
      }),
    );
  });

  test("without spaces is one word", () => {
    expect(squeezed(" 머그  컵 ")).toBe("머그컵");
  });
});

describe("stems", () => {
  test.each([
    ["양말을", ["양말"]],
    ["양말들을", ["양말들", "양말"]],
    ["머그는", ["머그"]],
    ["그릇과", ["그릇"]],
    ["가을", []],
    ["기와", []],
    ["마을", []],
    ["cardigans", ["cardigan"]],
    ["glasses", ["glass"]],
    ["scarves", ["scarf"]],
    ["berries", ["berry", "berrie"]],
    ["hoodies", ["hoody", "hoodie"]],
    ["캔들로", ["캔들"]],
    ["종이나", ["종이"]],
    ["glass", []],
    ["280ml", []],
  ])("of %s are %j", (word, stems) => {
    expect(stemsOf(word)).toEqual(stems);
  });
});

test.each([
  ["꿀을", "꿀"],
  ["볼에", "볼"],
  ["물로", "물"],
  ["가을", null],
  ["접시를", null],
  ["mug", null],
])("before a particle %s is one syllable: %j", (word, syllable) => {
  expect(beforeParticle(word)).toBe(syllable);
});

test.each([
  ["500밀리리터", ["500ml", "0.5l"]],
  ["밀리리터", ["ml"]],
  ["1.5l", ["1500ml"]],
  ["1리터", ["1l", "1000ml"]],
  ["270mm", ["270"]],
  ["60x90", ["60×90"]],
  ["500ml", ["0.5l"]],
  ["1200ml", ["1.2l"]],
  ["355ml", []],
  ["40g", []],
  ["머그", []],
])("the measure %s is also spelled %j", (word, spellings) => {
  expect(otherSpellings(word)).toEqual(spellings);
});

describe("words", () => {
  test("are the chunks of a text, their parts and their stems", () => {
    expect([...wordsOf("검은_머그컵, (100%) 그릇과")]).toEqual([
      "검은_머그컵",
      "검은",
      "머그컵",
      "100%",
      "100",
      "그릇과",
      "그릇",
    ]);
  });

  test("next to one another are a word too", () => {
    expect(joinedPairs("두 줄 긴 쿠션")).toEqual(["두줄", "줄긴", "긴쿠션"]);
  });

  test("are written as jamo and as initial consonants", () => {
    expect([jamoOf("머그"), jamoOf("값 mug"), initialsOf("머그컵"), initialsOf("mug")]).toEqual([
      "ㅁㅓㄱㅡ",
      "ㄱㅏㅂㅅ mug",
      "ㅁㄱㅋ",
      null,
    ]);
    expect([isInitials("ㅁㄱ"), isInitials("머ㄱ"), isInitials("")]).toEqual([true, false, false]);
  });

  test("of a description are kept by their stems; what may be candy or hoodie, by both", () => {
    const described = { name: "a", brand: null, values: [], attributeWords: [], translations: {} };
    const words = productWords({ ...described, description: "candies hoodies 머그를" });
    expect(words.map(({ word }) => word)).toEqual(
      expect.arrayContaining(["candy", "candie", "hoody", "hoodie", "머그"]),
    );
  });

  test("of a product weigh by the most telling field", () => {
    const words = productWords({
      name: "물방울 머그",
      description: "머그 도톰함",
      brand: "소화당",
      values: ["머스터드"],
      attributeWords: ["도자기"],
      translations: { en: { name: "Raindrop Mug", options: { 머스터드: "Mustard" } } },
    });
    const weights = Object.fromEntries(words.map(({ word, weight }) => [word, weight]));
    expect(weights).toMatchObject({
      머그: 100,
      도자기: 70,
      mug: 100,
      물방울: 90,
      물방울머그: 90,
      소화당: 80,
      머스터드: 70,
      mustard: 70,
      도톰함: 25,
    });
  });
});

describe("a query", () => {
  test.each([
    ["ajrm", "머그"],
    ["AJRM".toLowerCase(), "머그"],
    ["ㅡㅕㅎ", "mug"],
    ["mug", null],
    ["머그", "ajrm"],
    ["ㅁㄱ", null],
    ["mug-1", null],
    ["tlrp", "시게"],
    ["머그zjq", "머그컵"],
    ["zosemf2", "캔들"],
    ["ㅅㄷㅁ", "tea"],
    ["rhksfl", "관리"],
    ["ekfr", "닭"],
    ["ekfrdl", "닭이"],
    ["hoddie", null],
    ["beautiful", null],
  ])("%s is %s in the other layout", (typed, other) => {
    expect(inOtherLayout(typed)[0] ?? null).toBe(other);
  });

  test("that needs Shift in the other layout is read with and without it", () => {
    expect(inOtherLayout("tlrp")).toContain("시계");
  });

  test.each([
    ["yangmal", ["양말"]],
    ["geureut", ["그릍"]],
    ["kkotbyeong", ["꽅병"]],
    ["hangari", ["항아리", "한가리"]],
    ["dipyujeo", ["디퓨저"]],
    ["meikeu", ["메이크"]],
    ["uija", ["의자"]],
    ["tray", []],
    ["black", []],
    ["mug", []],
  ])("in Latin letters, %s, spells %j", (letters, readings) => {
    expect(readRoman(letters)).toEqual(readings);
  });

  test("counts eight words at most", () => {
    expect(readQuery("a b c d e f g h i j").words).toHaveLength(8);
  });

  test("of any text is read", () => {
    const keys = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzㄱㄲㄳㅂㅎㅏㅗㅘㅢㅣ가값쀍 1");
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.string({ unit: keys, maxLength: 30 }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const { words, forms } = readQuery(typed);
        expect(forms.every(({ token }) => token < words.length)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("that was typed in the other layout is read as the keyboard writes it", () => {
    const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.string({ unit: syllable, minLength: 1, maxLength: 6 }), (word) => {
        expect(assembleJamo(disassemble(word))).toBe(word);
      }),
    );
  });
});
