"use client";

import { useEffect, useState } from "react";
import type { Api } from "@/lib/api/client";
import { confirmPayment, getOrder } from "@/lib/api/orders";
import { isUncertain } from "@/lib/api/problem";
import { findOrderOfAttempt, findPaymentAttempt, type LocalOrder } from "@/lib/checkout/local-orders";
import { outcomeOf, type PaymentOutcome, refusedBy } from "@/lib/checkout/outcome";

export type PaymentReturn = { paymentKey: string; orderId: string; amount: number };

export type ConfirmationState = { state: "waiting"; long: boolean } | PaymentOutcome;

const firstPauseMs = 800;
const longestPauseMs = 8000;
const longAfterMs = 15_000;

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
  });

/** An old return address, opened again, is refused; the order it was about may be paid all the same. */
async function paidAnyway(api: Api, localOrder: LocalOrder | null): Promise<PaymentOutcome | undefined> {
  const read = localOrder && (await getOrder(api, localOrder.orderId, localOrder.guestToken));
  const outcome = read?.ok ? outcomeOf(read.data, localOrder) : undefined;
  return outcome?.state === "paid" ? outcome : undefined;
}

/**
 * Confirms, and keeps at it until there is an answer. The key says which return this is, so that a reload, a second
 * tab or a lost answer repeats the same confirmation instead of making another.
 */
async function follow(
  api: Api,
  returned: PaymentReturn,
  signal: AbortSignal,
  tell: (outcome: ConfirmationState) => void,
) {
  const started = Date.now();
  const localOrder = findOrderOfAttempt(returned.orderId);
  const provider = findPaymentAttempt(returned.orderId)?.provider ?? "sandbox";
  const key = `confirm-${returned.paymentKey}-${returned.amount}`;
  let accepted = false;
  for (let wait = firstPauseMs; !signal.aborted; wait = Math.min(wait * 1.6, longestPauseMs)) {
    // Once the API has taken it over, the order says how it ends; without its token only asking again does.
    if (accepted && localOrder) {
      const read = await getOrder(api, localOrder.orderId, localOrder.guestToken);
      const outcome = read.ok ? outcomeOf(read.data, localOrder) : undefined;
      if (outcome) return tell(outcome);
    } else {
      const answer = await confirmPayment(api, key, { provider, ...returned });
      if (answer.ok) {
        accepted = true;
        const outcome = "order" in answer.data ? outcomeOf(answer.data.order, localOrder) : undefined;
        if (outcome) return tell(outcome);
      } else if (!isUncertain(answer.problem)) {
        return tell((await paidAnyway(api, localOrder)) ?? refusedBy(answer.problem, localOrder));
      }
    }
    if (Date.now() - started > longAfterMs) tell({ state: "waiting", long: true });
    await pause(wait, signal);
  }
}

export function useConfirmation(api: Api, { paymentKey, orderId, amount }: PaymentReturn): ConfirmationState {
  const [outcome, setOutcome] = useState<ConfirmationState>({ state: "waiting", long: false });
  useEffect(() => {
    const leaving = new AbortController();
    const tell = (next: ConfirmationState) => {
      if (!leaving.signal.aborted) setOutcome(next);
    };
    if (paymentKey && orderId && Number.isSafeInteger(amount))
      void follow(api, { paymentKey, orderId, amount }, leaving.signal, tell);
    else tell({ state: "failed", reason: "unknown", localOrder: null });
    return () => leaving.abort();
  }, [api, paymentKey, orderId, amount]);
  return outcome;
}
