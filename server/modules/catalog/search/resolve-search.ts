import type { Queryable } from "../../../platform/db/db.ts";
import type { ProductIndex } from "../product-index/product-index.ts";
import { findMatches } from "./find-matches.ts";
import type { MatchRow } from "./match.ts";
import { planSearch, type SearchPlan } from "./matches.ts";
import { readQuery, type SearchQuery } from "./query.ts";

interface ResolvedSearch {
  readonly query: SearchQuery;
  readonly plan: SearchPlan;
  readonly matches: readonly MatchRow[];
}

/** Finds what a shopper's words mean in this shop, in one statement at most. Null: nothing was typed. */
export async function resolveSearch(
  db: Queryable,
  index: ProductIndex,
  q: string,
): Promise<ResolvedSearch | null> {
  const query = readQuery(q);
  if (query.words.length === 0) return null;
  const matches = await findMatches(db, index, query.forms);
  return { query, matches, plan: planSearch(query, matches) };
}
