import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import * as queries from "./queries.ts";

/**
 * Copies into the catalogue whether inventory has these variants in stock. Safe to run twice and in any
 * order: inventory is asked again after each write, so that the last write holds the current state.
 */
export async function copyAvailability(catalog: CatalogContext, variantIds: string[]): Promise<void> {
  const { changes } = catalog;
  let soldOut = await findSoldOut(catalog, variantIds);
  for (let written: string | null = null; written !== soldOut.join(); ) {
    written = soldOut.join();
    const productIds = await writeAvailability(catalog, variantIds, soldOut);
    await changes.publish(PRODUCTS_CHANGED, productIds);
    soldOut = await findSoldOut(catalog, variantIds);
  }
}

async function findSoldOut({ inventory }: CatalogContext, variantIds: string[]): Promise<string[]> {
  const levels = await inventory.availability({ variantIds });
  return levels.filter(({ available }) => available <= 0).map(({ variantId }) => variantId);
}

async function writeAvailability(
  { db }: CatalogContext,
  variantIds: string[],
  soldOut: string[],
): Promise<string[]> {
  const inStock = variantIds.filter((id) => !soldOut.includes(id));
  const touched = await db.transaction(async (trx) => {
    await trx.rows(queries.lockProductsOf, { variantIds });
    return trx.rows(queries.updateInStock, { inStock, soldOut });
  });
  return touched.map(({ productId }) => productId);
}
