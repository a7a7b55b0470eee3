/** Finds what breaks an invariant. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export interface UnsoundRating {
  readonly productId: string;
  readonly count: number;
  readonly sum: number;
  /** What the reviews add up to. */
  readonly shown: number;
  readonly stars: number;
}

export const findUnsoundRatings = prepared<{ limit: number }, UnsoundRating>(
  (p) => sql`
    SELECT product_id AS "productId", coalesce(rating.count, 0) AS count, coalesce(rating.sum, 0) AS sum,
           coalesce(shown, 0) AS shown, coalesce(stars, 0) AS stars
    FROM reviews.ratings AS rating FULL JOIN (
      SELECT product_id, count(*) AS shown, sum(reviews.rating) AS stars,
             count(*) FILTER (WHERE reviews.rating = 5) AS five,
             count(*) FILTER (WHERE reviews.rating = 1) AS one
      FROM reviews.reviews WHERE state = 'shown' GROUP BY product_id
    ) AS truth USING (product_id)
    WHERE (coalesce(rating.count, 0), coalesce(rating.sum, 0), coalesce(rating.five, 0),
           coalesce(rating.one, 0))
      <> (coalesce(shown, 0), coalesce(stars, 0), coalesce(truth.five, 0), coalesce(truth.one, 0))
    LIMIT ${p.limit}`,
);

/** Ratings of which the catalogue has stored the newest version; what is not synced yet is queued. */
export const pageSynced = prepared<
  { afterId: string; limit: number },
  { productId: string; version: number; count: number; sum: number }
>(
  (p) => sql`
    SELECT product_id AS "productId", version, count, sum FROM reviews.ratings
    WHERE synced_version = version AND product_id > ${p.afterId}::uuid
    ORDER BY product_id LIMIT ${p.limit}`,
);

export const findUnsoundVotes = prepared<
  { limit: number },
  { reviewId: string; helpful: number; votes: number }
>(
  (p) => sql`
    SELECT id AS "reviewId", helpful_count AS helpful, votes FROM (
      SELECT id, helpful_count,
             (SELECT count(*) FROM reviews.votes WHERE review_id = review.id) AS votes
      FROM reviews.reviews AS review) AS each
    WHERE helpful_count <> votes LIMIT ${p.limit}`,
);
