import { unlessAway } from "../../../platform/contract/fallback.ts";
import type { ReviewsContext } from "../context.ts";
import { REVIEWS_CHANGED } from "../contract.ts";
import { findRating, markSynced } from "../rating-queries.ts";

/** Hands the current rating of a product to the catalogue. May be repeated. */
export async function syncRating({ db, catalog }: ReviewsContext, productId: string): Promise<void> {
  const rating = await db.first(findRating, { productId });
  if (!rating) return;
  await catalog.storeRatings({ ratings: [rating] });
  await db.rows(markSynced, { productId, version: rating.version });
}

/**
 * After a change: every process shows it when this resolves. While the catalogue does not answer, its copy of
 * the rating follows with the event.
 */
export async function announce(reviews: ReviewsContext, productId: string): Promise<void> {
  await unlessAway(syncRating(reviews, productId), () => undefined);
  await reviews.changes.publish(REVIEWS_CHANGED, [productId]);
}
