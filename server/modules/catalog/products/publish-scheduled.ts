import { setTimeout as wait } from "node:timers/promises";
import { after } from "../../../platform/clock.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import * as queries from "./publishing-queries.ts";

/** The queue looks for due jobs once a second: what becomes due until the next look is waited for. */
const LOOK_AHEAD_MS = 2_500;
const BATCH = 200;
const MAX_ROUNDS = 20;
/** Before a product that an edit holds is looked at again. */
const PAUSE_MS = 50;

/** Whether a product's moment has come, or comes within the next run. */
export async function isPublicationDue({ db, clock }: CatalogContext): Promise<boolean> {
  const next = await db.first(queries.findNextPublication, {});
  return next !== null && next.publishAt <= after(clock, LOOK_AHEAD_MS);
}

/** Makes scheduled products active at their moment, in every process. Safe to run twice. */
export async function publishScheduled({ db, clock, changes }: CatalogContext): Promise<void> {
  const end = after(clock, LOOK_AHEAD_MS);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const now = clock.now();
    const published = await db.rows(queries.publishDue, { now, limit: BATCH });
    if (published.length > 0)
      await changes.publish(
        PRODUCTS_CHANGED,
        published.map(({ id }) => id),
      );
    if (published.length === BATCH) continue;
    const next = await db.first(queries.findNextPublication, {});
    if (!next || next.publishAt > end) return;
    await wait(Math.max(PAUSE_MS, next.publishAt.getTime() - now.getTime()));
  }
}
