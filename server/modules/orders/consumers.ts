import { type Consumers, on } from "../../platform/contract/contract.ts";
import { payments } from "../payments/contract.ts";
import { acceptMoney } from "./service/accept-money.ts";
import type { Orders } from "./service/orders.ts";
import { getOrder } from "./service/read-order.ts";

export const consumers = (orders: Orders): Consumers => ({
  /**
   * Whoever learns of the money first, a confirm, a webhook or the reconciler: the order hears of it here at the latest,
   * and the goods are booked out.
   */
  ...on(payments.events.paid, async ({ orderId, attemptId }) => {
    const [order, attempt] = await Promise.all([getOrder(orders, orderId), orders.payments.get({ attemptId })]);
    const settled = order.status === "paid" && !attempt.orphan;
    if (!settled) await acceptMoney(orders, { order, attempt, language: order.language, claim: null });
    const { status } = settled ? order : await getOrder(orders, orderId);
    if (status === "paid") await orders.inventory.settle({ orderId });
  }),
});
