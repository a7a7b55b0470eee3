/** Which bought lines may have a review, and what of a review is counted. Pure. */
import type { OrderStatus } from "../orders/contract.ts";
import type { reviewStates } from "./contract.ts";

const reviewable: readonly OrderStatus[] = [
  "paid",
  "preparing",
  "on_hold",
  "shipped",
  "delivered",
  "completed",
];

/**
 * A line of an order that is paid or beyond. Orders leaves out lines that are canceled. The goods need not
 * have arrived; a shop that demands it begins with `delivered` here.
 */
export const mayReview = (status: OrderStatus): boolean => reviewable.includes(status);

export type ReviewState = (typeof reviewStates)[number];

/** The stars that a review adds to its product's rating; null: none, because it is not shown. */
export const countedStars = ({ state, rating }: { state: ReviewState; rating: number }): number | null =>
  state === "shown" ? rating : null;
