import type { Api } from "../api/client.ts";
import { startPayment } from "../api/orders.ts";
import type { Problem } from "../api/problem.ts";
import type { Payment } from "../api/types.ts";
import type { LocalOrder } from "./local-orders.ts";
import { rememberAttempt, rememberTabOrder } from "./payment-attempts.ts";
import { leaveForWindow } from "./provider-window.ts";

/** Opens the payment window, which leaves the page: at its address, or by the provider's own script. */
export function openWindow(orderId: string, payment: Payment): void {
  rememberAttempt(payment.orderId, { orderId, provider: payment.provider });
  rememberTabOrder(orderId);
  if (payment.windowUrl) window.location.assign(payment.windowUrl);
  else leaveForWindow(payment);
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
