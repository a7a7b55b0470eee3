import type { Cart, OrderRequest } from "../api/types.ts";

/**
 * The idempotency key of an order. The same order requested again (a second click, a lost response, a reload,
 * a step back from the payment window) has the same key and stays one order; a changed one gets another key.
 * The tab keeps the key.
 */
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

type OrderAttempt = { content: string; key: string; usableUntil: string | null };

const NAME = "jangteo.attempt";

function read(store: Store): OrderAttempt | null {
  const stored = store.getItem(NAME);
  return stored ? (JSON.parse(stored) as OrderAttempt) : null;
}

/**
 * The content that makes two requests the same order: the request, and the items and prices that the shopper
 * saw. Stock does not belong to it, because the order itself changes the stock.
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

/** The key of this content: the one it already has, unless that order can no longer be paid. */
export function attemptKey(store: Store, content: string, now: Date): string {
  const earlier = read(store);
  const usable = !earlier?.usableUntil || new Date(earlier.usableUntil) > now;
  if (earlier?.content === content && usable) return earlier.key;
  const key = crypto.randomUUID();
  store.setItem(NAME, JSON.stringify({ content, key, usableUntil: null } satisfies OrderAttempt));
  return key;
}

/** The order was placed: the same request leads to it until it expires. */
export function attemptPlaced(store: Store, usableUntil: string | null): void {
  const attempt = read(store);
  if (attempt) store.setItem(NAME, JSON.stringify({ ...attempt, usableUntil } satisfies OrderAttempt));
}

/**
 * After a definite refusal, a purchase or a failed payment the next request is a new order, even if it is
 * equal.
 */
export const attemptOver = (store: Store): void => store.removeItem(NAME);
