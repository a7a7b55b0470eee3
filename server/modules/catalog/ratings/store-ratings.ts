import type { Db } from "../../../platform/db/db.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import * as queries from "./queries.ts";

/** Stores what the module reviews has counted. Older counts than those that are stored change nothing. */
export async function storeRatings(
  { db, changes }: CatalogContext,
  ratings: readonly queries.RatingCopy[],
): Promise<void> {
  const changed = await db.rows(queries.updateRatings, { ratings: JSON.stringify(ratings) });
  const ids = changed.map(({ productId }) => productId);
  if (ids.length > 0) await changes.publish(PRODUCTS_CHANGED, ids);
}

/** What is stored. */
export const ratingsOf = (db: Db, productIds: string[]): Promise<queries.RatingCopy[]> =>
  db.rows(queries.listRatings, { productIds });
