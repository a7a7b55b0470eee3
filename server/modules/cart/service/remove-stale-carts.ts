/** A job: deletes carts that were not changed for 90 days, and old notes of purchases. Safe to run twice. */
import { after } from "../../../platform/clock.ts";
import type { CartContext } from "../context.ts";
import * as memberQueries from "../member-queries.ts";
import * as queries from "../queries.ts";

const DAY_MS = 24 * 3_600_000;
const STALE_AFTER_MS = 90 * DAY_MS;
/** A repeated delivery of an event comes within days, so older notes are not needed. */
const TAKEN_OUT_FOR_MS = 30 * DAY_MS;
const STALE_BATCH = 1_000;
/** Bounds one run of the job, even when very many carts are stale. */
const MAX_BATCHES = 200;

export async function removeStaleCarts({ db, clock }: CartContext): Promise<void> {
  await db.rows(memberQueries.deletePurchases, { before: after(clock, -TAKEN_OUT_FOR_MS) });
  const before = after(clock, -STALE_AFTER_MS);
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const removed = await db.rows(queries.deleteStaleCarts, { before, limit: STALE_BATCH });
    if (removed.length < STALE_BATCH) return;
  }
}
