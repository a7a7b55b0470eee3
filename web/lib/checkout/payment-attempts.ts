/**
 * Which payment attempt is of which order, on this device: the payment window returns the name of the attempt
 * alone. Only the pages around a payment need it.
 */
import { ATTEMPT, findLocalOrder, type LocalOrder, type PaymentAttempt, read } from "./local-orders.ts";

const TAB_ORDER = "jangteo.tab-order";

export const rememberAttempt = (paymentOrderId: string, attempt: PaymentAttempt): void =>
  localStorage.setItem(ATTEMPT + paymentOrderId, JSON.stringify(attempt));

export const findPaymentAttempt = (paymentOrderId: string): PaymentAttempt | null =>
  read<PaymentAttempt>(localStorage, ATTEMPT + paymentOrderId);

/** The order whose window this tab opens. Another tab may pay another one at the same time. */
export const rememberTabOrder = (orderId: string): void =>
  sessionStorage.setItem(TAB_ORDER, JSON.stringify(orderId));

/** A window that the shopper closed names no attempt: the order of this tab is meant. */
export function findOrderOfAttempt(paymentOrderId: string | null): LocalOrder | null {
  const orderId = paymentOrderId
    ? findPaymentAttempt(paymentOrderId)?.orderId
    : read<string>(sessionStorage, TAB_ORDER);
  return orderId ? findLocalOrder(orderId) : null;
}
