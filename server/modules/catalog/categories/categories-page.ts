import type { CacheFill } from "../../../platform/http/response-cache.ts";
import type { Language } from "../../../platform/language.ts";
import { LISTS, listAgeMs } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { readListing } from "../lists/listing.ts";
import { selectProducts } from "../lists/select-products.ts";
import { MOST_MOVED, movedSlugs } from "../moved-slugs.ts";
import { presentCategory } from "./present.ts";
import { listCategories, listMoved } from "./queries.ts";

/** The counts are those of the list without filters, and share its pass over the products. */
export async function categoriesPage(
  { db, index, clock }: CatalogContext,
  language: Language,
): Promise<CacheFill> {
  const products = await index.get();
  const turn = products.sales.next;
  const { facets } = selectProducts(products, null, readListing({}).filters);
  const counts = new Map(facets.categories.map(({ slug, count }) => [slug, count]));
  const [rows, former] = await Promise.all([
    db.rows(listCategories, {}),
    db.rows(listMoved, { limit: MOST_MOVED }),
  ]);
  const items = rows.map((row) => presentCategory(row, counts.get(row.slug) ?? 0, language));
  return {
    body: { items, moved: movedSlugs(former) },
    tags: [LISTS],
    maxAgeMs: listAgeMs(turn, clock.now()),
  };
}
