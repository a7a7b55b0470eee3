import { after } from "../../../platform/clock.ts";
import { isDomainError } from "../../../platform/errors.ts";
import { answerParameters } from "../../../platform/http/idempotency-queries.ts";
import { FIRST_ID } from "../../../platform/ids.ts";
import type { OrdersContext } from "../context.ts";
import { RESERVATION_GRACE_MS, sourcesOf } from "../order.ts";
import * as queries from "../queries.ts";

/**
 * Ends an unpaid order and gives its stock back. The payment is closed first: where money moved or may still move, the
 * order stays. Answers whether the order was ended. Safe to run twice.
 */
export async function closeUnpaid(
  orders: OrdersContext,
  orderId: string,
  to: "expired" | "canceled",
  reason: string,
): Promise<boolean> {
  const { db, clock, payments, inventory } = orders;
  const { open } = await payments.closeAttempt({ orderId });
  if (open) {
    await keepWhileOpen(orders, orderId);
    return false;
  }
  const moved = await db.first(queries.moveOrder, {
    id: orderId,
    // A paid order is canceled by other rules, with a refund.
    from: sourcesOf(to).filter((from) => from === "pending_payment"),
    to,
    now: clock.now(),
    data: JSON.stringify({ reason }),
    ...answerParameters(null, null),
  });
  if (!moved) return false;
  await inventory.release({ orderId });
  return true;
}

/** The payment is not decided yet: the goods stay where they are. If they are gone already, money that comes is given back. */
async function keepWhileOpen({ inventory, clock }: OrdersContext, orderId: string): Promise<void> {
  try {
    await inventory.extend({ orderId, until: after(clock, RESERVATION_GRACE_MS).toISOString() });
  } catch (error) {
    if (!isDomainError(error, "OUT_OF_STOCK")) throw error;
  }
}

const BATCH = 100;
/** However many orders are due, one run of the job ends. */
const MAX_BATCHES = 50;

/**
 * Gives up the orders whose time to pay is over. Goes on from page to page, because an order whose payment is still open
 * (a deposit may take days) stays due, and must not keep those behind it waiting.
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
    // One order that cannot be ended now must not keep the others waiting; the next run tries it again.
    orders.log.error({ err, order: id }, "an unpaid order could not be ended");
  }
}
