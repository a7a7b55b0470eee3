/** What the search field offers while a shopper types: products, categories and words to search for. */
import type { CacheFill } from "../../../platform/http/response-cache.ts";
import type { Language } from "../../../platform/language.ts";
import { LIST_AGE_MS, LISTS } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { planSearch, type SearchPlan } from "./matches.ts";
import { normalForm } from "./normal-form.ts";
import { presentCategoryLink, presentSuggested } from "./present.ts";
import { findMatches, findSuggested, type MatchRow } from "./queries.ts";
import { readQuery, type SearchQuery } from "./query.ts";

const MOST_PRODUCTS = 6;
const MOST_CATEGORIES = 3;
const MOST_QUERIES = 5;
/** A longer query is complete: what follows changes no suggestion. */
const LONGEST = 40;

/** What is looked up for what was typed: queries that differ by case, width or spaces share one response. */
export const suggestKey = (q: string): string => [...normalForm(q)].slice(0, LONGEST).join("");

/** `q` is a `suggestKey`. Two statements. */
export async function suggestPage({ db }: CatalogContext, q: string, language: Language): Promise<CacheFill> {
  const query = readQuery(q);
  const forms = query.forms.map((form, number) => ({ form: number, ...form }));
  const rows = forms.length > 0 ? await db.rows(findMatches, { forms: JSON.stringify(forms) }) : [];
  const plan = planSearch(query, rows);
  const hits = JSON.stringify(plan.hits);
  const products = plan.hits.length > 0 ? await db.rows(findSuggested, { hits, limit: MOST_PRODUCTS }) : [];
  const typed = [...query.words, ...(plan.correction?.split(" ") ?? [])];
  const body = {
    products: products.map((row) => presentSuggested(row, typed, language)),
    categories: categoriesOf(plan, rows).map((row) => presentCategoryLink(row, typed, language)),
    queries: queriesOf(query, plan, rows),
  };
  return { body, tags: [LISTS], maxAgeMs: LIST_AGE_MS };
}

function categoriesOf(plan: SearchPlan, rows: readonly MatchRow[]): MatchRow[] {
  const ids = plan.hits.toSorted((a, b) => b.factor - a.factor).flatMap(({ category }) => category ?? []);
  return [...new Set(ids)].slice(0, MOST_CATEGORIES).flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** The correction, and words of the shop that begin with the last word that was typed. */
function queriesOf({ words, forms }: SearchQuery, plan: SearchPlan, rows: readonly MatchRow[]): string[] {
  const last = words.length - 1;
  const longer = rows
    .filter(
      ({ kind, form }) => kind === "prefix" && forms[form]?.kind === "typed" && forms[form].token === last,
    )
    .map(({ word }) => word)
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const completed = longer.map((word) => [...words.slice(0, last), word].join(" "));
  const all = [...(plan.correction ? [plan.correction] : []), ...completed];
  return [...new Set(all)].slice(0, MOST_QUERIES);
}
