import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { firstLetters, readSlices, unicodeRange, withoutLetters } from "./letters.ts";

const css = readFileSync(
  createRequire(import.meta.url).resolve(
    "pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css",
  ),
  "utf8",
);
const slices = readSlices(css);
const points = (text: string): number[] => [...text].map((letter) => letter.codePointAt(0) ?? 0);

test("the slices of the installed font cover every Korean syllable, each once", () => {
  const syllables = slices.flatMap(({ codePoints }) => codePoints.filter((p) => p >= 0xac00 && p <= 0xd7a3));
  expect(syllables).toHaveLength(11_172);
  expect(new Set(syllables).size).toBe(11_172);
});

test("the first file has the letters of the texts, of prices and of common Korean", () => {
  const first = firstLetters(slices, ["뷁 —"]);
  for (const point of points("뷁—12,900원 ₩12,900 ~ 이 것은 흔한 문장입니다")) expect(first).toContain(point);
});

test("the first file has no letter that the font does not have", () => {
  expect(firstLetters(slices, ["☃️"])).not.toContain(0x2603);
});

test("a letter is in the first file or in one slice, never in both", () => {
  const first = firstLetters(slices, ["뷁"]);
  const rest = withoutLetters(slices, first).flatMap(({ codePoints }) => codePoints);
  expect(rest.filter((point) => first.has(point))).toEqual([]);
  const all = slices.flatMap(({ codePoints }) => codePoints);
  expect(new Set([...first, ...rest])).toEqual(new Set([...all, ...first]));
});

test("a range names neighbours together", () => {
  expect(unicodeRange(new Set([0xac02, 0x20, 0xac00, 0xac01]))).toBe("U+20,U+ac00-ac02");
});
