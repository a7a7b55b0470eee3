/** Cuts texts into the words that a search compares, and writes words as jamo and as initials. Pure. */
import { disassemble, getChoseong } from "es-hangul";
import { normalForm } from "./normal-form.ts";
import { stemsOf } from "./stems.ts";

/** Longer ones are no words, and an index holds no entry of any length. */
const LONGEST_WORD = 40;

/** What surrounds a word: brackets, quotes, commas, stops. A symbol alone (%) is a word. */
const EDGES = /^[\p{P}]+(?=.*[\p{L}\p{N}])|(?<=[\p{L}\p{N}].*)[\p{Ps}\p{Pe}\p{Pi}\p{Pf}.,!?:;'"…]+$/gu;

/** The chunks of a text between its spaces, in normal form. */
export const chunksOf = (text: string): string[] =>
  normalForm(text)
    .split(" ")
    .map((chunk) => clip(chunk.replaceAll(EDGES, "")))
    .filter(Boolean);

/** The words of a text: each chunk, its parts around symbols, and their stems. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const chunk of chunksOf(text)) {
    for (const part of new Set([chunk, ...(chunk.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])])) {
      words.add(part);
      for (const stem of stemsOf(part)) words.add(stem);
    }
  }
  return words;
}

/** Neighbours written together, so that 머그컵 finds "머그 컵". */
export function joinedPairs(text: string): string[] {
  const chunks = chunksOf(text);
  return chunks.slice(1).map((chunk, at) => clip(`${chunks[at]}${chunk}`));
}

export const jamoOf = (word: string): string => disassemble(word);

/** The initial consonants of the syllables; null for a word without Hangul. */
export const initialsOf = (word: string): string | null => getChoseong(word).replaceAll(" ", "") || null;

/** ㅁㄱ: consonants alone, as shoppers type the beginnings of syllables. */
export const isInitials = (word: string): boolean => /^[ㄱ-ㅎ]+$/.test(word);

/** Whole characters: the half of a pair is none. */
const clip = (word: string): string =>
  word.length > LONGEST_WORD ? [...word].slice(0, LONGEST_WORD / 2).join("") : word;
