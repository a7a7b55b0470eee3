import type { Api } from "../api/client.ts";
import { startPayment } from "../api/orders.ts";
import type { Problem } from "../api/problem.ts";
import type { Payment } from "../api/types.ts";
import { type LocalOrder, rememberAttempt, rememberTabOrder } from "./local-orders.ts";

/**
 * Opens the payment window, which leaves the page.
 * @throws when the provider has no window with an address
 */
export function openWindow(orderId: string, payment: Payment): void {
  if (!payment.windowUrl) throw new Error(`${payment.provider} has no payment window to go to`);
  rememberAttempt(payment.orderId, { orderId, provider: payment.provider });
  rememberTabOrder(orderId);
  window.location.assign(payment.windowUrl);
}

/**
 * Opens another payment attempt for an order and leaves the page.
 * @returns the problem if the attempt could not be opened
 */
export async function payAgain(api: Api, key: string, order: LocalOrder): Promise<Problem | null> {
  const answer = await startPayment(api, key, order.orderId, order.guestToken);
  if (!answer.ok) return answer.problem;
  openWindow(order.orderId, answer.data.payment);
  return null;
}
