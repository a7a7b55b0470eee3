import { isDomainError } from "../../../platform/errors.ts";
import { answerRow } from "../../../platform/http/idempotency-queries.ts";
import { FIRST_ID } from "../../../platform/ids.ts";
import type { OrdersContext } from "../context.ts";
import { isPayable, sourcesOf } from "../order.ts";
import * as queries from "../queries.ts";
import { extendHolds, goneCodes, releaseHolds } from "./holds.ts";
import { findOrder } from "./read-order.ts";

/** `open`: money moved or may still move. `over`: the order was paid or closed before. */
export type CloseResult = "closed" | "open" | "over";

/**
 * Closes an unpaid order and releases its stock and coupons. The payment is closed first: when money moved or
 * may still move, the order stays open. Safe to run twice.
 */
export async function closeUnpaid(
  orders: OrdersContext,
  orderId: string,
  to: "expired" | "canceled",
  reason: string,
): Promise<CloseResult> {
  const { db, clock, payments } = orders;
  // The account of a deposit may have been given out a moment ago: the order begins to wait for it then.
  const { open } = await payments.closeAttempt({ orderId, onlyDue: to === "expired" });
  if (open) {
    await keepHolds(orders, orderId);
    return "open";
  }
  const moved = await db.write(queries.moveOrders, {
    id: orderId,
    // A paid order is canceled in another way, with a refund.
    from: sourcesOf(to).filter(isPayable),
    to,
    now: clock.now(),
    data: { reason },
    ...answerRow(null, null),
  });
  if (!moved) return "over";
  orders.measures.countMove(to);
  await releaseHolds(orders, orderId);
  return "closed";
}

/**
 * The payment is undecided, so goods and coupons stay reserved. If they are gone, arriving money is refunded.
 */
async function keepHolds(orders: OrdersContext, orderId: string): Promise<void> {
  const order = await findOrder(orders, orderId);
  if (!order) return;
  try {
    await extendHolds(orders, order);
  } catch (error) {
    if (!goneCodes.some((code) => isDomainError(error, code))) throw error;
  }
}

const BATCH = 100;
/** Bounds one run of the job, even when very many orders are due. */
const MAX_BATCHES = 50;

/**
 * Closes unpaid orders after their time to pay. It reads page after page, because an order with an open
 * payment (a deposit may take days) stays due, and must not keep the later ones waiting.
 */
export async function expireOrders(orders: OrdersContext): Promise<void> {
  const now = orders.clock.now();
  let from = { afterExpiresAt: "-infinity", afterId: FIRST_ID };
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const due = await orders.db.rows(queries.findDue, { now, ...from, limit: BATCH });
    for (const { id } of due) await expire(orders, id);
    const last = due.at(-1);
    if (!last || due.length < BATCH) return;
    from = { afterExpiresAt: last.expiresAt, afterId: last.id };
  }
}

async function expire(orders: OrdersContext, id: string): Promise<void> {
  try {
    await closeUnpaid(orders, id, "expired", "NOT_PAID");
  } catch (err) {
    // An order that cannot be closed now must not keep the others waiting; the next run tries it again.
    orders.log.error({ err, order: id }, "an unpaid order could not be closed");
  }
}
