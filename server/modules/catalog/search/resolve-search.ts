import type { Queryable } from "../../../platform/db/db.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import { scoreProducts } from "../product-index/score-products.ts";
import { findMatches, type SkuSearch, skuSearch } from "./find-matches.ts";
import { inOtherLayout } from "./keyboard-layouts.ts";
import type { MatchRow } from "./match.ts";
import { planSearch, type SearchPlan } from "./matches.ts";
import { readQuery, type SearchQuery } from "./query.ts";
import { cutsInto, MOST_CUTS } from "./separate-words.ts";

interface ResolvedSearch {
  readonly query: SearchQuery;
  readonly plan: SearchPlan;
  readonly matches: readonly MatchRow[];
}

/**
 * Finds what a shopper's words mean in this shop, in one statement at most. Null: nothing was typed.
 * Words of the other keyboard layout are read anew, as if they had been typed so.
 */
export async function resolveSearch(
  db: Queryable,
  index: ProductIndex,
  q: string,
): Promise<ResolvedSearch | null> {
  const typed = readQuery(q);
  if (typed.words.length === 0) return null;
  const searchSkus = skuSearch(db);
  const asTyped = await resolve(searchSkus, index, typed);
  const search = (await withSpaces(searchSkus, index, asTyped)) ?? asTyped;
  const { plan } = search;
  const meant = plan.hits.length === 0 || plan.near ? inHangul(typed.words) : plan.correction;
  if (meant === null) return search;
  const other = await resolve(searchSkus, index, readQuery(meant));
  if (other.plan.hits.length === 0 || other.plan.near) return search;
  return { ...other, plan: { ...other.plan, correction: meant } };
}

async function resolve(
  searchSkus: SkuSearch,
  index: ProductIndex,
  query: SearchQuery,
): Promise<ResolvedSearch> {
  const matches = await findMatches(searchSkus, index, query.forms);
  return { query, matches, plan: planSearch(query, matches) };
}

/** The search with spaces between the words of the shop; null where it says no more so. */
async function withSpaces(
  searchSkus: SkuSearch,
  index: ProductIndex,
  { query, plan }: ResolvedSearch,
): Promise<ResolvedSearch | null> {
  // The best way of each word before the second of any.
  const cuts = query.words
    .flatMap((word, at) => cutsInto(index, word).map((pieces, rank) => ({ at, pieces, rank })))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_CUTS);
  if (cuts.length === 0 || (!plan.near && isAnswered(index, plan))) return null;
  for (const { at, pieces } of cuts) {
    const spaced = await resolve(
      searchSkus,
      index,
      readQuery(query.words.with(at, pieces.join(" ")).join(" ")),
    );
    if (!spaced.plan.near && isAnswered(index, spaced.plan)) return spaced;
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
