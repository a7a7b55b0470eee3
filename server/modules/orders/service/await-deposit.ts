/**
 * An order waits for a deposit, and what it holds is reserved until the deposit is due. When the bank takes a
 * deposit back, an order of which nothing was sent is held, and of any other one staff are told.
 */
import { isDomainError } from "../../../platform/errors.ts";
import type { AttemptView } from "../../payments/contract.ts";
import * as changes from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import { isPaid } from "../order.ts";
import * as queries from "../queries.ts";
import { addEvent, advance, lock, move } from "./change-order.ts";
import { extendHolds, goneCodes } from "./holds.ts";
import { getOrder } from "./read-order.ts";

/**
 * Safe to run twice. Returns the order as it is then. An order that was closed, or whose goods are gone,
 * takes no deposit: its account is closed, and in the second case one of `goneCodes` is thrown.
 */
export async function awaitDeposit(
  orders: OrdersContext,
  orderId: string,
  attempt: AttemptView,
): Promise<queries.StoredOrder> {
  const { db, clock, payments, measures } = orders;
  const { attemptId, deposit } = attempt;
  const order = await getOrder(orders, orderId);
  if (!deposit) throw new Error(`attempt ${attemptId} waits for a deposit without an account`);
  if (order.status === "pending_payment") {
    const dueAt = new Date(deposit.dueAt);
    try {
      await extendHolds(orders, order, { from: dueAt, after: attempt });
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

/** What the timeline says: the bank took the deposit back, and it came again. */
const LOST = "deposit_reversed";
const BACK = "deposit_back";

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
    if (order.depositLost !== null || !isPaid(order.status)) return false;
    await addEvent(trx, orderId, LOST, "shop", now, { attemptId });
    const isHere = order.lines.every(({ shipped }) => shipped === 0);
    const holds = isHere && ["paid", "preparing"].includes(order.status);
    if (holds) await move(trx, order, "on_hold", "shop", now, { attemptId });
    else log.error({ order: orderId, status: order.status }, "a deposit was taken back: staff must act");
    await trx.rows(changes.noteDeposit, { id: orderId, lost: holds ? "held" : "noted" });
    return holds;
  });
  if (held) measures.countMove("on_hold");
}

/** The deposit came again: an order that was held for it goes on. Safe to run twice. */
export async function depositIsBack(orders: OrdersContext, orderId: string): Promise<void> {
  const { db, clock, measures } = orders;
  const now = clock.now();
  const reached = await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    if (order.depositLost === null) return [];
    await trx.rows(changes.noteDeposit, { id: orderId, lost: null });
    await addEvent(trx, orderId, BACK, "shop", now);
    if (order.depositLost === "noted") return [];
    const released = await trx.first(changes.releaseOrder, { id: orderId });
    if (!released) return [];
    await addEvent(trx, orderId, "released", "shop", now, { to: released.status });
    return advance(trx, orderId, "shop", now);
  });
  for (const status of reached) measures.countMove(status);
}
