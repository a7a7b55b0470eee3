/** What members do with the reviews of others: find them helpful, report them. */
import { DomainError } from "../../../platform/errors.ts";
import type { ReviewsContext } from "../context.ts";
import { REVIEWS_CHANGED } from "../contract.ts";
import { quotas } from "../quotas.ts";
import { findReview, type ReviewRow } from "../review-queries.ts";
import * as queries from "../vote-queries.ts";
import { useQuota } from "./use-quota.ts";

/** Returns how many members find it helpful now. Throws NOT_FOUND, OWN_REVIEW, TOO_MANY_REQUESTS. */
export async function vote(reviews: ReviewsContext, memberId: string, reviewId: string): Promise<number> {
  const { db, clock } = reviews;
  await useQuota(reviews, memberId, quotas.vote);
  const voted = await db.first(queries.insertVote, { reviewId, memberId, now: clock.now() });
  return (await noted(reviews, voted)) ?? (await getOthers(reviews, memberId, reviewId)).helpful;
}

/** Takes the vote back, if there is one. Throws NOT_FOUND, OWN_REVIEW. */
export async function takeBackVote(
  reviews: ReviewsContext,
  memberId: string,
  reviewId: string,
): Promise<number> {
  const voted = await reviews.db.first(queries.deleteVote, { reviewId, memberId });
  return (await noted(reviews, voted)) ?? (await getOthers(reviews, memberId, reviewId)).helpful;
}

/** Votes come in bursts, so other processes learn of them together. */
async function noted({ changes }: ReviewsContext, voted: queries.VotedReview | null) {
  if (voted) changes.hint(REVIEWS_CHANGED, [voted.productId]);
  return voted?.helpful;
}

async function getOthers({ db }: ReviewsContext, memberId: string, id: string): Promise<ReviewRow> {
  const review = await db.first(findReview, { id });
  if (review?.state !== "shown") throw new DomainError("NOT_FOUND");
  if (review.memberId === memberId) throw new DomainError("OWN_REVIEW");
  return review;
}

/** Counts once for each member. Throws NOT_FOUND, OWN_REVIEW, TOO_MANY_REQUESTS. */
export async function report(
  reviews: ReviewsContext,
  memberId: string,
  reviewId: string,
  { reason, note }: { readonly reason: string; readonly note?: string },
): Promise<void> {
  const { db, clock } = reviews;
  await useQuota(reviews, memberId, quotas.report);
  await getOthers(reviews, memberId, reviewId);
  await db.first(queries.insertReport, { reviewId, memberId, reason, note: note ?? null, now: clock.now() });
}
