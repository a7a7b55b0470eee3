import type { PaymentProvider } from "../api/types.ts";
import type { CartKind } from "../cart/cookie.ts";

/**
 * Orders placed on this device. A guest's order is read with its token, which is nowhere else; the payment window
 * comes back with the name of the payment attempt alone, so each attempt points to its order.
 */
export type PlacedHere = {
  orderId: string;
  number: string;
  /** Missing for a member's order. */
  guestToken?: string;
  cart: CartKind;
};

type Attempt = { orderId: string; provider: PaymentProvider };

const orderName = (orderId: string) => `jangteo.order.${orderId}`;
const attemptName = (paymentOrderId: string) => `jangteo.payment.${paymentOrderId}`;
const lastName = "jangteo.last-order";

function read<T>(name: string): T | null {
  const stored = localStorage.getItem(name);
  return stored ? (JSON.parse(stored) as T) : null;
}

export function rememberOrder(order: PlacedHere): void {
  localStorage.setItem(orderName(order.orderId), JSON.stringify(order));
  localStorage.setItem(lastName, JSON.stringify(order.orderId));
}

export const rememberAttempt = (paymentOrderId: string, attempt: Attempt): void =>
  localStorage.setItem(attemptName(paymentOrderId), JSON.stringify(attempt));

export const orderPlacedHere = (orderId: string): PlacedHere | null => read<PlacedHere>(orderName(orderId));

export const attemptMadeHere = (paymentOrderId: string): Attempt | null =>
  read<Attempt>(attemptName(paymentOrderId));

/** A window that the shopper closed does not say which order it was about: it was the last one. */
export function orderOfAttempt(paymentOrderId: string | null): PlacedHere | null {
  const orderId = paymentOrderId ? attemptMadeHere(paymentOrderId)?.orderId : read<string>(lastName);
  return orderId ? orderPlacedHere(orderId) : null;
}
