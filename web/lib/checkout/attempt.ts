import type { Cart, OrderRequest } from "../api/types.ts";

/**
 * The idempotency key of an order that is being placed. The same order asked for again (a second click, an answer that
 * got lost, a reload, a step back from the payment window) carries the same key and is the same order; a changed one
 * is another. Kept for the tab only.
 */
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

type OrderAttempt = { content: string; key: string; usableUntil: string | null };

const name = "jangteo.attempt";

function read(store: Store): OrderAttempt | null {
  const stored = store.getItem(name);
  return stored ? (JSON.parse(stored) as OrderAttempt) : null;
}

/**
 * What makes two requests the same order: what was asked for, and the goods and prices the shopper saw. Stock is no part
 * of it, as the order itself changes it.
 */
export const attemptContent = (
  request: OrderRequest,
  { items, total }: Pick<Cart, "items" | "total">,
): string =>
  JSON.stringify([
    request,
    items.map(({ variantId, quantity, unitPrice }) => [variantId, quantity, unitPrice.amount]),
    total.amount,
  ]);

/** The key for this content: the one already used for it, unless that order can no longer be paid. */
export function attemptKey(store: Store, content: string, now: Date): string {
  const earlier = read(store);
  const usable = !earlier?.usableUntil || new Date(earlier.usableUntil) > now;
  if (earlier?.content === content && usable) return earlier.key;
  const key = crypto.randomUUID();
  store.setItem(name, JSON.stringify({ content, key, usableUntil: null } satisfies OrderAttempt));
  return key;
}

/** The order was placed; until it expires, asking again leads to it. */
export function attemptPlaced(store: Store, usableUntil: string | null): void {
  const attempt = read(store);
  if (attempt) store.setItem(name, JSON.stringify({ ...attempt, usableUntil } satisfies OrderAttempt));
}

/** A definite no, a purchase or a payment that failed: the next request is a new one, even if it says the same. */
export const attemptOver = (store: Store): void => store.removeItem(name);
