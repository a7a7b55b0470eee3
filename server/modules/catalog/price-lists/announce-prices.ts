/** Tells every process which public pages show other prices. */
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import * as queries from "./queries.ts";

type Announcer = Pick<CatalogContext, "db" | "clock" | "changes">;

/** Whether a list has begun or ended since it was announced. */
export const arePricesDue = async ({ db, clock }: Announcer): Promise<boolean> =>
  (await db.first(queries.findUnannounced, { now: clock.now() })) !== null;

/**
 * The job: the periods of lists begin and end by themselves. Cached answers end with them; pages that were
 * drawn from these answers are dropped here.
 */
export async function announcePrices(catalog: Announcer): Promise<void> {
  const turned = await catalog.db.rows(queries.announceLists, { now: catalog.clock.now() });
  await publishProductsOf(
    catalog,
    turned.map(({ id }) => id),
  );
}

/** Publishes the products of these lists. */
export async function publishProductsOf({ db, changes }: Announcer, lists: string[]): Promise<void> {
  if (lists.length === 0) return;
  const products = await db.rows(queries.findProductsOfLists, { ids: lists });
  await changes.publish(
    PRODUCTS_CHANGED,
    products.map(({ id }) => id),
  );
}
