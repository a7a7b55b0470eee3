/**
 * An order waits for a deposit, and what it holds is reserved until the deposit is due. When the bank takes a
 * deposit back, an order of which nothing was sent is held, and of any other one staff are told.
 */
import { isDomainError } from "../../../platform/errors.ts";
import type { AttemptView } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import * as queries from "../queries.ts";
import { addEvent, lock, move } from "./change-order.ts";
import { extendHolds, goneCodes } from "./holds.ts";
import { getOrder } from "./read-order.ts";

/**
 * Safe to run twice. Returns the order as it is then. An order that was closed, or whose goods are gone, takes
 * no deposit: its account is closed, and in the second case one of `goneCodes` is thrown.
 */
export async function awaitDeposit(
  orders: OrdersContext,
  orderId: string,
  { attemptId, deposit }: AttemptView,
): Promise<queries.StoredOrder> {
  const { db, clock, payments, measures } = orders;
  const order = await getOrder(orders, orderId);
  if (!deposit) throw new Error(`attempt ${attemptId} waits for a deposit without an account`);
  if (order.status === "pending_payment") {
    const dueAt = new Date(deposit.dueAt);
    try {
      await extendHolds(orders, order, dueAt);
    } catch (error) {
      if (goneCodes.some((code) => isDomainError(error, code))) await payments.closeAttempt({ orderId });
      throw error;
    }
    const data = JSON.stringify({ attemptId });
    if (await db.first(queries.awaitDeposit, { id: orderId, dueAt, data, now: clock.now() }))
      measures.countMove("awaiting_deposit");
  }
  const current = await getOrder(orders, orderId);
  if (current.status === "canceled" || current.status === "expired") await payments.closeAttempt({ orderId });
  return current;
}

/** What the timeline says of an order that was sent. */
const REVERSED = "deposit_reversed";

/** Safe to run twice. */
export async function takeBackDeposit(
  orders: OrdersContext,
  orderId: string,
  attemptId: string,
): Promise<void> {
  const { db, clock, log, payments, measures } = orders;
  // It may have come again meanwhile.
  if ((await payments.getAttempt({ attemptId })).status !== "awaiting_deposit") return;
  const now = clock.now();
  const held = await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    if (order.status === "on_hold" || order.events.at(-1)?.type === REVERSED) return false;
    const isHere = order.lines.every(({ shipped }) => shipped === 0);
    if (isHere && ["paid", "preparing"].includes(order.status)) {
      await move(trx, order, "on_hold", "shop", now, { attemptId });
      return true;
    }
    await addEvent(trx, orderId, REVERSED, "shop", now, { attemptId });
    log.error({ order: orderId }, "a bank took back the deposit of an order that was sent: staff must act");
    return false;
  });
  if (held) measures.countMove("on_hold");
}
