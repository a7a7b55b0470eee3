/** What the search field offers while a shopper types: products, categories and words to search for. */
import type { CacheFill } from "../../../platform/http/response-cache.ts";
import type { Language } from "../../../platform/language.ts";
import { LISTS, listAgeMs } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { pickPage } from "../product-index/pick-page.ts";
import { scoreProducts } from "../product-index/score-products.ts";
import { findCards } from "../products/card-queries.ts";
import { normalForm } from "../words/normal-form.ts";
import type { MatchRow } from "./match.ts";
import type { SearchPlan } from "./matches.ts";
import { presentCategoryLink, presentSuggested } from "./present.ts";
import type { SearchQuery } from "./query.ts";
import { resolveSearch } from "./resolve-search.ts";

const MOST_PRODUCTS = 6;
const MOST_CATEGORIES = 3;
const MOST_QUERIES = 5;
/** A longer query is complete: what follows changes no suggestion. */
const LONGEST = 40;

/** What is looked up for what was typed: queries that differ by case, width or spaces share one response. */
export const suggestKey = (q: string): string => [...normalForm(q)].slice(0, LONGEST).join("");

/** `q` is a `suggestKey`. At most two statements. */
export async function suggestPage(
  { db, index, clock }: CatalogContext,
  q: string,
  language: Language,
): Promise<CacheFill> {
  const products = await index.get();
  const turn = products.sales.next;
  const search = await resolveSearch(db, products, q);
  const suggested = (body: unknown): CacheFill => ({
    ...{ body, tags: [LISTS] },
    maxAgeMs: listAgeMs(turn, clock.now()),
  });
  if (!search) return suggested({ products: [], categories: [], queries: [] });
  const { query, plan, matches } = search;
  const found = { isSelected: null, scored: scoreProducts(products, plan.hits) };
  const places = pickPage(products, found, "relevance", null, MOST_PRODUCTS);
  const cards = await db.lookUp(
    findCards,
    places.map(({ id }) => id),
  );
  const wanted = {
    typed: [...query.words, ...(plan.correction?.split(" ") ?? [])],
    found: plan.hits.flatMap(({ word }) => word ?? []),
  };
  const body = {
    products: places.flatMap(({ id }) => {
      const card = cards.find((each) => each.id === id);
      return card ? [presentSuggested(card, wanted, language)] : [];
    }),
    categories: categoriesOf(plan, matches).map((row) => presentCategoryLink(row, wanted, language)),
    queries: queriesOf(query, plan, matches),
  };
  return suggested(body);
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
      ({ kind, telling, form }) =>
        // Descriptions have words with their particles: 꿀에.
        kind === "prefix" && telling && forms[form]?.kind === "typed" && forms[form].token === last,
    )
    .map(({ word }) => word)
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const completed = longer.map((word) => [...words.slice(0, last), word].join(" "));
  const all = [...(plan.correction ? [plan.correction] : []), ...completed];
  return [...new Set(all)].slice(0, MOST_QUERIES);
}
