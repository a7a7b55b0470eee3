import { setTimeout as wait } from "node:timers/promises";
import { after } from "../../../platform/clock.ts";
import { DomainError, isDomainError } from "../../../platform/errors.ts";
import type { AnswerSlot } from "../../../platform/http/idempotency-queries.ts";
import type { Language } from "../../../platform/language.ts";
import type { Money } from "../../../platform/money.ts";
import type { AttemptView } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import { RESERVATION_GRACE_MS } from "../order.ts";
import type { ConfirmedOrder } from "../present.ts";
import type * as queries from "../queries.ts";
import { applyPayment, type ConfirmContext } from "./apply-payment.ts";
import { getOrder } from "./read-order.ts";

export interface ConfirmPaymentInput {
  readonly provider: "sandbox" | "toss";
  readonly paymentKey: string;
  readonly orderId: string;
  readonly amount: Money;
  /** Who brings it; null for somebody who is not signed in. */
  readonly memberId: string | null;
}
/** `stored`: the answer for repeats of the request was stored with the order. */
export type ConfirmResult =
  | { readonly kind: "paid"; readonly order: ConfirmedOrder; readonly stored: boolean }
  | { readonly kind: "confirming" };

/** How long a request waits for another one that confirms the same payment. */
const PATIENCE_MS = 5_000;

/**
 * The shopper came back from the payment window, perhaps in a browser in which they are not signed in: key and amount prove
 * the payment. The stock is made sure of before the provider is asked, so that nobody
 * pays for what is not there; only a definite answer changes the order.
 */
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
  await makeSureOfStock(orders, order, attempt);
  return resultFor(orders, {
    ...context,
    attempt: await orders.payments.confirm({ attemptId: attempt.attemptId }),
  });
}

/** The order is over: most likely given up, but perhaps this very payment has paid it since the attempt was marked. */
async function resultOfClosed(orders: OrdersContext, context: ConfirmContext): Promise<ConfirmResult> {
  const { attemptId } = context.attempt;
  await orders.payments.cancelConfirm({ attemptId, code: "ORDER_CLOSED" });
  return resultFor(orders, { ...context, attempt: await orders.payments.getAttempt({ attemptId }) });
}

/** Refuses where the order's stock was given back and is gone by now. */
async function makeSureOfStock(
  orders: OrdersContext,
  order: queries.OrderRow,
  { attemptId }: AttemptView,
): Promise<void> {
  const { payments, inventory, clock } = orders;
  // Until then the hold stands for certain: it outlives the order's time by more than a confirm takes.
  if (clock.now() < order.expiresAt) return;
  try {
    await inventory.extend({ orderId: order.id, until: after(clock, RESERVATION_GRACE_MS).toISOString() });
  } catch (error) {
    if (isDomainError(error, "OUT_OF_STOCK"))
      await payments.cancelConfirm({ attemptId, code: "OUT_OF_STOCK" });
    throw error;
  }
}

/** Another request asks the provider: its answer is ours. */
async function waitFor({ payments }: OrdersContext, attempt: AttemptView): Promise<AttemptView> {
  let current = attempt;
  const until = performance.now() + PATIENCE_MS;
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
      return { kind: "paid", order: applied.order, stored: applied.stored };
    }
    case "confirming":
    case "awaiting_deposit":
      return { kind: "confirming" };
    case "ready":
      // Reset by somebody else's try while we waited for it: the next one finds out.
      if (!context.answerSlot) return { kind: "confirming" };
      throw new DomainError("PAYMENT_NOT_FOUND");
    case "failed":
    case "expired":
    case "canceled":
      return refuse(order, attempt);
  }
}

/** Nothing was paid, or what was paid is given back. */
function refuse(order: queries.OrderRow, { status, failure }: AttemptView): never {
  if (order.status !== "pending_payment")
    throw new DomainError("ORDER_CLOSED", { orderStatus: order.status });
  if (failure?.code === "OUT_OF_STOCK") throw new DomainError("OUT_OF_STOCK");
  throw new DomainError("PAYMENT_REFUSED", {
    reason: failure ?? { code: status.toUpperCase(), message: "" },
  });
}
