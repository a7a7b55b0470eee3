/** The words in an order in which all that begin or end alike lie side by side. Words are numbers. */
import { orderedNumbers } from "./ordered-numbers.ts";

export interface WordOrder {
  insert(words: readonly number[]): void;
  /** The words that fit the text, in order. */
  fitting(text: string): Iterable<number>;
}

/** `textOf` a word is what it is sorted by, and has to begin with. A word without one is left out. */
export function orderedByBeginning(textOf: (word: number) => string | null): WordOrder {
  const keyOf = (word: number): string => textOf(word) ?? "";
  return ordered({
    has: (word) => textOf(word) !== null,
    compare: (word, other) => compareTexts(keyOf(word), keyOf(other)),
    compareTo: (word, text) => compareTexts(keyOf(word), text),
    fits: (word, text) => keyOf(word).startsWith(text),
  });
}

export function orderedByEnd(textOf: (word: number) => string): WordOrder {
  return ordered({
    has: () => true,
    compare: (word, other) => compareEnds(textOf(word), textOf(other)),
    compareTo: (word, text) => compareEnds(textOf(word), text),
    fits: (word, text) => textOf(word).endsWith(text),
  });
}

interface Ordering {
  has(word: number): boolean;
  compare(word: number, other: number): number;
  compareTo(word: number, text: string): number;
  fits(word: number, text: string): boolean;
}

function ordered({ has, compare, compareTo, fits }: Ordering): WordOrder {
  const ordering = orderedNumbers(compare);
  return {
    insert: (words) => ordering.insert(words.filter(has)),
    *fitting(text) {
      const { values } = ordering;
      for (let at = ordering.placeOf((word) => compareTo(word, text) < 0); at < values.length; at += 1) {
        const word = values[at] ?? 0;
        if (!fits(word, text)) return;
        yield word;
      }
    },
  };
}

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By the last letter, then the one before it. */
function compareEnds(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let back = 1; back <= shorter; back += 1) {
    const order = a.charCodeAt(a.length - back) - b.charCodeAt(b.length - back);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
