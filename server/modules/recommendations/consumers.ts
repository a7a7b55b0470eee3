import { type Consumers, on } from "../../platform/contract/contract.ts";
import { orders } from "../orders/contract.ts";
import type { RecommendationsContext } from "./context.ts";
import { recordPurchase, recordRefund } from "./service/record-purchases.ts";

export const consumers = (context: RecommendationsContext): Consumers => ({
  ...on(orders.events.paid, ({ orderId }) => recordPurchase(context, orderId)),
  ...on(orders.events.refunded, ({ refundId }) => recordRefund(context, refundId)),
});
