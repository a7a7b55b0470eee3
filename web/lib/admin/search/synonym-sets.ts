/** The sets of words that mean the same, as a form has them: a line of words for each set. Pure. */
import { tidyLine } from "../products/options.ts";

type Sets = readonly (readonly string[])[];

/** `key` stays while the line is typed. */
export type SetLine = { key: number; text: string };

export const lineOf = (set: readonly string[]): string => set.join(", ");

/** The words of a line, between commas of either keyboard. */
export const wordsOf = (line: string): string[] =>
  line
    .split(/[,，、]/)
    .map(tidyLine)
    .filter((word) => word !== "");

const MOST_WORDS = 30;
const LONGEST_WORD = 40;

export type SetFault = "few" | "many" | "long" | "twice";

/** What is wrong with a line; null: nothing, or it is empty and counts for no set. */
export function faultOf(line: string): SetFault | null {
  const words = wordsOf(line);
  if (words.length === 0) return null;
  if (words.length < 2) return "few";
  if (words.length > MOST_WORDS) return "many";
  if (words.some((word) => [...word].length > LONGEST_WORD)) return "long";
  const plain = words.map((word) => word.toLowerCase().replaceAll(/\s/g, ""));
  return new Set(plain).size < words.length ? "twice" : null;
}

/** What is typed, put upon what another person has saved meanwhile: sets that came or went here do so too. */
export function mergedSets(was: Sets, typed: Sets, now: Sets): string[][] {
  const keysOf = (sets: Sets) => new Set(sets.map(lineOf));
  const [before, mine, stored] = [keysOf(was), keysOf(typed), keysOf(now)];
  const kept = now.filter((set) => !before.has(lineOf(set)) || mine.has(lineOf(set)));
  const added = typed.filter((set) => !before.has(lineOf(set)) && !stored.has(lineOf(set)));
  return [...kept, ...added].map((set) => [...set]);
}
