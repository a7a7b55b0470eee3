import type { Idempotency } from "../../platform/http/idempotency.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Module } from "../../platform/module.ts";
import type { Currency } from "../../platform/money.ts";
import { nothing } from "../../platform/schema.ts";
import { audit } from "./audit.ts";
import { letterOfClaim } from "./claims/service/letter-of-claim.ts";
import { consumers } from "./consumers.ts";
import type { OrdersContext } from "./context.ts";
import { orders as contract } from "./contract.ts";
import { measureOrders } from "./metrics.ts";
import { createNewestWords } from "./newest-words.ts";
import { reconcileRefunds } from "./refunds/service/reconcile-refunds.ts";
import { routes } from "./routes.ts";
import { basketOf, opensOrder, refundedBasket } from "./service/baskets.ts";
import { expireOrders } from "./service/close-unpaid.ts";
import { completeDelivered } from "./service/complete.ts";
import { ordersOf, spentBy } from "./service/customers.ts";
import { orderFigures } from "./service/figures.ts";
import { forgetMember, tendArchive } from "./service/forget-member.ts";
import { forgetUnpaid } from "./service/forget-unpaid.ts";
import { checkParcels, sendParcels } from "./service/import-parcels.ts";
import { letterOf } from "./service/letter-of.ts";
import { forgetGuestAccess, issueCode } from "./service/look-up.ts";
import { boughtLines, exportOrders, openOrders } from "./service/member-orders.ts";
import * as sales from "./service/sales.ts";

export function ordersModule(
  given: Omit<OrdersContext, "measures" | "newestWords">,
  idempotency: Idempotency,
  currency: Currency,
  metrics: Metrics,
): Module<typeof contract> {
  const orders: OrdersContext = {
    ...given,
    measures: measureOrders(metrics),
    newestWords: createNewestWords(),
  };
  return {
    contract,
    port: {
      openOrders: ({ memberId }) => openOrders(orders, memberId),
      boughtLines: (asked) => boughtLines(orders, asked),
      exportOf: ({ memberId }) => exportOrders(orders, memberId),
      forgetMember: async ({ memberId }) => {
        // First the idempotency keys, which contain names and addresses. An order that is being placed now is
        // not stored without its key.
        await idempotency.forget(memberId);
        await forgetMember(orders, memberId);
        return nothing;
      },
      letterOf: ({ orderId }) => letterOf(orders, orderId),
      letterOfClaim: ({ claimId }) => letterOfClaim(orders, claimId),
      issueLookupCode: (asked) => issueCode(orders, asked),
      ordersOf: (asked) => ordersOf(orders, asked),
      spentBy: ({ memberIds }) => spentBy(orders, currency, memberIds),
      checkParcels: ({ rows }) => checkParcels(orders, rows),
      sendParcels: ({ by, ...parcels }) => sendParcels(orders, parcels, by),
      findNumbers: ({ orderIds }) => sales.findNumbers(orders, orderIds),
      findRefund: ({ refundId }) => sales.findRefund(orders, refundId),
      salesBetween: (period) => sales.salesBetween(orders, period),
      firstSale: () => sales.firstSale(orders),
      dayForStaff: (asked) => sales.dayForStaff(orders, asked),
      basketOf: ({ orderId }) => basketOf(orders, orderId),
      refundedBasket: ({ refundId }) => refundedBasket(orders, refundId),
      opensOrder: ({ orderId, guestToken }) => opensOrder(orders, orderId, guestToken),
      waitingForStaff: (asked) => sales.waitingForStaff(orders, asked),
    },
    consumers: consumers(orders),
    jobs: [
      { name: "orders.expire", everyMs: 10_000, run: () => expireOrders(orders) },
      { name: "orders.reconcileRefunds", everyMs: 60_000, run: () => reconcileRefunds(orders) },
      { name: "orders.complete", everyMs: 3_600_000, run: () => completeDelivered(orders) },
      { name: "orders.forgetUnpaid", everyMs: 3_600_000, run: () => forgetUnpaid(orders) },
      { name: "orders.forgetGuestAccess", everyMs: 3_600_000, run: () => forgetGuestAccess(orders) },
      { name: "orders.forgetKeys", everyMs: 3_600_000, run: () => idempotency.sweep() },
      { name: "orders.tendArchive", everyMs: 3_600_000, run: () => tendArchive(orders) },
    ],
    routes: (app) => routes(app, orders, idempotency, currency),
    audit: () => audit(orders),
    figures: orderFigures(orders, metrics),
  };
}
