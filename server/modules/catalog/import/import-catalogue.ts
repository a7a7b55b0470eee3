import { newId } from "../../../platform/ids.ts";
import { findCategoryIds, insertCategory } from "../categories/queries.ts";
import type { CatalogContext } from "../context.ts";
import type { ImportedCategory, ImportedProduct } from "../contract.ts";
import { createProducts } from "../products/create-product.ts";
import { findTakenSlugs } from "../products/queries.ts";

/** Products that are inserted in one transaction. */
const BATCH = 50;

/** Creates the categories and products that do not exist yet. A run after a crash finishes the work. */
export async function importCatalogue(
  catalog: CatalogContext,
  categories: readonly ImportedCategory[],
  products: readonly ImportedProduct[],
): Promise<void> {
  const { db, clock } = catalog;
  for (const { translations, picture, ...category } of categories) {
    await db.rows(insertCategory, {
      id: newId(clock.now()),
      ...category,
      translations: JSON.stringify(translations),
      picture: picture && JSON.stringify(picture),
    });
  }
  const slugs = [...new Set(products.flatMap(({ categorySlugs }) => categorySlugs))];
  const ids = new Map((await db.rows(findCategoryIds, { slugs })).map(({ slug, id }) => [slug, id]));
  const productSlugs = products.flatMap(({ product }) => product.slug ?? []);
  const existing = await db.rows(findTakenSlugs, { slugs: productSlugs });
  const taken = new Set(existing.map(({ slug }) => slug));
  const missing = products
    .filter(({ product }) => product.slug === undefined || !taken.has(product.slug))
    .map(({ product, categorySlugs, pictures, variantPictures }) => ({
      product: { ...product, categoryIds: categorySlugs.flatMap((slug) => ids.get(slug) ?? []) },
      pictures: { product: pictures, variants: variantPictures },
    }));
  for (let at = 0; at < missing.length; at += BATCH)
    await createProducts(catalog, missing.slice(at, at + BATCH));
}
