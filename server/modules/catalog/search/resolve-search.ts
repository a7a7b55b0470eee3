import type { Queryable } from "../../../platform/db/db.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import { scoreProducts } from "../product-index/score-products.ts";
import { isInitials } from "../words/words.ts";
import { findMatches, productsNamed, type Sources, sourcesOf } from "./find-matches.ts";
import { inOtherLayout, keysInOtherLayout } from "./keyboard-layouts.ts";
import type { MatchRow } from "./match.ts";
import { planSearch, type SearchPlan } from "./matches.ts";
import { readQuery, type SearchQuery } from "./query.ts";
import { cutsInto, MOST_CUTS } from "./separate-words.ts";
import { wordInRoman } from "./sound-alikes.ts";

interface ResolvedSearch {
  readonly query: SearchQuery;
  readonly plan: SearchPlan;
  readonly matches: readonly MatchRow[];
}

/**
 * Finds what a shopper's words mean in this shop, in one statement at most. Null: nothing was typed.
 * A query that finds little is read anew eleven times at most: six times with spaces, twice as keys of
 * the other layout (all its words, and the unknown ones with their mistakes), in Korean that Latin letters
 * spell, as what it was taken for, and with its last word as the thing whose initials it has.
 */
export async function resolveSearch(
  db: Queryable,
  index: ProductIndex,
  q: string,
): Promise<ResolvedSearch | null> {
  const sources = sourcesOf(db, index);
  const asTyped = await resolve(sources, q);
  const typed = asTyped.query;
  if (typed.words.length === 0) return null;
  const search = (await withSpaces(sources, asTyped)) ?? asTyped;
  const { plan } = search;
  const meant = plan.hits.length === 0 || plan.near ? inHangul(typed.words) : plan.correction;
  if (meant !== null) {
    const other = await resolve(sources, meant);
    if (other.plan.hits.length > 0 && !other.plan.near)
      return { ...other, plan: { ...other.plan, correction: meant } };
  }
  const other = (await inOtherKeys(sources, search)) ?? (await inRoman(sources, search)) ?? search;
  return (await asMeant(sources, other)) ?? (await asThing(sources, other)) ?? other;
}

/**
 * The search for what a mistyped query means. As it was typed, each word answers to all that is near it: 빨간
 * 양먈 finds all red things. Null: one word that finds its products so, or no better.
 */
async function asMeant(sources: Sources, { query, plan }: ResolvedSearch): Promise<ResolvedSearch | null> {
  const { near, correction } = plan;
  if (!near || correction === null || (query.words.length === 1 && isAnswered(sources.index, plan)))
    return null;
  const meant = await resolve(sources, correction);
  if (meant.plan.hits.length === 0) return null;
  return { ...meant, plan: { ...meant.plan, correction, near } };
}

/**
 * The search whose last word, initials, is read as the thing that it names (빨간 ㅇㅁ: 양말), where no product
 * answers to all words: as initials it would say no more than any other word. Null: they name no thing.
 */
async function asThing(
  sources: Sources,
  { query, plan, matches }: ResolvedSearch,
): Promise<ResolvedSearch | null> {
  const last = query.words.length - 1;
  const initials = query.words[last] ?? "";
  if (last < 1 || !isInitials(initials) || isAnswered(sources.index, plan)) return null;
  const things = matches
    .filter(({ kind, form }) => kind === "initials" && query.forms[form]?.token === last)
    .filter(({ word }) => word.length === initials.length)
    .map(({ word }) => ({ word, products: productsNamed(sources.index, word) }))
    .toSorted((a, b) => b.products - a.products);
  const [thing] = things;
  if (!thing || thing.products === 0) return null;
  const meant = query.words.with(last, thing.word).join(" ");
  const search = await resolve(sources, meant);
  return { ...search, plan: { ...search.plan, correction: search.plan.correction ?? meant } };
}

/** The search with its unknown words as the other layout types them, mistakes included; null: no better. */
async function inOtherKeys(
  sources: Sources,
  { query, plan }: ResolvedSearch,
): Promise<ResolvedSearch | null> {
  const { unanswered } = plan;
  const words = query.words.map((word, at) => (unanswered.includes(at) && keysInOtherLayout(word)) || word);
  if (words.every((word, at) => word === query.words[at])) return null;
  const meant = words.join(" ");
  const other = await resolve(sources, meant);
  if (other.plan.tokens <= plan.tokens) return null;
  return { ...other, plan: { ...other.plan, correction: other.plan.correction ?? meant } };
}

/**
 * The search with its Latin words that nothing answers to, or only near words, as the Korean ones that they
 * spell; null: they spell none, or fewer words are answered so.
 */
async function inRoman(sources: Sources, { query, plan }: ResolvedSearch): Promise<ResolvedSearch | null> {
  const isFound = plan.hits.length > 0;
  if (isFound && !plan.near) return null;
  const isTypo = isFound && plan.correction !== null;
  const { unanswered, nearly } = plan;
  const words = query.words.map((word, at) =>
    unanswered.includes(at) || nearly.includes(at)
      ? (wordInRoman(sources.index, word, isTypo) ?? word)
      : word,
  );
  if (words.every((word, at) => word === query.words[at])) return null;
  const meant = words.join(" ");
  const other = await resolve(sources, meant);
  if (other.plan.hits.length === 0 || other.plan.unanswered.length > unanswered.length) return null;
  return { ...other, plan: { ...other.plan, correction: other.plan.correction ?? meant } };
}

async function resolve(sources: Sources, q: string): Promise<ResolvedSearch> {
  const query = readQuery(q, sources.index.synonymsOf);
  const matches = await findMatches(sources, query.forms);
  return { query, matches, plan: planSearch(query, matches) };
}

/** The search with spaces between the words of the shop; null where it says no more so. */
async function withSpaces(sources: Sources, { query, plan }: ResolvedSearch): Promise<ResolvedSearch | null> {
  // The best way of each word before the second of any.
  const cuts = query.words
    .flatMap((word, at) => cutsInto(sources.index, word).map((pieces, rank) => ({ at, pieces, rank })))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_CUTS);
  if (cuts.length === 0 || (!plan.near && isAnswered(sources.index, plan))) return null;
  for (const { at, pieces } of cuts) {
    const spaced = await resolve(sources, query.words.with(at, pieces.join(" ")).join(" "));
    if (!spaced.plan.near && isAnswered(sources.index, spaced.plan)) return spaced;
  }
  return null;
}

/** Whether a product answers to all its words. */
const isAnswered = (index: ProductIndex, { hits, tokens }: SearchPlan): boolean =>
  hits.length > 0 && scoreProducts(index, hits).tokens === tokens;

/** The words that were typed in Latin letters, as a Korean keyboard writes them; null when none is Hangul. */
function inHangul(words: readonly string[]): string | null {
  const written = words.map((word) => (/^[a-z]{4,}$/.test(word) ? (inOtherLayout(word)[0] ?? word) : word));
  return written.some((word, at) => word !== words[at]) ? written.join(" ") : null;
}
