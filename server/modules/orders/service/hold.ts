/**
 * Stops an order, and lets it go on.
 *
 * On hold nothing is prepared or sent, and the buyer cannot cancel; staff still cancel and refund. Parcels
 * that had gone arrive, and what follows from them happens at the release. A hold is for what has not gone
 * as a whole: it cannot stop a parcel that is on its way (ADR 42).
 */
import { DomainError } from "../../../platform/errors.ts";
import { releaseOrder } from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import { addEvent, advance, type ChangedBy, lock, move, record } from "./change-order.ts";

/** Puts a paid order on hold. Throws NOT_FOUND, WRONG_ORDER_STATUS. */
export async function hold(
  { db, clock, measures }: OrdersContext,
  orderId: string,
  reason: string,
  by: ChangedBy,
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    await move(trx, order, "on_hold", by, now, { text: reason });
    // The reason may name people, so the audit log has only that there is one.
    if (typeof by !== "string")
      await record(trx, "hold", order, by, now, { before: { status: order.status } });
  });
  measures.countMove("on_hold");
}

/** The order goes on where it was. Throws NOT_FOUND, WRONG_ORDER_STATUS. */
export async function release(
  { db, clock, measures }: OrdersContext,
  orderId: string,
  by: ChangedBy,
): Promise<void> {
  const now = clock.now();
  const reached = await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    const released = await trx.first(releaseOrder, { id: orderId });
    if (!released) throw new DomainError("WRONG_ORDER_STATUS", { orderStatus: order.status });
    await addEvent(trx, orderId, "released", by, now, { to: released.status });
    const next = await advance(trx, orderId, by, now);
    if (typeof by !== "string")
      await record(trx, "release", order, by, now, { after: { status: released.status } });
    return next;
  });
  for (const status of reached) measures.countMove(status);
}
