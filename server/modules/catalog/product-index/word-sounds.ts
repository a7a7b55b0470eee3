/**
 * Finds the words that sound like another one, or have its consonants.
 *
 * Stores the words in buckets by their sound (`words/sounds.ts`) or its consonants: for each bucket the entry
 * that was added last, for each entry the one before it in its bucket. That is eight bytes for a word, and
 * few are compared.
 */
import { consonantsOf, FEWEST_CONSONANTS } from "../words/consonants.ts";
import { soundOf } from "../words/sounds.ts";
import { integers } from "./columns.ts";

export interface WordSounds {
  /** Words are numbers. */
  add(word: number): void;
  /** Those that sound so, or whose sound has these consonants. */
  sounding(sound: string): number[];
}

const BUCKETS = 0x10000;
const NONE = -1;

/** The consonants of a word's sound; null: too few to tell it. */
export function consonantsOfWord(text: string): string | null {
  const sound = soundOf(text);
  const consonants = sound === null ? "" : consonantsOf(sound);
  return consonants.length < FEWEST_CONSONANTS ? null : consonants;
}

/** `soundOfWord` a number: what it is found by. Null: the word is left out. */
export function wordSounds(soundOfWord: (word: number) => string | null): WordSounds {
  const last = new Int32Array(BUCKETS).fill(NONE);
  const words = integers();
  const former = integers();
  return {
    add(word) {
      const sound = soundOfWord(word);
      if (sound === null) return;
      const bucket = bucketOf(sound);
      words.push(word);
      former.push(last[bucket] ?? NONE);
      last[bucket] = former.length - 1;
    },
    sounding(sound) {
      const found: number[] = [];
      for (let at = last[bucketOf(sound)] ?? NONE; at !== NONE; at = former.values[at] ?? NONE) {
        const word = words.values[at] ?? NONE;
        if (soundOfWord(word) === sound) found.push(word);
      }
      return found;
    },
  };
}

/** FNV-1a. */
function bucketOf(sound: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < sound.length; at += 1) hash = Math.imul(hash ^ sound.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
}
