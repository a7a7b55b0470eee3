import { declareMetric } from "../../platform/metric.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Money } from "../../platform/money.ts";
import { type OrderStatus, openClaimStatuses, orderStatuses } from "./contract.ts";

/** Statuses in which an order waits for its buyer or for the shop. */
export const waitingStatuses = [
  "pending_payment",
  "awaiting_deposit",
  "paid",
  "on_hold",
  "preparing",
  "shipped",
] as const;

export const orderMoves = declareMetric({
  type: "counter",
  name: "shop_orders_total",
  help: "Orders that reached a status; pending_payment: they were placed",
  labels: { status: orderStatuses },
  from: "every process",
});
export const revenue = declareMetric({
  type: "counter",
  name: "shop_revenue_minor_units_total",
  help: "Totals of the orders that were paid, in minor units of their currency",
  labels: { currency: ["KRW", "JPY", "USD", "EUR"] },
  from: "every process",
});
export const ordersWaiting = declareMetric({
  type: "gauge",
  name: "shop_orders_waiting",
  help: "Orders by a status in which something has still to happen",
  labels: { status: waitingStatuses },
  from: "watcher",
});
export const ordersWaitingOldest = declareMetric({
  type: "gauge",
  name: "shop_orders_waiting_oldest_seconds",
  help: "Time since the oldest order of that status was placed, or paid if it is; 0: there is none",
  labels: { status: waitingStatuses },
  from: "watcher",
});

export const claimsOpen = declareMetric({
  type: "gauge",
  name: "shop_claims_open",
  help: "Returns and exchanges that are not over, by status",
  labels: { status: openClaimStatuses },
  from: "watcher",
});
export const claimsOpenOldest = declareMetric({
  type: "gauge",
  name: "shop_claims_open_oldest_seconds",
  help: "Time since the oldest claim in that status was made; 0: there is none",
  labels: { status: openClaimStatuses },
  from: "watcher",
});

const RECONCILED = ["followed", "asked", "error"] as const;
export const refundsReconciled = declareMetric({
  type: "counter",
  name: "shop_refunds_reconciled_total",
  help:
    "Refunds whose event did not arrive: their step was taken from payments, they were asked for once " +
    "more, or could not be compared",
  labels: { outcome: RECONCILED },
  from: "every process",
});

export interface OrderMeasures {
  countMove(to: OrderStatus): void;
  countPaid(total: Money): void;
  countReconciled(outcome: (typeof RECONCILED)[number]): void;
}

export function measureOrders(metrics: Metrics): OrderMeasures {
  const moves = metrics.counter(orderMoves);
  const won = metrics.counter(revenue);
  const reconciled = metrics.counter(refundsReconciled);
  return {
    countReconciled: (outcome) => reconciled.inc({ outcome }),
    countMove: (to) => moves.inc({ status: to }),
    countPaid({ amount, currency }) {
      moves.inc({ status: "paid" });
      won.inc({ currency }, amount);
    },
  };
}
