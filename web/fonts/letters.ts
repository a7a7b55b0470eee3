/**
 * Which letters go into the shop's first font file. Pretendard comes in slices (files with about a hundred
 * letters each and a `unicode-range`), ordered by how often Korean text uses them, the most frequent last.
 */

/** A file of Pretendard with the code points that it is for. */
export type FontSlice = { file: string; codePoints: number[] };

/** The slices with the most frequent letters. With 7 of them Korean text rarely needs another file. */
const FREQUENT_SLICES = 7;

const FACE = /@font-face\s*\{[^}]*url\(([^)]+)\)[^}]*unicode-range:\s*([^;}]+)[;}]/g;

/** Reads the style sheet of the slices. */
export function readSlices(css: string): FontSlice[] {
  return [...css.matchAll(FACE)].map(([, file = "", range = ""]) => ({
    file: file.replaceAll(/["']/g, ""),
    codePoints: range.split(",").flatMap(rangeOf),
  }));
}

/** "U+ac00-ac02" or "U+ac00" */
function rangeOf(range: string): number[] {
  const [first = Number.NaN, last = first] = range
    .trim()
    .slice(2)
    .split("-")
    .map((part) => Number.parseInt(part, 16));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Signs that no text has, because prices are written with them. */
const CURRENCY_SIGNS = "₩¥€";

const isHangul = (codePoint: number): boolean => codePoint >= 0xac00 && codePoint <= 0xd7a3;

/**
 * The code points of the first font file: all printable ASCII, all letters of the texts, and the most
 * frequent syllables.
 * @param texts what the shop's pages say for certain
 */
export function firstLetters(slices: FontSlice[], texts: string[]): Set<number> {
  const known = new Set(slices.flatMap(({ codePoints }) => codePoints));
  const ascii = Array.from({ length: 0x7f - 0x20 }, (_, index) => 0x20 + index);
  const written = [CURRENCY_SIGNS, ...texts].flatMap((text) =>
    [...text].map((letter) => letter.codePointAt(0) ?? 0),
  );
  const frequent = slices.slice(-FREQUENT_SLICES).flatMap(({ codePoints }) => codePoints.filter(isHangul));
  return new Set([...ascii, ...written, ...frequent].filter((codePoint) => known.has(codePoint)));
}

/** The slices without the letters of the first file, so that no letter is loaded twice. */
export const withoutLetters = (slices: FontSlice[], taken: ReadonlySet<number>): FontSlice[] =>
  slices
    .map(({ file, codePoints }) => ({ file, codePoints: codePoints.filter((point) => !taken.has(point)) }))
    .filter(({ codePoints }) => codePoints.length > 0);

/** The value of `unicode-range`. */
export function unicodeRange(codePoints: Iterable<number>): string {
  const ranges: { first: number; last: number }[] = [];
  for (const point of [...codePoints].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range && point === range.last + 1) range.last = point;
    else ranges.push({ first: point, last: point });
  }
  const hex = (point: number): string => point.toString(16);
  return ranges
    .map(({ first, last }) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`))
    .join(",");
}
