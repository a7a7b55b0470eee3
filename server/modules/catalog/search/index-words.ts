/** What the index says of one of its words. */
import { slotOfPosting, somePosting, weightOfPosting } from "../product-index/postings.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import type { MatchKind, MatchRow } from "./match.ts";

/** Postings of a word that are looked at. */
const MOST_POSTINGS = 300;

/** Whether a product that is shown has the word. */
export const findsProduct = ({ isLive, words: { postings } }: ProductIndex, word: number): boolean =>
  somePosting(postings, word, (posting) => isLive(slotOfPosting(posting)));

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
