/** Which bought lines may have a review, and what of a review is counted. Pure. */
import type { OrderStatus } from "../orders/contract.ts";
import type { reviewStates } from "./contract.ts";

const reviewable: readonly OrderStatus[] = ["paid", "preparing", "shipped", "delivered", "completed"];

/**
 * A line of an order that is paid, and was not canceled or refunded. The shop cannot tell yet that goods have
 * arrived; when it can, this is the place to demand it.
 */
export const mayReview = (status: OrderStatus): boolean => reviewable.includes(status);

export type ReviewState = (typeof reviewStates)[number];

/** The stars that a review adds to its product's rating; null: none, because it is not shown. */
export const countedStars = ({ state, rating }: { state: ReviewState; rating: number }): number | null =>
  state === "shown" ? rating : null;
