/**
 * Finds words that are a letter or two away from what was typed.
 *
 * Stores, for each word: how long its jamo are, and a bit for each pair of neighbouring letters, one of 64 by
 * a hash. A change of a letter takes at most two pairs away and adds two, so that words whose bits differ by
 * more need not be compared: of a hundred thousand words some hundred are.
 */
import { distance } from "fastest-levenshtein";
import { type Column, integers } from "./columns.ts";

export interface NearWord {
  /** Its number. */
  readonly word: number;
  /** Letters of its jamo to change, add or take away. */
  readonly distance: number;
}

export interface LetterPairs {
  /** Adds the next word. */
  add(jamo: string): void;
  /** Those of the words that `most` changes at most lead to. */
  near(words: Column<Int32Array>, jamo: string, most: number): NearWord[];
}

/** Pairs that a change of one letter can take away or add. */
const PAIRS_PER_CHANGE = 4;

export function letterPairs(jamoOf: (word: number) => string): LetterPairs {
  const lengths = integers();
  const low = integers();
  const high = integers();
  return {
    add(jamo) {
      const [first, second] = pairsOf(jamo);
      lengths.push(jamo.length);
      low.push(first);
      high.push(second);
    },
    near(words, jamo, most) {
      const [first, second] = pairsOf(jamo);
      const found: NearWord[] = [];
      for (let at = 0; at < words.length; at += 1) {
        const word = words.values[at] ?? 0;
        if (Math.abs((lengths.values[word] ?? 0) - jamo.length) > most) continue;
        const differing =
          bitsSet((low.values[word] ?? 0) ^ first) + bitsSet((high.values[word] ?? 0) ^ second);
        if (differing > PAIRS_PER_CHANGE * most) continue;
        const changes = distance(jamoOf(word), jamo);
        if (changes <= most) found.push({ word, distance: changes });
      }
      return found;
    },
  };
}

function pairsOf(jamo: string): readonly [low: number, high: number] {
  let [low, high] = [0, 0];
  for (let at = 1; at < jamo.length; at += 1) {
    const pair = jamo.charCodeAt(at - 1) * 31 + jamo.charCodeAt(at);
    const bit = Math.imul(pair, 0x9e3779b1) >>> 26;
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  return [low, high];
}

/** Of 32: sums of neighbouring bits, then of pairs, then of fours. */
function bitsSet(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
