import type { CatalogContext } from "../context.ts";
import { productsChanged } from "../contract.ts";
import * as queries from "../queries.ts";

/**
 * Copies into the lists what inventory says of these variants now. Safe to run in any order and twice: inventory is asked
 * again after the writing, so that whoever writes last has written what is true.
 */
export async function copyAvailability(catalog: CatalogContext, variantIds: string[]): Promise<void> {
  const { changes } = catalog;
  let soldOut = await findSoldOut(catalog, variantIds);
  for (let written: string | null = null; written !== soldOut.join(); ) {
    written = soldOut.join();
    const productIds = await writeAvailability(catalog, variantIds, soldOut);
    await changes.publish(productsChanged, productIds);
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
