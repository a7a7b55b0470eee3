import { after } from "../../../platform/clock.ts";
import { isDomainError } from "../../../platform/errors.ts";
import { sourcesOf } from "../order.ts";
import * as queries from "../queries.ts";
import { HOLD_GRACE_MS, type Orders } from "./orders.ts";

/**
 * Ends an unpaid order and gives its stock back. The payment is closed first: where money moved or may still move, the
 * order stays. Answers whether the order was ended. Safe to run twice.
 */
export async function giveUp(
  orders: Orders,
  orderId: string,
  to: "expired" | "canceled",
  reason: string,
): Promise<boolean> {
  const { db, clock, payments, inventory } = orders;
  const { open } = await payments.close({ orderId });
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
    announce: null,
    scope: null,
    key: null,
    answer: null,
  });
  if (!moved) return false;
  await inventory.release({ orderId });
  return true;
}

/** The payment is not decided yet: the goods stay where they are. If they are gone already, money that comes is given back. */
async function keepWhileOpen({ inventory, clock }: Orders, orderId: string): Promise<void> {
  try {
    await inventory.keep({ orderId, until: after(clock, HOLD_GRACE_MS).toISOString() });
  } catch (error) {
    if (!isDomainError(error, "OUT_OF_STOCK")) throw error;
  }
}

const BATCH = 100;

/** Gives up the orders whose time to pay is over. */
export async function expireOrders(orders: Orders): Promise<void> {
  for (const { id } of await orders.db.rows(queries.findDue, { now: orders.clock.now(), limit: BATCH })) {
    await giveUp(orders, id, "expired", "NOT_PAID").catch((error: unknown) => {
      // One order that cannot be ended now must not keep the others waiting; the next run tries it again.
      orders.log.error({ err: error, order: id }, "an unpaid order could not be ended");
    });
  }
}
