import { type Consumers, on } from "../../platform/contract/contract.ts";
import { orders } from "../orders/contract.ts";
import type { ReportsContext } from "./context.ts";
import { markDayOf } from "./service/refresh-days.ts";

/** An event marks its day; a job computes it anew. So an event may come twice, late, and in any order. */
export const consumers = (reports: ReportsContext): Consumers => ({
  ...on(orders.events.paid, async ({ orderId }) => {
    const [order] = await reports.orders.findNumbers({ orderIds: [orderId] });
    if (order?.paidAt) await markDayOf(reports, order.paidAt);
  }),
  ...on(orders.events.refunded, async ({ refundId }) => {
    const refund = await reports.orders.findRefund({ refundId });
    if (refund) await markDayOf(reports, refund.at);
  }),
  ...on(orders.events.refundWithdrawn, async ({ refundId }) => {
    const refund = await reports.orders.findRefund({ refundId });
    if (refund?.withdrawnAt) await markDayOf(reports, refund.withdrawnAt);
  }),
});
