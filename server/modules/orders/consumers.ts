import { type Consumers, on } from "../../platform/contract/contract.ts";
import { payments } from "../payments/contract.ts";
import { orders as contract } from "./contract.ts";
import { acceptMoney } from "./service/accept-money.ts";
import type { Orders } from "./service/orders.ts";
import { getOrder } from "./service/read-order.ts";

export const consumers = (orders: Orders): Consumers => ({
  /** Whoever learns of the money first, a confirm, a webhook or the reconciler: the order hears of it here at the latest. */
  ...on(payments.events.paid, async ({ orderId, attemptId }) => {
    const [order, attempt] = await Promise.all([getOrder(orders, orderId), orders.payments.get({ attemptId })]);
    if (order.status === "paid" && !attempt.orphan) return;
    await acceptMoney(orders, order, attempt, order.language, null);
  }),
  ...on(contract.events.paid, async ({ orderId }) => {
    await orders.inventory.settle({ orderId });
  }),
});
