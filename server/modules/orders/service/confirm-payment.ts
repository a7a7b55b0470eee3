/**
 * Confirms the payment of an order when the shopper has come back from the payment window.
 *
 * Input: provider, payment key, the provider's name for the attempt, and the amount, all from the return
 * address. The browser may be one in which the member is not signed in: key and amount prove the payment.
 * Always: money is taken only for goods, coupons and points that are reserved; only a definite answer of the
 * provider changes the order; the order becomes paid once.
 * How:
 * 1. `beginConfirm` checks owner and amount, and marks the attempt. One request claims it. A parallel request
 *    waits up to 5 s for the result of the one that did.
 * 2. After the order's time to pay, the reservation is extended first, or the confirm is canceled.
 * 3. `confirm` asks the provider. Paid: `applyPayment` makes the order paid, or refunds the money. To be
 *    transferred: the order waits for its deposit. Refused: the order stays open, and lets its coupons and
 *    points go until it is tried again. Unclear: the result is `confirming`, and the reconciler of payments
 *    asks again.
 */
import { setTimeout as wait } from "node:timers/promises";
import { DomainError, isDomainError } from "../../../platform/errors.ts";
import type { AnswerSlot } from "../../../platform/http/idempotency-queries.ts";
import type { Language } from "../../../platform/language.ts";
import type { Money } from "../../../platform/money.ts";
import type { AttemptView, ProviderName } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import { isPayable } from "../order.ts";
import { type ConfirmedOrder, presentConfirmed } from "../present.ts";
import type * as queries from "../queries.ts";
import { applyPayment, type ConfirmContext } from "./apply-payment.ts";
import { awaitDeposit } from "./await-deposit.ts";
import { extendHolds, releaseDeclined, takenCodes } from "./holds.ts";
import { getOrder } from "./read-order.ts";
import { takeFromCartNow } from "./take-from-cart.ts";

export interface ConfirmPaymentInput {
  readonly provider: ProviderName;
  readonly paymentKey: string;
  readonly orderId: string;
  readonly amount: Money;
  /** The member that is signed in; null without a sign-in. */
  readonly memberId: string | null;
}
/** `stored`: the answer for repeats of the request was stored with the order. */
export type ConfirmResult =
  | { readonly kind: "paid"; readonly order: ConfirmedOrder; readonly stored: boolean }
  | { readonly kind: "confirming" };

/** How long a request waits for another one that confirms the same payment. */
const WAIT_LIMIT_MS = 5_000;

export async function confirmPayment(
  orders: OrdersContext,
  { provider, paymentKey, orderId: providerOrderId, amount, memberId }: ConfirmPaymentInput,
  language: Language,
  answerSlot: AnswerSlot,
): Promise<ConfirmResult> {
  const { attempt, claimed } = await orders.payments.beginConfirm({
    provider,
    providerOrderId,
    paymentKey,
    amount,
    memberId,
  });
  const order = await getOrder(orders, attempt.orderId);
  const context = { order, attempt, language, memberId, answerSlot };
  if (!claimed)
    return resultFor(orders, { ...context, attempt: await waitFor(orders, attempt), answerSlot: null });
  if (order.status !== "pending_payment") return resultOfClosed(orders, context);
  await ensureReservation(orders, order, attempt);
  return resultFor(orders, {
    ...context,
    attempt: await orders.payments.confirm({ attemptId: attempt.attemptId }),
  });
}

/** The order is closed, or this payment has paid it since the attempt was marked. */
async function resultOfClosed(orders: OrdersContext, context: ConfirmContext): Promise<ConfirmResult> {
  const { attemptId } = context.attempt;
  await orders.payments.cancelConfirm({ attemptId, code: "ORDER_CLOSED" });
  return resultFor(orders, { ...context, attempt: await orders.payments.getAttempt({ attemptId }) });
}

/** Throws one of `goneCodes` when what the order held was released and others took them. */
async function ensureReservation(
  orders: OrdersContext,
  order: queries.OrderRow,
  { attemptId }: AttemptView,
): Promise<void> {
  // Before that, the reservation is safe: it outlives the order's time to pay by more than a confirm takes.
  if (orders.clock.now() < order.expiresAt) return;
  try {
    await extendHolds(orders, order);
  } catch (error) {
    const code = takenCodes.find((each) => isDomainError(error, each));
    if (code) await orders.payments.cancelConfirm({ attemptId, code });
    throw error;
  }
}

/** Another request is asking the provider: waits for its result. */
async function waitFor({ payments }: OrdersContext, attempt: AttemptView): Promise<AttemptView> {
  let current = attempt;
  const until = performance.now() + WAIT_LIMIT_MS;
  for (
    let pauseMs = 20;
    current.status === "confirming" && performance.now() < until;
    pauseMs = Math.min(pauseMs * 2, 500)
  ) {
    await wait(pauseMs);
    current = await payments.getAttempt({ attemptId: attempt.attemptId });
  }
  return current;
}

async function resultFor(orders: OrdersContext, context: ConfirmContext): Promise<ConfirmResult> {
  const { order, attempt } = context;
  switch (attempt.status) {
    case "paid":
    case "partially_refunded":
    case "refunded": {
      const applied = await applyPayment(orders, context);
      if (!applied.accepted) return refuse(applied.order, { ...attempt, status: "refunded" });
      if (applied.stored) await takeFromCartNow(orders, order);
      return { kind: "paid", order: applied.order, stored: applied.stored };
    }
    case "confirming":
      return { kind: "confirming" };
    case "awaiting_deposit": {
      const waiting = await awaitDeposit(orders, order.id, attempt);
      const { language, memberId } = context;
      return { kind: "paid", order: presentConfirmed(waiting, attempt, language, memberId), stored: false };
    }
    case "ready":
      // The request that we waited for had the attempt reset: the client's next request finds out more.
      if (!context.answerSlot) return { kind: "confirming" };
      throw new DomainError("PAYMENT_NOT_FOUND");
    case "failed":
      await releaseDeclined(orders, order.id, attempt.attemptId).catch((err: unknown) => {
        // Its event repeats this; the shopper is told what the provider has decided.
        orders.log.warn({ err, order: order.id }, "coupons and points are released later");
      });
      return refuse(order, attempt);
    case "expired":
    case "canceled":
      return refuse(order, attempt);
  }
}

/** Nothing was paid, or the money is refunded. */
function refuse(order: queries.OrderRow, { status, failure }: AttemptView): never {
  if (!isPayable(order.status)) throw new DomainError("ORDER_CLOSED", { orderStatus: order.status });
  const taken = takenCodes.find((code) => code === failure?.code);
  if (taken) throw new DomainError(taken);
  throw new DomainError("PAYMENT_REFUSED", {
    reason: failure ?? { code: status.toUpperCase(), message: "" },
  });
}
