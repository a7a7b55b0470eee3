import { newId } from "../../../platform/ids.ts";
import type { CatalogContext } from "../context.ts";
import type { ImportedCategory, ImportedProduct } from "../contract.ts";
import * as queries from "../queries.ts";
import { createProduct } from "./create-product.ts";

/** How many products are inserted at a time. */
const PARALLEL = 4;

/** Makes the categories and products that are not there yet. Running it again after a crash finishes the work. */
export async function importCatalogue(
  catalog: CatalogContext,
  categories: readonly ImportedCategory[],
  products: readonly ImportedProduct[],
): Promise<void> {
  const { db, clock } = catalog;
  for (const { translations, picture, ...category } of categories) {
    await db.rows(queries.insertCategory, {
      id: newId<"category">(clock.now()),
      ...category,
      translations: JSON.stringify(translations),
      picture: picture && JSON.stringify(picture),
    });
  }
  const slugs = [...new Set(products.flatMap(({ categorySlugs }) => categorySlugs))];
  const ids = new Map((await db.rows(queries.findCategoryIds, { slugs })).map(({ slug, id }) => [slug, id]));
  const wanted = products.flatMap(({ product }) => product.slug ?? []);
  const taken = new Set((await db.rows(queries.findTakenSlugs, { slugs: wanted })).map(({ slug }) => slug));
  const missing = products
    .filter(({ product }) => product.slug === undefined || !taken.has(product.slug))
    .values();

  async function insertRest(): Promise<void> {
    for (const { product, categorySlugs, pictures, variantPictures } of missing) {
      const categoryIds = categorySlugs.flatMap((slug) => ids.get(slug) ?? []);
      await createProduct(catalog, { ...product, categoryIds }, null, {
        product: pictures,
        variants: variantPictures,
      });
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, insertRest));
}
