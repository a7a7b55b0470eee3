import type { Queryable } from "../../../platform/db/db.ts";
import { planSearch, type SearchPlan } from "./matches.ts";
import { findMatches } from "./queries.ts";
import { readQuery } from "./query.ts";

/** Finds what a shopper's words mean in this shop, in one statement. Null: nothing was typed. */
export async function resolveSearch(db: Queryable, q: string): Promise<SearchPlan | null> {
  const query = readQuery(q);
  if (query.words.length === 0) return null;
  const forms = query.forms.map((form, number) => ({ form: number, ...form }));
  return planSearch(query, await db.rows(findMatches, { forms: JSON.stringify(forms) }));
}
