import { setTimeout as wait } from "node:timers/promises";
import type { OrdersContext } from "../context.ts";
import type { OrderRow } from "../queries.ts";

/**
 * Removes what was bought from a member's cart, which is shown on every device; once per order. A guest's
 * browser forgets the cart that was bought.
 */
export async function takeFromCart(
  { cart }: Pick<OrdersContext, "cart">,
  { id, cartId, memberId, lines }: OrderRow,
): Promise<void> {
  if (memberId === null) return;
  await cart.removePurchased({
    cartId,
    orderId: id,
    lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
  });
}

/** The answer to a payment that is stored waits no longer for the cart. */
const WAIT_LIMIT_MS = 500;

/** For the request that pays: the event of the payment does it again where the cart does not answer. */
export async function takeFromCartNow(orders: OrdersContext, order: OrderRow): Promise<void> {
  if (order.memberId === null) return;
  const taken = takeFromCart(orders, order).catch((err: unknown) => {
    orders.log.warn({ err, orderId: order.id }, "what was bought stays in its cart for a moment");
  });
  await Promise.race([taken, wait(WAIT_LIMIT_MS, undefined, { ref: false })]);
}
