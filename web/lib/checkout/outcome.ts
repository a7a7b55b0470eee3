import type { Problem } from "../api/problem.ts";
import type { Order } from "../api/types.ts";
import { type FailureReason, failureReason } from "./failure.ts";
import type { LocalOrder } from "./local-orders.ts";

/**
 * How a payment ended; `deposit`: the shopper has to transfer the money now. `localOrder` is null when the
 * order was placed on another device.
 */
export type PaymentOutcome =
  | { state: "paid" | "deposit"; orderId: string; number: string; localOrder: LocalOrder | null }
  | { state: "failed"; reason: FailureReason; localOrder: LocalOrder | null };

export type OrderPayment = Pick<Order, "id" | "number" | "status" | "paidAt"> & {
  payment: Pick<NonNullable<Order["payment"]>, "status" | "failure"> | null;
};

/** The outcome of an order's payment; undefined while it is open. */
export function outcomeOf(order: OrderPayment, localOrder: LocalOrder | null): PaymentOutcome | undefined {
  const { id, number, status, paidAt, payment } = order;
  if (paidAt !== null) return { state: "paid", orderId: id, number, localOrder };
  if (status === "awaiting_deposit") return { state: "deposit", orderId: id, number, localOrder };
  if (payment?.status === "failed")
    return { state: "failed", reason: failureReason(payment.failure?.code), localOrder };
  // A payment in progress can still save an expired order.
  const underWay = payment?.status === "confirming" || payment?.status === "paid";
  if (!underWay && (status === "expired" || status === "canceled"))
    return { state: "failed", reason: "expired", localOrder };
  return undefined;
}

/** The outcome of a confirmation that was refused. */
export const refusedBy = (problem: Problem, localOrder: LocalOrder | null): PaymentOutcome => ({
  state: "failed",
  reason: failureReason(problem.reason?.code ?? problem.code),
  localOrder,
});
