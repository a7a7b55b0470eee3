/** How the words of a search meet those of an order: its number, and its buyer. Pure. */

/** A trigram index finds words of so many letters and more. */
export const TRIGRAM = 3;
const WINDOW = 4;

export const patternOf = (small: string): string => `%${small.replaceAll(/[\\%_]/g, "\\$&")}%`;

/**
 * Texts of which one is in each order that is meant. Digits with hyphens between them may be a part of a
 * phone number, which is stored as E.164.
 */
export function partsOf(small: string): string[] {
  const digits = /^[\d\s.()-]+$/.test(small) ? small.replaceAll(/\D/g, "") : "";
  if (digits.length < TRIGRAM) return [small];
  const national = digits.startsWith("0") ? [`+82${digits.slice(1)}`] : [];
  return [...new Set([small, digits, ...national])];
}

export const patternsOf = (small: string): string[] => partsOf(small).map(patternOf);

/**
 * Each four digits that follow one another, as the function `orders.digit_windows` has them; null where
 * letters find an order better, or there are no four. A national number may begin with a 0 that E.164 lacks.
 */
export function digitWindows(small: string): number[] | null {
  if (small.split(/\d+/).some((rest) => [...rest].length >= TRIGRAM)) return null;
  const windows = new Set<number>();
  for (const [run] of small.matchAll(/\d{4,}/g)) {
    const first = run.startsWith("0") && run.length > WINDOW ? 1 : 0;
    for (let at = first; at + WINDOW <= run.length; at += 1) windows.add(Number(run.slice(at, at + WINDOW)));
  }
  return windows.size > 0 ? [...windows] : null;
}

/** Four digits, and at most separators around them: each order with that window is meant. */
export const isOneWindow = (small: string): boolean => /^[\s.()-]*\d{4}[\s.()-]*$/.test(small);

/** The statement that finds the words where few have them, and its windows. */
export function rareSearch(small: string): {
  readonly kind: "byWords" | "byWindow" | "byDigits";
  readonly windows: number[];
} {
  const windows = digitWindows(small);
  if (windows === null) return { kind: "byWords", windows: [] };
  return { kind: isOneWindow(small) ? "byWindow" : "byDigits", windows };
}
