import type { PaymentProvider } from "../api/types.ts";
import type { CartKind } from "../cart/cookie.ts";

/**
 * Orders placed on this device. A guest's token exists only here. The payment window returns the name of the
 * payment attempt alone, so each attempt points to its order.
 */
export type LocalOrder = {
  orderId: string;
  number: string;
  /** Missing for a member's order. */
  guestToken?: string;
  cart: CartKind;
};

type PaymentAttempt = { orderId: string; provider: PaymentProvider };

const orderName = (orderId: string) => `jangteo.order.${orderId}`;
const attemptName = (paymentOrderId: string) => `jangteo.payment.${paymentOrderId}`;
const LAST_NAME = "jangteo.last-order";

function read<T>(name: string): T | null {
  const stored = localStorage.getItem(name);
  return stored ? (JSON.parse(stored) as T) : null;
}

export function rememberOrder(order: LocalOrder): void {
  localStorage.setItem(orderName(order.orderId), JSON.stringify(order));
  localStorage.setItem(LAST_NAME, JSON.stringify(order.orderId));
}

export const rememberAttempt = (paymentOrderId: string, attempt: PaymentAttempt): void =>
  localStorage.setItem(attemptName(paymentOrderId), JSON.stringify(attempt));

export const findLocalOrder = (orderId: string): LocalOrder | null => read<LocalOrder>(orderName(orderId));

export const findPaymentAttempt = (paymentOrderId: string): PaymentAttempt | null =>
  read<PaymentAttempt>(attemptName(paymentOrderId));

/** A window that the shopper closed names no attempt: the last order is meant. */
export function findOrderOfAttempt(paymentOrderId: string | null): LocalOrder | null {
  const orderId = paymentOrderId ? findPaymentAttempt(paymentOrderId)?.orderId : read<string>(LAST_NAME);
  return orderId ? findLocalOrder(orderId) : null;
}
