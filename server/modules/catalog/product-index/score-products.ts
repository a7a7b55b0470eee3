/**
 * The products that a search finds, with their scores: for each word the best field, and a part of the
 * other on top if both a field of the product and its category answer. When no product answers to all of
 * its words, those that answer to the most. But one word less is better said in a name than all of them
 * with a description: bottles come for "water bottle", and no tote that holds one. And the last word that
 * names things says which thing is meant: mugs come for "red mug" and "mug red" where none is red, and no
 * red teapot that lies in the category of cups. A frequent word reaches tens of thousands of products: the
 * loops read columns, and make no objects.
 */

import { HEAD_WEIGHT, NAME_WEIGHT } from "../words/product-words.ts";
import { slotOfPosting, somePosting, weightOfPosting } from "./postings.ts";
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
  /** Whether it only adds to the score of what answers to other words: how many are wanted. */
  readonly isExtra?: boolean;
}

export interface ScoredProducts {
  readonly slots: Int32Array;
  /** In the order of `slots`. */
  readonly scores: Uint16Array;
  /** Words of the query that they answer to; null when there is no product. */
  readonly tokens: number | null;
}

/** By slot, all zero between two searches: what a word of the query gives, and what all of them do. */
let [words, folders, scores] = [new Float64Array(0), new Float64Array(0), new Float64Array(0)];
let tokens = new Uint8Array(0);
/** IS_HEAD: the word of the query names what the product is. IN_NAME: its name has this very word. */
let heads = new Uint8Array(0);
/**
 * Words of the query that more than a description answers to. A category is no more than that where the shop
 * has products of this very name.
 */
let named = new Uint8Array(0);
/**
 * Words of the query that say what the product is: the last of its name. THING more: the word that names the
 * thing is in it.
 */
let headed = new Uint8Array(0);
/** The slots that a word of the query reached, and those that any of them did, in their order. */
let [touched, found] = [new Int32Array(0), new Int32Array(0)];
/** More words than a query has: eight at most, of two halves each. */
const THING = 32;
/** For what a word of the query names, among products that answer to a part of it. */
const MEANT = 100;
/** What descriptions give at most. */
const DESCRIBED = 25;
/** What a word counts that says how many are wanted. */
const EXTRA = 0.1;
/** Matches above this factor are no guesses. */
const LIKELY = 0.75;
/** Above this one no synonyms either. */
const LITERAL = 0.9;
const [IS_HEAD, IN_NAME] = [1, 2];

function makeRoom(size: number): void {
  if (words.length >= size) return;
  const room = Math.ceil(size * 1.5);
  [words, folders, scores] = [new Float64Array(room), new Float64Array(room), new Float64Array(room)];
  [touched, found] = [new Int32Array(room), new Int32Array(room)];
  tokens = new Uint8Array(room);
  heads = new Uint8Array(room);
  named = new Uint8Array(room);
  headed = new Uint8Array(room);
}

export function scoreProducts(index: ProductIndex, hits: readonly SearchHit[]): ScoredProducts {
  makeRoom(index.table.size);
  const all = [...Map.groupBy(hits, ({ token }) => token).values()];
  const [extras = [], groups = []] = [true, false].map((isExtra) =>
    all.filter(([first]) => (first?.isExtra === true) === isExtra),
  );
  if (all.length < 2) return scoredByOne(reachedBy(index, hits));
  const thing = groups.findLast((group) => namesThings(index, group)) ?? groups.at(-1);
  let count = 0;
  for (const group of groups) count = addScores(reachedBy(index, group), group === thing, count);
  for (const group of extras) addExtras(reachedBy(index, group));
  return mostAnswering(count, groups.length);
}

/** Of a query of one word: all that it reached. */
function scoredByOne(count: number): ScoredProducts {
  const rounded = new Uint16Array(count);
  for (let at = 0; at < count; at += 1) {
    const slot = touched[at] ?? 0;
    rounded[at] = Math.round(scoreOf(words[slot] ?? 0, folders[slot] ?? 0));
    words[slot] = 0;
    folders[slot] = 0;
    heads[slot] = 0;
  }
  return { slots: touched.slice(0, count), scores: rounded, tokens: count === 0 ? null : 1 };
}

/** A tea (녹차) among teas is what "차" asks for; a dripper among them speaks of it. */
const scoreOf = (word: number, folder: number): number =>
  Math.max(word, folder) + (word > DESCRIBED ? 0.5 : 0.2) * Math.min(word, folder);

/** Adds what a word gives to the products that it reached. Returns how many all have reached now. */
function addScores(reached: number, isMeant: boolean, foundBefore: number): number {
  const isThing = hasHead(reached);
  let count = foundBefore;
  for (let at = 0; at < reached; at += 1) {
    const slot = touched[at] ?? 0;
    const word = words[slot] ?? 0;
    const folder = folders[slot] ?? 0;
    const head = heads[slot] ?? 0;
    headed[slot] = (headed[slot] ?? 0) + (head & IS_HEAD) + (isMeant && head > 0 ? THING : 0);
    heads[slot] = 0;
    words[slot] = 0;
    folders[slot] = 0;
    const answered = tokens[slot] ?? 0;
    if (answered === 0) {
      found[count] = slot;
      count += 1;
    }
    tokens[slot] = answered + 1;
    if (word > DESCRIBED || (folder > DESCRIBED && !isThing)) named[slot] = (named[slot] ?? 0) + 1;
    scores[slot] = (scores[slot] ?? 0) + scoreOf(word, folder);
  }
  return count;
}

/** Adds what a word gives to the products that answer to others. */
function addExtras(reached: number): void {
  for (let at = 0; at < reached; at += 1) {
    const slot = touched[at] ?? 0;
    if ((tokens[slot] ?? 0) > 0)
      scores[slot] = (scores[slot] ?? 0) + EXTRA * scoreOf(words[slot] ?? 0, folders[slot] ?? 0);
    heads[slot] = 0;
    words[slot] = 0;
    folders[slot] = 0;
  }
}

/** Whether a product is called what the word of the query means. */
const namesThings = ({ words, isLive }: ProductIndex, hits: readonly SearchHit[]): boolean =>
  hits.some(({ word, factor }) => {
    const number = word === null || factor <= LIKELY ? undefined : words.find(word);
    const isName = (posting: number): boolean =>
      weightOfPosting(posting) === HEAD_WEIGHT && isLive(slotOfPosting(posting));
    return number !== undefined && somePosting(words.postings, number, isName);
  });

/** Whether the word of the query is what a product is. */
function hasHead(reached: number): boolean {
  for (let at = 0; at < reached; at += 1)
    if (((heads[touched[at] ?? 0] ?? 0) & IS_HEAD) === IS_HEAD) return true;
  return false;
}

/** Fills `words`, `folders` and `touched` for one word of the query. Returns how many slots it reached. */
function reachedBy(index: ProductIndex, hits: readonly SearchHit[]): number {
  const { table } = index;
  let count = 0;
  for (const { word, product, factor, least } of hits) {
    const number = word === null ? undefined : index.words.find(word);
    if (number !== undefined) count = raiseWord(index, number, factor, least, count);
    const slot = product === null ? undefined : table.slotOf(product);
    if (slot === undefined) continue;
    if (words[slot] === 0) {
      touched[count] = slot;
      count += 1;
    }
    words[slot] = Math.max(words[slot] ?? 0, 100 * factor);
  }
  for (const [category, factor] of categoryFactors(index, hits)) {
    const products = table.ofCategory[category];
    if (products) count = raiseFolder(index, products.values.subarray(0, products.length), factor, count);
  }
  return count;
}

/** The products of a word. Categories come after all words. */
function raiseWord(
  { table, words: { postings } }: ProductIndex,
  word: number,
  factor: number,
  least: number,
  before: number,
): number {
  const [own, live] = [postings.read(word), table.live.values];
  let count = before;
  for (let at = 0; at < own.length; at += 1) {
    const posting = own[at] ?? 0;
    const weight = weightOfPosting(posting);
    const slot = slotOfPosting(posting);
    if (weight < least || live[slot] !== 1) continue;
    const known = words[slot] ?? 0;
    if (known === 0) {
      touched[count] = slot;
      count += 1;
    }
    const score = weight * factor;
    if (score > known) words[slot] = score;
    const head = weight === HEAD_WEIGHT && factor > LIKELY ? IS_HEAD : 0;
    if (head > 0 || (weight >= NAME_WEIGHT && factor > LITERAL))
      heads[slot] = (heads[slot] ?? 0) | head | (factor > LITERAL ? IN_NAME : 0);
  }
  return count;
}

function raiseFolder({ table }: ProductIndex, slots: Int32Array, factor: number, before: number): number {
  const live = table.live.values;
  const score = 100 * factor;
  let count = before;
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] ?? 0;
    if (live[slot] !== 1) continue;
    const known = folders[slot] ?? 0;
    if (known === 0 && words[slot] === 0) {
      touched[count] = slot;
      count += 1;
    }
    if (score > known) folders[slot] = score;
  }
  return count;
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
function bestNamed(count: number, answered: number): number {
  let best = 0;
  for (let at = 0; at < count; at += 1) {
    const slot = found[at] ?? 0;
    if (tokens[slot] !== answered) continue;
    const own = headed[slot] ?? 0;
    const isMeant = own >= THING ? THING * THING : 0;
    best = Math.max(best, isMeant + (named[slot] ?? 0) * THING + (own % THING));
  }
  return best;
}

/** `all`: words of the query. Sets the scores back to zero. */
function mostAnswering(count: number, all: number): ScoredProducts {
  let most = 0;
  for (let at = 0; at < count; at += 1) most = Math.max(most, tokens[found[at] ?? 0] ?? 0);
  if (most > 1 && bestNamed(count, most - 1) > bestNamed(count, most)) most -= 1;
  let chosen = 0;
  for (let at = 0; at < count; at += 1) if (tokens[found[at] ?? 0] === most) chosen += 1;
  const slots = new Int32Array(chosen);
  const rounded = new Uint16Array(chosen);
  let next = 0;
  for (let at = 0; at < count; at += 1) {
    const slot = found[at] ?? 0;
    if (tokens[slot] === most) {
      slots[next] = slot;
      const meant = most < all && (headed[slot] ?? 0) % THING > 0 ? MEANT : 0;
      rounded[next] = Math.round(scores[slot] ?? 0) + meant;
      next += 1;
    }
    tokens[slot] = 0;
    named[slot] = 0;
    headed[slot] = 0;
    scores[slot] = 0;
  }
  return { slots, scores: rounded, tokens: most === 0 ? null : most };
}
