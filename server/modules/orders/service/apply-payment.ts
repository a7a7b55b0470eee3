import { isDomainError } from "../../../platform/errors.ts";
import { type AnswerSlot, answerRow } from "../../../platform/http/idempotency-queries.ts";
import type { Language } from "../../../platform/language.ts";
import { type AttemptView, LATE_REASON } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import { isPaid, isPayable, sourcesOf } from "../order.ts";
import { type ConfirmedOrder, presentConfirmed } from "../present.ts";
import * as queries from "../queries.ts";
import { extendHolds, goneCodes } from "./holds.ts";
import { getOrder } from "./read-order.ts";

/** An order, the attempt that brings its money, and the request that waits for the result. */
export interface ConfirmContext {
  readonly order: queries.OrderRow;
  readonly attempt: AttemptView;
  readonly language: Language;
  /** The member that is signed in; null without a sign-in, and for a consumer. */
  readonly memberId: string | null;
  /** Where the request's answer is stored, with the order's move; null for a consumer. */
  readonly answerSlot: AnswerSlot | null;
}

/**
 * `accepted` false: the order cannot take the money, which is refunded. `stored`: the answer for repeats of
 * the request was stored with the order.
 */
export type PaymentApplication =
  | { readonly accepted: true; readonly order: ConfirmedOrder; readonly stored: boolean }
  | { readonly accepted: false; readonly order: queries.OrderRow };

/**
 * Makes an order paid, once, when its money has arrived by a confirm, a webhook or the reconciler. Money
 * that the order cannot take any more (it is paid already, or its goods are sold out or its coupons used up)
 * is refunded. Safe to run twice and in parallel.
 */
export async function applyPayment(
  orders: OrdersContext,
  context: ConfirmContext,
): Promise<PaymentApplication> {
  const { order, attempt, language, memberId, answerSlot } = context;
  const { db, clock } = orders;
  const inTime = isPayable(order.status) && clock.now() < order.expiresAt;
  const late = attempt.orphan || !inTime;
  if (late && !(await takeLate(orders, order, attempt))) return resultWithoutMove(orders, context);
  const now = clock.now();
  const paid: queries.OrderRow = {
    ...order,
    status: "paid",
    paidAt: now,
    events: [...order.events, { type: "paid", at: now.toISOString() }],
  };
  const confirmed = presentConfirmed(paid, attempt, language, memberId);
  const moved = await db.write(queries.moveOrders, {
    id: order.id,
    from: sourcesOf("paid"),
    to: "paid",
    now,
    data: { attemptId: attempt.attemptId },
    ...answerRow(answerSlot, { order: confirmed }),
  });
  // What was late belongs to the order by now, perhaps by a parallel request that moved it.
  if (!moved) return resultWithoutMove(orders, { ...context, attempt: { ...attempt, orphan: false } });
  orders.measures.countPaid(confirmed.total);
  return { accepted: true, order: confirmed, stored: answerSlot !== null };
}

/** The order did not move: this attempt has paid it already, or the order cannot take the money. */
async function resultWithoutMove(
  orders: OrdersContext,
  { order, attempt, language, memberId }: ConfirmContext,
): Promise<PaymentApplication> {
  const current = await getOrder(orders, order.id);
  // A parallel request may have had the money accepted after this one read the attempt, and before its order.
  const orphan =
    attempt.orphan && (await orders.payments.getAttempt({ attemptId: attempt.attemptId })).orphan;
  if (isPaid(current.status) && !orphan)
    return { accepted: true, order: presentConfirmed(current, attempt, language, memberId), stored: false };
  // An order that was canceled after it was paid has refunds of its own, which staff may have rejected.
  if (orphan || current.paidAt === null)
    await orders.payments.requestRefund({ attemptId: attempt.attemptId, reason: LATE_REASON });
  return { accepted: false, order: current };
}

/** Whether an order can still take the money although the order or the attempt was closed. */
async function takeLate(
  orders: OrdersContext,
  order: queries.OrderRow,
  attempt: AttemptView,
): Promise<boolean> {
  if (!isPayable(order.status) && order.status !== "expired") return false;
  if (attempt.status !== "paid") return false;
  try {
    // Late news of a decline must release nothing of what this money pays. If another attempt lives, the
    // money goes back, and the decline of that one has its effect.
    const [latest = attempt] = await orders.payments.latestAttempts({ orderIds: [order.id] });
    await extendHolds(orders, order, { after: latest.status === "failed" ? latest : attempt });
    // Throws for money that is already being refunded.
    await orders.payments.acceptLateMoney({ attemptId: attempt.attemptId });
    return true;
  } catch (error) {
    // UNKNOWN_HOLD: so late that even the order's reservation was deleted.
    const refused = [...goneCodes, "PAYMENT_MISMATCH"];
    if (refused.some((code) => isDomainError(error, code))) return false;
    throw error;
  }
}
