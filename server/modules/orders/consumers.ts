import { type Consumers, on } from "../../platform/contract/contract.ts";
import { payments } from "../payments/contract.ts";
import type { OrdersContext } from "./context.ts";
import type { OrderRow } from "./queries.ts";
import { applyPayment } from "./service/apply-payment.ts";
import { getOrder } from "./service/read-order.ts";

export const consumers = (orders: OrdersContext): Consumers => ({
  /**
   * Whoever learns of the money first, a confirm, a webhook or the reconciler: the order hears of it here at the latest,
   * and the goods are booked out, of the shop and of the member's cart.
   */
  ...on(payments.events.paid, async ({ orderId, attemptId }) => {
    const [order, attempt] = await Promise.all([
      getOrder(orders, orderId),
      orders.payments.getAttempt({ attemptId }),
    ]);
    const applied = order.status === "paid" && !attempt.orphan;
    if (!applied)
      await applyPayment(orders, {
        order,
        attempt,
        language: order.language,
        memberId: null,
        answerSlot: null,
      });
    const { status } = applied ? order : await getOrder(orders, orderId);
    if (status !== "paid") return;
    await orders.inventory.commit({ orderId });
    if (order.memberId !== null) await emptyCart(orders, order);
  }),
});

/** A guest's browser forgets the cart that was bought; a member's is found again on every device. */
async function emptyCart({ cart }: OrdersContext, { id, cartId, lines }: OrderRow): Promise<void> {
  await cart.removePurchased({
    cartId,
    orderId: id,
    lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
  });
}
