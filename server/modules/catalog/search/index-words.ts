/** What the index says of one of its words. */
import { slotOfPosting, weightOfPosting } from "../product-index/postings.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import type { MatchKind, MatchRow } from "./match.ts";

/** Postings of a word that are looked at. */
const MOST_POSTINGS = 300;
/** Nearly always one of the first is shown. */
const FIRST_POSTINGS = 16;

/** Whether a product that is shown has the word. */
export function findsProduct({ isLive, words: { postings } }: ProductIndex, word: number): boolean {
  const isShown = (posting: number): boolean => isLive(slotOfPosting(posting));
  return postings.read(word, FIRST_POSTINGS).some(isShown) || postings.read(word).some(isShown);
}

/** The weight of the word where it says most. */
export const heaviest = ({ words: { postings } }: ProductIndex, word: number): number =>
  postings.read(word, MOST_POSTINGS).reduce((most, posting) => Math.max(most, weightOfPosting(posting)), 0);

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
