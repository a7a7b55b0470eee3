import type { Problem } from "../api/problem.ts";
import type { Order } from "../api/types.ts";
import { type FailureReason, failureReason } from "./failure.ts";
import type { PlacedHere } from "./placed-orders.ts";

/** How a payment ended, as far as it is known. `placed` is null when the order was placed on another device. */
export type Outcome =
  | { state: "paid"; orderId: string; number: string; placed: PlacedHere | null }
  | { state: "failed"; reason: FailureReason; placed: PlacedHere | null };

type Judged = Pick<Order, "id" | "number" | "status" | "paidAt"> & {
  payment: Pick<NonNullable<Order["payment"]>, "status" | "failure"> | null;
};

/** What an order says about its payment; undefined while that is open. */
export function outcomeOf(order: Judged, placed: PlacedHere | null): Outcome | undefined {
  const { id, number, status, paidAt, payment } = order;
  if (paidAt !== null) return { state: "paid", orderId: id, number, placed };
  if (payment?.status === "failed")
    return { state: "failed", reason: failureReason(payment.failure?.code), placed };
  // Money under way can still save an order whose time is over.
  const underWay = payment?.status === "confirming" || payment?.status === "paid";
  if (!underWay && (status === "expired" || status === "canceled"))
    return { state: "failed", reason: "expired", placed };
  return undefined;
}

/** What a definite no to a confirmation means. */
export const refusedBy = (problem: Problem, placed: PlacedHere | null): Outcome => ({
  state: "failed",
  reason: failureReason(problem.reason?.code ?? problem.code),
  placed,
});
