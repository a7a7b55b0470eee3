import type { Api } from "../api/client.ts";
import { startPayment } from "../api/orders.ts";
import type { Problem } from "../api/problem.ts";
import type { Payment } from "../api/types.ts";
import { type LocalOrder, rememberAttempt } from "./local-orders.ts";

/** Leaves for the payment window. @throws when the provider has none that is a page of its own */
export function openWindow(orderId: string, payment: Payment): void {
  if (!payment.windowUrl) throw new Error(`${payment.provider} has no payment window to go to`);
  rememberAttempt(payment.orderId, { orderId, provider: payment.provider });
  window.location.assign(payment.windowUrl);
}

/** Another attempt at paying an order that stands. Answers only when it failed; otherwise the page is left. */
export async function payAgain(api: Api, key: string, order: LocalOrder): Promise<Problem | null> {
  const answer = await startPayment(api, key, order.orderId, order.guestToken);
  if (!answer.ok) return answer.problem;
  openWindow(order.orderId, answer.data.payment);
  return null;
}
