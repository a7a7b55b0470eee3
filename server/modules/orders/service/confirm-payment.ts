import { setTimeout as wait } from "node:timers/promises";
import { after } from "../../../platform/clock.ts";
import { DomainError, isDomainError } from "../../../platform/errors.ts";
import type { Answer, Claim } from "../../../platform/http/idempotency.ts";
import type { Language } from "../../../platform/http/problem.ts";
import type { Money } from "../../../platform/money.ts";
import type { AttemptView } from "../../payments/contract.ts";
import type { PresentedOrder } from "../present.ts";
import type * as queries from "../queries.ts";
import { acceptMoney } from "./accept-money.ts";
import type { Orders } from "./orders.ts";
import { getOrder } from "./read-order.ts";

export interface PaymentReturn {
  readonly provider: "sandbox" | "toss";
  readonly paymentKey: string;
  readonly orderId: string;
  readonly amount: Money;
}
export type Confirmed = { readonly order: PresentedOrder } | { readonly status: "confirming" };

/** How long a hold lasts from the moment that the provider is asked: far longer than the asking. */
const HOLD_MS = 15 * 60_000;
/** How long a request waits for another one that confirms the same payment. */
const PATIENCE_MS = 5_000;

/**
 * The shopper came back from the payment window. The stock is made sure of before the provider is asked, so that nobody
 * pays for what is not there; only a definite answer changes the order.
 */
export async function confirmPayment(
  orders: Orders,
  { provider, paymentKey, orderId: providerOrderId, amount }: PaymentReturn,
  language: Language,
  claim: Claim,
): Promise<Answer<Confirmed>> {
  const { attempt, mine } = await orders.payments.begin({ provider, providerOrderId, paymentKey, amount });
  const order = await getOrder(orders, attempt.orderId);
  if (!mine) return answerFor(orders, order, await waitFor(orders, attempt), language, null);
  await holdAgain(orders, order, attempt);
  const outcome = await orders.payments.complete({ attemptId: attempt.attemptId });
  return answerFor(orders, order, outcome, language, claim);
}

async function holdAgain({ inventory, payments, clock }: Orders, order: queries.OrderRow, { attemptId }: AttemptView): Promise<void> {
  if (order.status !== "pending_payment") {
    await payments.abandon({ attemptId, code: "ORDER_CLOSED" });
    throw new DomainError("ORDER_CLOSED", { status: order.status });
  }
  try {
    await inventory.keep({ orderId: order.id, until: after(clock, HOLD_MS).toISOString() });
  } catch (error) {
    if (isDomainError(error, "OUT_OF_STOCK")) await payments.abandon({ attemptId, code: "OUT_OF_STOCK" });
    throw error;
  }
}

/** Another request asks the provider: its answer is ours. */
async function waitFor({ payments }: Orders, attempt: AttemptView): Promise<AttemptView> {
  let current = attempt;
  const until = performance.now() + PATIENCE_MS;
  for (let pauseMs = 20; current.status === "confirming" && performance.now() < until; pauseMs = Math.min(pauseMs * 2, 500)) {
    await wait(pauseMs);
    current = await payments.get({ attemptId: attempt.attemptId });
  }
  return current;
}

async function answerFor(
  orders: Orders,
  order: queries.OrderRow,
  attempt: AttemptView,
  language: Language,
  claim: Claim | null,
): Promise<Answer<Confirmed>> {
  switch (attempt.status) {
    case "paid":
    case "partially_refunded":
    case "refunded":
      return acceptMoney(orders, order, attempt, language, claim);
    case "confirming":
    case "awaiting_deposit":
      return { status: 202, body: { status: "confirming" }, final: false };
    case "ready":
      throw new DomainError("PAYMENT_NOT_FOUND");
    case "failed":
    case "expired":
    case "canceled":
      if (attempt.failure?.code === "OUT_OF_STOCK") throw new DomainError("OUT_OF_STOCK");
      throw new DomainError("PAYMENT_REFUSED", { reason: attempt.failure ?? { code: attempt.status.toUpperCase(), message: "" } });
  }
}

