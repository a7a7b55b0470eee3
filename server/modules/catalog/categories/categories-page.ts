import type { CacheFill } from "../../../platform/http/response-cache.ts";
import type { Language } from "../../../platform/language.ts";
import { LIST_AGE_MS, LISTS } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { readListing } from "../lists/listing.ts";
import { selectProducts } from "../lists/select-products.ts";
import { presentCategory } from "./present.ts";
import { listCategories } from "./queries.ts";

/** The counts are those of the list without filters, and share its pass over the products. */
export async function categoriesPage({ db, index }: CatalogContext, language: Language): Promise<CacheFill> {
  const { facets } = selectProducts(await index.get(), null, readListing({}).filters);
  const counts = new Map(facets.categories.map(({ slug, count }) => [slug, count]));
  const rows = await db.rows(listCategories, {});
  return {
    body: { items: rows.map((row) => presentCategory(row, counts.get(row.slug) ?? 0, language)) },
    tags: [LISTS],
    maxAgeMs: LIST_AGE_MS,
  };
}
