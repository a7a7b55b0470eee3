import { writeCursor } from "../../../platform/http/cursor.ts";
import type { CacheFill } from "../../../platform/http/response-cache.ts";
import type { Language } from "../../../platform/language.ts";
import { LIST_AGE_MS, LISTS } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { resolveSearch } from "../search/resolve-search.ts";
import { type ListQuery, readListing } from "./listing.ts";
import { presentCard, presentFacets } from "./present.ts";
import { listProducts } from "./queries.ts";

export async function listPage(
  { db, currency }: CatalogContext,
  query: ListQuery,
  language: Language,
): Promise<CacheFill> {
  const { q, sort, list, limit, params } = readListing(query, language);
  const search = await resolveSearch(db, q);
  const hits = JSON.stringify(search?.hits ?? []);
  const row = await db.first(listProducts(sort, search !== null), { ...params, hits });
  if (!row) throw new Error("the list statement always returns one row");
  const items = row.items.slice(0, limit);
  const last = items.at(-1);
  const more = row.items.length > limit && last;
  const near = search !== null && row.tokens !== null && (search.near || row.tokens < search.tokens);
  const body = {
    items: items.map((item) => presentCard(item, language)),
    total: row.total,
    facets: presentFacets(row, currency, language),
    ...(search?.correction ? { correction: search.correction } : {}),
    ...(near ? { near } : {}),
    nextCursor: more ? writeCursor(list, [last.sortKey, last.id]) : null,
  };
  return { body, tags: [LISTS], maxAgeMs: LIST_AGE_MS };
}
