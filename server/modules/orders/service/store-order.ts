/** Stores an order as the payable one of its cart, in the place of an earlier one. */
import type { ActingStaff } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import { type AnswerSlot, answerRow } from "../../../platform/http/idempotency-queries.ts";
import { hashSecret } from "../../../platform/ids.ts";
import { money } from "../../../platform/money.ts";
import { askPayment } from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import * as queries from "../queries.ts";
import { addEvent, record } from "./change-order.ts";
import { closeUnpaid } from "./close-unpaid.ts";
import { releaseHolds } from "./holds.ts";
import { takeFromCartNow } from "./take-from-cart.ts";

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
  by?: ActingStaff,
): Promise<void> {
  for (let races = 0; races < MAX_RACES; races += 1) {
    const stored = await store(orders, { row, guestToken, slot, body, by });
    if (stored === "raced") continue;
    if (stored.placed) {
      count(orders, row);
      if (row.status === "paid") await takeFromCartNow(orders, row);
      return;
    }
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

interface Storing {
  readonly row: queries.OrderRow;
  readonly guestToken: string | null;
  readonly slot: AnswerSlot;
  readonly body: object;
  /** Staff who place it for its buyer. */
  readonly by: ActingStaff | undefined;
}

/** `raced`: another process stored an order of this cart at the same moment, and nothing was stored here. */
async function store({ db }: OrdersContext, { row, guestToken, slot, body, by }: Storing) {
  const { lines, events: _first, ...order } = row;
  const input: queries.NewOrder = {
    id: row.id,
    cartId: row.cartId,
    order,
    lines: lines.map((line, position) => ({ ...line, position })),
    guestTokenHash: guestToken === null ? null : hashSecret(guestToken).toString("base64"),
    ...answerRow(slot, body),
  };
  const stored = by
    ? db.transaction((trx) => storeForBuyer(trx, row, by, input))
    : db.write(queries.insertOrders, input);
  try {
    return (await stored) ?? { placed: false, rivals: [] };
  } catch (error) {
    if (brokeConstraint(error, "orders_one_payable_per_cart")) return "raced";
    throw error;
  }
}

/** With who placed it, and the mail that asks the buyer to pay. */
async function storeForBuyer(
  trx: Transaction,
  row: queries.OrderRow,
  by: ActingStaff,
  input: queries.NewOrder,
) {
  const stored = await trx.first(queries.insertOrders, { rows: [input] });
  if (!stored?.placed) return stored;
  await addEvent(trx, row.id, "placed_by_staff", by, row.placedAt);
  if (row.status === "pending_payment") await trx.rows(askPayment, { orderId: row.id });
  await record(trx, "place", row, by, row.placedAt);
  return stored;
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
