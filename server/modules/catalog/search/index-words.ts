/** What the index says of one of its words. */
import { slotOfPosting, weightOfPosting } from "../product-index/postings.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import type { MatchKind, MatchRow } from "./match.ts";

/** Postings of a word that are looked at. */
const MOST_POSTINGS = 300;

/** Whether a product that is shown has the word. */
export function findsProduct({ isLive, words: { postings } }: ProductIndex, word: number): boolean {
  const count = postings.count(word);
  for (let at = 0; at < count; at += 1) if (isLive(slotOfPosting(postings.at(word, at)))) return true;
  return false;
}

/** The weight of the word where it says most. */
export function heaviest({ words: { postings } }: ProductIndex, word: number): number {
  let most = 0;
  for (let at = 0; at < postings.count(word) && at < MOST_POSTINGS; at += 1)
    most = Math.max(most, weightOfPosting(postings.at(word, at)));
  return most;
}

export const wordMatch = (form: number, kind: MatchKind, word: string, telling = true): MatchRow => ({
  form,
  kind,
  word,
  telling,
  id: null,
  slug: null,
  name: null,
  nameEn: null,
  distance: 0,
});
