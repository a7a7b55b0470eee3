import { writeCursor } from "../../../platform/http/cursor.ts";
import type { CacheFill } from "../../../platform/http/response-cache.ts";
import type { Language } from "../../../platform/language.ts";
import { LISTS, listAgeMs } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { pickPage } from "../product-index/pick-page.ts";
import { findCards } from "../products/card-queries.ts";
import { resolveSearch } from "../search/resolve-search.ts";
import { type ListQuery, readListing } from "./listing.ts";
import { presentCard } from "./present.ts";
import { selectProducts } from "./select-products.ts";
import { writtenFacets } from "./written-facets.ts";

/** At most two statements: a search may ask for near words, and a list for its cards. */
export async function listPage(
  { db, index, clock, currency }: CatalogContext,
  query: ListQuery,
  language: Language,
): Promise<CacheFill> {
  const { q, sort, list, limit, filters, after } = readListing(query, language);
  const products = await index.get();
  const turn = products.sales.next;
  const search = await resolveSearch(db, products, q);
  const selection = selectProducts(products, search?.plan ?? null, filters);
  // One more than the page: without it, this page is the last.
  const places = pickPage(products, selection, sort, after, limit + 1);
  const shown = places.slice(0, limit);
  const cards = new Map(
    (
      await db.lookUp(
        findCards,
        shown.map(({ id }) => id),
      )
    ).map((card) => [card.id, card]),
  );
  const last = places.length > limit ? shown.at(-1) : undefined;
  const { tokens = null } = selection.scored ?? {};
  const near = search !== null && tokens !== null && (search.plan.near || tokens < search.plan.tokens);
  const items = {
    items: shown.flatMap(({ id }) => {
      const card = cards.get(id);
      return card ? [presentCard(card, language)] : [];
    }),
    total: selection.total,
  };
  const rest = {
    ...(search?.plan.correction ? { correction: search.plan.correction } : {}),
    ...(near ? { near } : {}),
    nextCursor: last ? writeCursor(list, [last.key, last.id]) : null,
  };
  const facets = writtenFacets(selection.facets, currency, language);
  const parts = [`${opened(items)},"facets":`, facets, `,${JSON.stringify(rest).slice(1)}`];
  return { parts, tags: [LISTS], maxAgeMs: listAgeMs(turn, clock.now()) };
}

/** The JSON of an object, to be continued. */
const opened = (object: object): string => JSON.stringify(object).slice(0, -1);
