import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import * as queries from "./publishing-queries.ts";

const BATCH = 500;

/** Whether the moment of a sales period has come. */
export const areSalesDue = async ({ db, clock }: Pick<CatalogContext, "db" | "clock">): Promise<boolean> =>
  (await db.first(queries.findDueTurn, { now: clock.now() })) !== null;

/**
 * The job: tells every process which sales periods have begun or ended. Cached answers end with them; pages
 * that were drawn from these answers are dropped here. Each moment is taken by one process, and announced at
 * most once: should that process die, the pages end by their age.
 */
export async function announceSales({
  db,
  clock,
  changes,
}: Pick<CatalogContext, "db" | "clock" | "changes">): Promise<void> {
  let turned: { id: string }[];
  do {
    turned = await db.rows(queries.takeSalesTurns, { now: clock.now(), limit: BATCH });
    const ids = new Set(turned.map(({ id }) => id));
    if (ids.size > 0) await changes.publish(PRODUCTS_CHANGED, [...ids]);
  } while (turned.length === BATCH);
}
