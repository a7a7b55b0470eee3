/**
 * The products that a search finds, with their scores: for each word the best field, and a part of the other
 * on top if both a field of the product and its category answer. When no product answers to all of its words,
 * those that answer to the most. But one word less is better said in a name than all of them with a
 * description: bottles come for "water bottle", and no tote that holds one. And the last word says which thing
 * is meant: mugs come for "red mug" where none is red, and no red teapot that lies in the category of cups.
 */

import { HEAD_WEIGHT } from "../words/product-words.ts";
import { type Column, integers } from "./columns.ts";
import { slotOfPosting, weightOfPosting } from "./postings.ts";
import type { ProductIndex } from "./product-index.ts";

/** What finds a product for a word of the query: a word, a category, or the product's SKU. */
export interface SearchHit {
  readonly token: number;
  readonly word: string | null;
  readonly category: string | null;
  readonly product: string | null;
  /** Multiplies the weight of the field in which the word was found. */
  readonly factor: number;
  /** Fields of a smaller weight do not count. */
  readonly least: number;
}

export interface ScoredProducts {
  readonly slots: Column<Int32Array>;
  /** In the order of `slots`. */
  readonly scores: Column<Int32Array>;
  /** Words of the query that they answer to; null when there is no product. */
  readonly tokens: number | null;
}

/** By slot, all zero between two searches: what a word of the query gives, and what all of them do. */
let [words, folders, scores] = [new Float64Array(0), new Float64Array(0), new Float64Array(0)];
let tokens = new Uint8Array(0);
/** 1: the word of the query names what the product is. */
let heads = new Uint8Array(0);
/**
 * Words of the query that more than a description answers to. A category is no more than that where the shop
 * has products of this very name.
 */
let named = new Uint8Array(0);
/** Words of the query that say what the product is: the last of its name. The last word counts LAST. */
let headed = new Uint8Array(0);
/** More words than a query has: eight at most, of two halves each. */
const LAST = 32;
/** What descriptions give at most. */
const DESCRIBED = 25;
/** Matches above this factor are no guesses. */
const LIKELY = 0.75;

function makeRoom(size: number): void {
  if (words.length >= size) return;
  const room = Math.ceil(size * 1.5);
  [words, folders, scores] = [new Float64Array(room), new Float64Array(room), new Float64Array(room)];
  tokens = new Uint8Array(room);
  heads = new Uint8Array(room);
  named = new Uint8Array(room);
  headed = new Uint8Array(room);
}

export function scoreProducts(index: ProductIndex, hits: readonly SearchHit[]): ScoredProducts {
  makeRoom(index.table.size);
  const found = integers();
  const last = hits.reduce((most, { token }) => Math.max(most, token), 0);
  for (const [token, ofToken] of Map.groupBy(hits, (hit) => hit.token)) {
    const touched = answersTo(index, ofToken);
    const isThing = hasHead(touched);
    for (let at = 0; at < touched.length; at += 1) {
      const slot = touched.values[at] ?? 0;
      const word = words[slot] ?? 0;
      const folder = folders[slot] ?? 0;
      if (heads[slot] === 1) headed[slot] = (headed[slot] ?? 0) + (token === last ? LAST : 1);
      heads[slot] = 0;
      words[slot] = 0;
      folders[slot] = 0;
      const answered = tokens[slot] ?? 0;
      if (answered === 0) found.push(slot);
      tokens[slot] = answered + 1;
      if (word > DESCRIBED || (folder > DESCRIBED && !isThing)) named[slot] = (named[slot] ?? 0) + 1;
      // A tea (녹차) among teas is what "차" asks for; a dripper among them speaks of it.
      const share = word > DESCRIBED ? 0.5 : 0.2;
      scores[slot] = (scores[slot] ?? 0) + Math.max(word, folder) + share * Math.min(word, folder);
    }
  }
  return mostAnswering(found);
}

/** Whether the word of the query is what a product is. */
function hasHead(touched: Column<Int32Array>): boolean {
  for (let at = 0; at < touched.length; at += 1) if (heads[touched.values[at] ?? 0] === 1) return true;
  return false;
}

/** Fills `words` and `folders` for one word of the query. Returns the slots that it reached. */
function answersTo(index: ProductIndex, hits: readonly SearchHit[]): Column<Int32Array> {
  const { table } = index;
  const { postings } = index.words;
  const live = table.live.values;
  const touched = integers();
  const raise = (of: Float64Array, slot: number, score: number): void => {
    if (live[slot] !== 1) return;
    if (words[slot] === 0 && folders[slot] === 0) touched.push(slot);
    if (score > (of[slot] ?? 0)) of[slot] = score;
  };
  for (const { word, product, factor, least } of hits) {
    const number = word === null ? undefined : index.words.find(word);
    const count = number === undefined ? 0 : postings.count(number);
    for (let at = 0; number !== undefined && at < count; at += 1) {
      const posting = postings.at(number, at);
      const weight = weightOfPosting(posting);
      if (weight < least) continue;
      const slot = slotOfPosting(posting);
      raise(words, slot, weight * factor);
      if (live[slot] === 1 && weight === HEAD_WEIGHT && factor > LIKELY) heads[slot] = 1;
    }
    const slot = product === null ? undefined : table.slotOf(product);
    if (slot !== undefined) raise(words, slot, 100 * factor);
  }
  for (const [category, factor] of categoryFactors(index, hits)) {
    const products = table.ofCategory[category];
    for (let at = 0; products && at < products.length; at += 1)
      raise(folders, products.values[at] ?? 0, 100 * factor);
  }
  return touched;
}

/** The best factor of each category that answers, for itself and all below it. */
function categoryFactors({ tree }: ProductIndex, hits: readonly SearchHit[]): Map<number, number> {
  const factors = new Map<number, number>();
  for (const { category, factor } of hits) {
    if (category === null) continue;
    const found = tree.at(tree.codeOf(category));
    for (const code of found ? tree.below(found.slug) : [])
      factors.set(code, Math.max(factors.get(code) ?? 0, factor));
  }
  return factors;
}

/** Of the products that answer to so many words of the query: how well the best of them is named by these. */
function bestNamed(found: Column<Int32Array>, answered: number): number {
  let best = 0;
  for (let at = 0; at < found.length; at += 1) {
    const slot = found.values[at] ?? 0;
    if (tokens[slot] !== answered) continue;
    const own = headed[slot] ?? 0;
    const isMeant = own >= LAST ? LAST * LAST : 0;
    best = Math.max(best, isMeant + (named[slot] ?? 0) * LAST + (own % LAST));
  }
  return best;
}

/** Sets the scores back to zero. */
function mostAnswering(found: Column<Int32Array>): ScoredProducts {
  let most = 0;
  for (let at = 0; at < found.length; at += 1) most = Math.max(most, tokens[found.values[at] ?? 0] ?? 0);
  if (most > 1 && bestNamed(found, most - 1) > bestNamed(found, most)) most -= 1;
  const slots = integers();
  const rounded = integers();
  for (let at = 0; at < found.length; at += 1) {
    const slot = found.values[at] ?? 0;
    if (tokens[slot] === most) {
      slots.push(slot);
      rounded.push(Math.round(scores[slot] ?? 0));
    }
    tokens[slot] = 0;
    named[slot] = 0;
    headed[slot] = 0;
    scores[slot] = 0;
  }
  return { slots, scores: rounded, tokens: most === 0 ? null : most };
}
