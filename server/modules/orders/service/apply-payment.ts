import { after } from "../../../platform/clock.ts";
import { isDomainError } from "../../../platform/errors.ts";
import { type AnswerSlot, answerParameters } from "../../../platform/http/idempotency-queries.ts";
import type { Language } from "../../../platform/language.ts";
import type { AttemptView } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import { isPaid, RESERVATION_GRACE_MS, sourcesOf } from "../order.ts";
import { type ConfirmedOrder, presentConfirmed } from "../present.ts";
import * as queries from "../queries.ts";
import { getOrder } from "./read-order.ts";

/** Money that arrived, and what is known of its order. */
export interface ConfirmContext {
  readonly order: queries.OrderRow;
  readonly attempt: AttemptView;
  readonly language: Language;
  /** Who brings it: a member, or null for somebody who is not signed in, or for nobody who waits for an answer. */
  readonly memberId: string | null;
  /** Of the request that brought the money, if one did: its answer is stored with the order's move. */
  readonly answerSlot: AnswerSlot | null;
}

/**
 * `accepted` false: the order cannot take the money, which is refunded. `stored`: the answer for repeats of the
 * request was stored with the order.
 */
export type PaymentApplication =
  | { readonly accepted: true; readonly order: ConfirmedOrder; readonly stored: boolean }
  | { readonly accepted: false; readonly order: queries.OrderRow };

/**
 * Money for an order has arrived, through whatever door: the order becomes paid, once. Money that the order cannot take
 * any more (it is paid already, or its goods are gone) is given back. Safe to run twice and at the same time.
 */
export async function applyPayment(
  orders: OrdersContext,
  context: ConfirmContext,
): Promise<PaymentApplication> {
  const { order, attempt, language, memberId, answerSlot } = context;
  const { db, clock } = orders;
  const late = attempt.orphan || order.status !== "pending_payment" || clock.now() >= order.expiresAt;
  if (late && !(await takeLate(orders, order, attempt))) return lookAgain(orders, context);
  const now = clock.now();
  const paid: queries.OrderRow = {
    ...order,
    status: "paid",
    paidAt: now,
    events: [...order.events, { type: "paid", at: now.toISOString() }],
  };
  const confirmed = presentConfirmed(paid, attempt, language, memberId);
  const moved = await db.first(queries.moveOrder, {
    id: order.id,
    from: sourcesOf("paid"),
    to: "paid",
    now,
    data: JSON.stringify({ attemptId: attempt.attemptId }),
    ...answerParameters(answerSlot, { order: confirmed }),
  });
  if (!moved) return lookAgain(orders, context);
  return { accepted: true, order: confirmed, stored: answerSlot !== null };
}

/** The order did not move: this very attempt has paid it already, or it cannot have the money. */
async function lookAgain(
  orders: OrdersContext,
  { order, attempt, language, memberId }: ConfirmContext,
): Promise<PaymentApplication> {
  const current = await getOrder(orders, order.id);
  if (isRefundDue(current, attempt)) {
    await orders.payments.requestRefund({ attemptId: attempt.attemptId, reason: "LATE" });
    return { accepted: false, order: current };
  }
  return { accepted: true, order: presentConfirmed(current, attempt, language, memberId), stored: false };
}

/** Whether an order that was given up, or whose attempt was, can take the money after all. */
async function takeLate(
  { inventory, payments, clock }: OrdersContext,
  order: queries.OrderRow,
  attempt: AttemptView,
): Promise<boolean> {
  if (order.status !== "pending_payment" && order.status !== "expired") return false;
  if (attempt.status !== "paid") return false;
  try {
    await inventory.extend({ orderId: order.id, until: after(clock, RESERVATION_GRACE_MS).toISOString() });
    // Refused for money that is on its way back already.
    await payments.acceptLateMoney({ attemptId: attempt.attemptId });
    return true;
  } catch (error) {
    if (isDomainError(error, "OUT_OF_STOCK") || isDomainError(error, "PAYMENT_MISMATCH")) return false;
    throw error;
  }
}

/** An order that this very attempt paid keeps its money. */
function isRefundDue(order: queries.OrderRow, attempt: AttemptView): boolean {
  return attempt.orphan || !isPaid(order.status);
}
