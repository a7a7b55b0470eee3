import type { Order, PaymentProvider } from "../api/types.ts";
import type { CartKind } from "../cart/cookie.ts";

/**
 * Orders placed on this device. A guest's token exists only here.
 */
export type LocalOrder = {
  orderId: string;
  number: string;
  /** Missing for a member's order. */
  guestToken?: string;
  cart: CartKind;
  /** Bought, and not yet taken out of the cart that they came from. */
  inCart?: OrderedLine[];
  /** Until then it may be paid, here or in another browser; ISO 8601. */
  payableUntil?: string;
};

export type OrderedLine = Pick<Order["items"][number], "variantId" | "quantity">;

export type PaymentAttempt = { orderId: string; provider: PaymentProvider };

const ORDER = "jangteo.order.";
/** Payment attempts (payment-attempts.ts), each with its order. */
export const ATTEMPT = "jangteo.payment.";

export function read<T>(store: Storage, name: string): T | null {
  const stored = store.getItem(name);
  return stored ? (JSON.parse(stored) as T) : null;
}

const namesOf = (prefix: string): string[] =>
  Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "").filter((name) =>
    name.startsWith(prefix),
  );

export const storeOrder = (order: LocalOrder): void =>
  localStorage.setItem(ORDER + order.orderId, JSON.stringify(order));

export const findLocalOrder = (orderId: string): LocalOrder | null =>
  read<LocalOrder>(localStorage, ORDER + orderId);

/** A payment that began in time may end a little later. */
const MARGIN_MS = 60 * 60_000;

/** Orders that may have been paid elsewhere, the newest first: their lines are still in the cart. */
export const listUnsettledOrders = (now: number): LocalOrder[] =>
  namesOf(ORDER)
    .flatMap((name) => read<LocalOrder>(localStorage, name) ?? [])
    .filter(
      ({ inCart, payableUntil }) =>
        inCart && inCart.length > 0 && payableUntil && Date.parse(payableUntil) + MARGIN_MS > now,
    )
    // Ids are UUIDv7: later ids sort after earlier ones.
    .sort((a, b) => (a.orderId < b.orderId ? 1 : -1));

/** Guests' orders stay, because only their tokens open them. */
export function forgetMemberOrders(): void {
  for (const name of namesOf(ORDER))
    if (!read<LocalOrder>(localStorage, name)?.guestToken) localStorage.removeItem(name);
  for (const name of namesOf(ATTEMPT)) {
    const attempt = read<PaymentAttempt>(localStorage, name);
    if (!attempt || !findLocalOrder(attempt.orderId)) localStorage.removeItem(name);
  }
}
