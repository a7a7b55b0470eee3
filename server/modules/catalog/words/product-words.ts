/**
 * The words that find a product, each with the weight of the most telling field that has it. Pure.
 * Categories and SKUs are not among them: a query looks them up where they are stored, so that a category's
 * new name counts at once.
 */
import { ownField } from "../../../platform/own-field.ts";
import type { Translations } from "../contract/texts.ts";
import { stemsOf } from "./stems.ts";
import { chunksOf, joinedPairs, wordsOf } from "./words.ts";

/** Raise it when the words of the same product become others: a job then indexes every product anew. */
export const SEARCH_VERSION = 2;

export interface SearchedTexts {
  readonly name: string;
  readonly description: string;
  readonly brand: string | null;
  /** Of the options of its variants. */
  readonly values: readonly string[];
  /** Texts of its attributes, and the names of what is chosen there, in both languages. */
  readonly attributeWords: readonly string[];
  readonly translations: Translations;
}

export interface WeighedWord {
  readonly word: string;
  readonly weight: number;
}

/** The last word of a name says what the product is: a 물방울 머그 is a mug. */
export const HEAD_WEIGHT = 100;
export const NAME_WEIGHT = 90;
/** By the fields that have the word; eight at most (`postings.ts`). */
export const weights = {
  head: HEAD_WEIGHT,
  name: NAME_WEIGHT,
  brand: 80,
  option: 70,
  description: 25,
} as const;
/** A word of this weight or more says what a product is; descriptions speak of other things too. */
export const TELLING_WEIGHT = 70;
const MOST_WORDS = 600;

/** Of a description, which has most words of a product, the stems alone are stored: queries are too. */
function bareWords(chunk: string): readonly string[] {
  const stems = stemsOf(chunk);
  if (stems.length === 0) return [chunk];
  // Its singular may be candy or hoodie.
  return chunk.endsWith("ies") ? stems : stems.slice(-1);
}
/** Say nothing of a product, and as little of what is searched for. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    "a an and are as at be but by for from has have in into is it its no not of off on or so than that the " +
    "their them then this to up was with without you your"
  ).split(" "),
);
const isTold = (word: string): boolean =>
  /\p{L}/u.test(word) && !FUNCTION_WORDS.has(word) && !/^[a-z]$/.test(word);

/** As they are stored: lines of a word and its weight. */
export const writtenWords = (words: readonly WeighedWord[]): string =>
  words.map(({ word, weight }) => `${word} ${weight}`).join("\n");

export function productWords({
  name,
  description,
  brand,
  values,
  attributeWords,
  translations: { en = {} },
}: SearchedTexts): WeighedWord[] {
  const found = new Map<string, number>();
  const add = (text: string | null | undefined, weight: number, pairs = false) => {
    if (!text) return;
    const words = [...wordsOf(text), ...(pairs ? joinedPairs(text) : [])];
    for (const word of words) if (!found.has(word)) found.set(word, weight);
  };
  for (const text of [name, en.name]) {
    add(chunksOf(text ?? "").at(-1), weights.head);
    add(text, weights.name, true);
  }
  for (const text of [brand, en.brand]) add(text, weights.brand, true);
  for (const value of values) {
    add(value, weights.option, true);
    add(ownField(en.options, value), weights.option, true);
  }
  for (const word of attributeWords) add(word, weights.option, true);
  for (const text of [description, en.description])
    for (const word of chunksOf(text ?? "").flatMap(bareWords))
      if (isTold(word) && !found.has(word)) found.set(word, weights.description);
  return [...found].slice(0, MOST_WORDS).map(([word, weight]) => ({ word, weight }));
}
