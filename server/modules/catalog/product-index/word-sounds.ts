/**
 * Finds the words that sound like another one.
 *
 * Stores the words in buckets by their sound (`words/sounds.ts`): for each bucket the word that was added
 * last, for each word the one before it in its bucket. That is four bytes for a word, and few are compared.
 */
import { soundOf } from "../words/sounds.ts";
import { integers } from "./columns.ts";

export interface WordSounds {
  /** Words are numbers, in the order in which they are added. */
  add(text: string): void;
  /** Those that sound so. */
  sounding(sound: string): number[];
}

const BUCKETS = 0x10000;
const NONE = -1;

export function wordSounds(textOf: (word: number) => string): WordSounds {
  const last = new Int32Array(BUCKETS).fill(NONE);
  const former = integers();
  return {
    add(text) {
      const sound = soundOf(text);
      const bucket = sound === null ? NONE : bucketOf(sound);
      former.push(last[bucket] ?? NONE);
      if (bucket !== NONE) last[bucket] = former.length - 1;
    },
    sounding(sound) {
      const found: number[] = [];
      for (let word = last[bucketOf(sound)] ?? NONE; word !== NONE; word = former.values[word] ?? NONE)
        if (soundOf(textOf(word)) === sound) found.push(word);
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
