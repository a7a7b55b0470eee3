/**
 * Finds words that are a few letters away from what was typed.
 *
 * Stores the words by the length of their jamo, and for each a bit for each letter, one of 32, and for each
 * pair of neighbouring letters, one of 64 by a hash. A change of a letter takes at most one letter and two
 * pairs away and adds as many, so that words whose bits differ by more need not be compared: of a hundred
 * thousand words some hundred are, and some thousand where three letters may be wrong.
 */
import { distance } from "fastest-levenshtein";
import { type Column, integers } from "./columns.ts";

export interface NearWord {
  /** Its number. */
  readonly word: number;
  /** Letters of its jamo to change, add or take away. */
  readonly distance: number;
}

export interface NearWords {
  add(word: number): void;
  /** Those of the words that `most` changes at most lead to. */
  near(jamo: string, most: number): NearWord[];
}

interface WordsOfLength {
  readonly words: Column<Int32Array>;
  readonly letters: Column<Int32Array>;
  readonly low: Column<Int32Array>;
  readonly high: Column<Int32Array>;
}

/** Letters, and pairs of them, that a change of one letter can take away or add. */
const [LETTERS_PER_CHANGE, PAIRS_PER_CHANGE] = [2, 4];

export function nearWords(jamoOf: (word: number) => string): NearWords {
  const byLength: (WordsOfLength | undefined)[] = [];

  /** Adds to `found` what is near among words of one length. */
  function search(own: WordsOfLength, jamo: string, most: number, found: NearWord[]): void {
    const { words } = own;
    const [letters, [first, second]] = [lettersOf(jamo), pairsOf(jamo)];
    const [all, lows, highs] = [own.letters.values, own.low.values, own.high.values];
    const [differingLetters, differing] = [LETTERS_PER_CHANGE * most, PAIRS_PER_CHANGE * most];
    for (let at = 0; at < words.length; at += 1) {
      if (bitsSet((all[at] ?? 0) ^ letters) > differingLetters) continue;
      const lowDiffering = bitsSet((lows[at] ?? 0) ^ first);
      if (lowDiffering > differing || lowDiffering + bitsSet((highs[at] ?? 0) ^ second) > differing) continue;
      const word = words.values[at] ?? 0;
      const changes = distance(jamoOf(word), jamo);
      if (changes <= most) found.push({ word, distance: changes });
    }
  }

  return {
    add(word) {
      const jamo = jamoOf(word);
      byLength[jamo.length] ??= { words: integers(), letters: integers(), low: integers(), high: integers() };
      const own = byLength[jamo.length];
      const [low, high] = pairsOf(jamo);
      own?.words.push(word);
      own?.letters.push(lettersOf(jamo));
      own?.low.push(low);
      own?.high.push(high);
    },
    near(jamo, most) {
      const found: NearWord[] = [];
      for (let length = Math.max(0, jamo.length - most); length <= jamo.length + most; length += 1) {
        const words = byLength[length];
        if (words) search(words, jamo, most, found);
      }
      return found;
    },
  };
}

/** Neighbours in Unicode have different bits, so that few letters of one script share one. */
function lettersOf(jamo: string): number {
  let letters = 0;
  for (let at = 0; at < jamo.length; at += 1) letters |= 1 << (jamo.charCodeAt(at) & 31);
  return letters;
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
