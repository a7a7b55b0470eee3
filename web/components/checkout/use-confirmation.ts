"use client";

import { useEffect, useState } from "react";
import type { Api } from "@/lib/api/client";
import { confirmPayment, getOrder } from "@/lib/api/orders";
import { isUncertain } from "@/lib/api/problem";
import type { LocalOrder } from "@/lib/checkout/local-orders";
import { outcomeOf, type PaymentOutcome, refusedBy } from "@/lib/checkout/outcome";
import { findOrderOfAttempt, findPaymentAttempt } from "@/lib/checkout/payment-attempts";
import { readProvider } from "@/lib/checkout/provider";
import type { PaymentReturn, WindowReturn } from "@/lib/checkout/returned";

export type ConfirmationState = { state: "waiting"; long: boolean } | PaymentOutcome;

const FIRST_PAUSE_MS = 800;
const LONGEST_PAUSE_MS = 8000;
const LONG_AFTER_MS = 15_000;

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
  });

/** The API refuses an old return address that is opened again, although its order may be paid. */
async function paidAnyway(api: Api, localOrder: LocalOrder | null): Promise<PaymentOutcome | undefined> {
  const read = localOrder && (await getOrder(api, localOrder.orderId, localOrder.guestToken));
  const outcome = read?.ok ? outcomeOf(read.data, localOrder) : undefined;
  return outcome?.state === "failed" ? undefined : outcome;
}

/**
 * Confirms, and repeats until there is an answer. The key identifies this return from the payment window, so
 * that a reload, a second tab or a lost response repeats the same confirmation.
 */
async function follow(
  api: Api,
  { provider: named, ...returned }: PaymentReturn,
  signal: AbortSignal,
  report: (outcome: ConfirmationState) => void,
) {
  const started = Date.now();
  const localOrder = findOrderOfAttempt(returned.orderId);
  const provider = findPaymentAttempt(returned.orderId)?.provider ?? readProvider(named);
  const key = `confirm-${returned.paymentKey}-${returned.amount}`;
  let accepted = false;
  for (let wait = FIRST_PAUSE_MS; !signal.aborted; wait = Math.min(wait * 1.6, LONGEST_PAUSE_MS)) {
    // After the API has accepted the confirmation, the order tells the result. Without its token the
    // confirmation is repeated.
    if (accepted && localOrder) {
      const read = await getOrder(api, localOrder.orderId, localOrder.guestToken);
      const outcome = read.ok ? outcomeOf(read.data, localOrder) : undefined;
      if (outcome) return report(outcome);
    } else {
      const answer = await confirmPayment(api, key, { provider, ...returned });
      if (answer.ok) {
        accepted = true;
        const outcome = "order" in answer.data ? outcomeOf(answer.data.order, localOrder) : undefined;
        if (outcome) return report(outcome);
      } else if (!isUncertain(answer.problem)) {
        return report((await paidAnyway(api, localOrder)) ?? refusedBy(answer.problem, localOrder));
      }
    }
    if (Date.now() - started > LONG_AFTER_MS) report({ state: "waiting", long: true });
    await pause(wait, signal);
  }
}

export function useConfirmation(
  api: Api,
  { provider, paymentKey, orderId, amount, refused }: WindowReturn,
): ConfirmationState {
  const [outcome, setOutcome] = useState<ConfirmationState>({ state: "waiting", long: false });
  useEffect(() => {
    const leaving = new AbortController();
    const report = (next: ConfirmationState) => {
      if (!leaving.signal.aborted) setOutcome(next);
    };
    if (refused) report({ state: "failed", reason: refused, localOrder: findOrderOfAttempt(orderId) });
    else if (paymentKey && orderId && Number.isSafeInteger(amount))
      void follow(api, { provider, paymentKey, orderId, amount }, leaving.signal, report);
    else report({ state: "failed", reason: "unknown", localOrder: null });
    return () => leaving.abort();
  }, [api, provider, paymentKey, orderId, amount, refused]);
  return outcome;
}
