/** Stores an order as the payable one of its cart, in the place of an earlier one. */
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import { type AnswerSlot, answerRow } from "../../../platform/http/idempotency-queries.ts";
import { hashSecret } from "../../../platform/ids.ts";
import { money } from "../../../platform/money.ts";
import type { OrdersContext } from "../context.ts";
import * as queries from "../queries.ts";
import { closeUnpaid } from "./close-unpaid.ts";
import { releaseHolds } from "./holds.ts";

/**
 * Bounds the races with other processes for one cart. A lost race means that another process stored an order;
 * it does so one by one, so more lost races in a row than this are hardly possible.
 */
const MAX_RACES = 30;

/**
 * Stores the order as its cart's payable one, in the place of the earlier one. What was reserved for an order
 * that is not stored is released at once.
 */
export async function storeOrder(
  orders: OrdersContext,
  row: queries.OrderRow,
  guestToken: string | null,
  slot: AnswerSlot,
  body: object,
): Promise<void> {
  for (let races = 0; races < MAX_RACES; races += 1) {
    const stored = await store(orders, row, guestToken, slot, body);
    if (stored === "raced") continue;
    if (stored.placed) return count(orders, row);
    // A repeat took the key over, because this request took too long: only the repeat's order is stored.
    if (stored.rivals.length === 0) break;
    try {
      for (const id of stored.rivals) await replaceOrder(orders, id);
    } catch (error) {
      await dropUnfinished(orders, row.id);
      throw error;
    }
  }
  await dropUnfinished(orders, row.id);
  throw new DomainError("REQUEST_IN_PROGRESS");
}

function count({ measures }: OrdersContext, { status, total, currency }: queries.OrderRow): void {
  if (status === "paid") measures.countPaid(money(total, currency));
  else measures.countMove(status);
}

/** `raced`: another process stored an order of this cart at the same moment, and nothing was stored here. */
async function store(
  { db }: OrdersContext,
  row: queries.OrderRow,
  guestToken: string | null,
  slot: AnswerSlot,
  body: object,
) {
  const { lines, events: _first, ...order } = row;
  const stored = db.write(queries.insertOrders, {
    id: row.id,
    cartId: row.cartId,
    order,
    lines: lines.map((line, position) => ({ ...line, position })),
    guestTokenHash: guestToken === null ? null : hashSecret(guestToken).toString("base64"),
    ...answerRow(slot, body),
  });
  try {
    return (await stored) ?? { placed: false, rivals: [] };
  } catch (error) {
    if (brokeConstraint(error, "orders_one_payable_per_cart")) return "raced";
    throw error;
  }
}

/** Closes the cart's payable order, which a new one replaces. Throws CART_BEING_PAID if it must stay open. */
export async function replaceOrder(orders: OrdersContext, orderId: string): Promise<void> {
  const result = await closeUnpaid(orders, orderId, "canceled", "REPLACED");
  if (result === "open") throw new DomainError("CART_BEING_PAID", { orderId });
}

/** Ends the holds and the attempt of an order that was not stored. */
export async function dropUnfinished(orders: OrdersContext, orderId: string): Promise<void> {
  await releaseHolds(orders, orderId);
  await orders.payments.closeAttempt({ orderId });
}
