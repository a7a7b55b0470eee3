import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import * as queries from "./queries.ts";

const DAY_MS = 86_400_000;
/** What was sold earlier says little about what sells now. */
const DAYS = 30;
/** Products per statement, and per message to the processes. */
const BATCH = 200;

/**
 * Stores how many pieces of each product were sold lately, for lists that are sorted by popularity. Products
 * that sell change a few times an hour, and not with each sale: a change drops them from every cache. Safe to
 * run twice and in several workers.
 */
export async function countSales({ db, clock, changes, inventory }: CatalogContext): Promise<void> {
  const since = new Date(clock.now().getTime() - DAYS * DAY_MS).toISOString();
  const sold = new Map<string, number>();
  for (let after: string | null = null, more = true; more; ) {
    const page = await inventory.sold({ since, after });
    for (const { productId, pieces } of await db.rows(queries.sumByProduct, {
      variants: JSON.stringify(page.variants),
    }))
      sold.set(productId, (sold.get(productId) ?? 0) + pieces);
    after = page.next;
    more = after !== null;
  }
  const stored = await db.rows(queries.listStored, {});
  const known = new Map(stored.map(({ productId, pieces }) => [productId, pieces]));
  const changed = [...new Set([...known.keys(), ...sold.keys()])]
    .map((productId) => ({ productId, pieces: sold.get(productId) ?? 0 }))
    .filter(({ productId, pieces }) => pieces !== (known.get(productId) ?? 0));
  for (let at = 0; at < changed.length; at += BATCH) {
    const batch = changed.slice(at, at + BATCH);
    const products = await db.rows(queries.updateSold, { sold: JSON.stringify(batch) });
    await changes.publish(
      PRODUCTS_CHANGED,
      products.map(({ id }) => id),
    );
  }
}
