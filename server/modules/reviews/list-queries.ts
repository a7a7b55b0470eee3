/** What shoppers read: a page of a product's reviews in keyset order, their counts, and its questions. */
import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { type ReviewRow, reviewColumns } from "./review-queries.ts";
import type { ReviewSort } from "./sorts.ts";

const sortKeys: Record<ReviewSort, RawBuilder<unknown>> = {
  newest: sql`0`, // ids carry the time
  helpful: sql`helpful_count`,
  rating: sql`rating`,
};

export interface ReviewFilters {
  readonly productId: string;
  readonly rating: number | null;
  readonly pictures: boolean | null;
}

const fits = (p: { [Name in keyof ReviewFilters]: RawBuilder<unknown> }) => sql`
    product_id = ${p.productId} AND state = 'shown'
      AND (${p.rating}::int IS NULL OR rating = ${p.rating})
      AND (${p.pictures}::boolean IS NULL OR (picture_count > 0) = ${p.pictures})`;

export type ListedReview = ReviewRow & { readonly sortKey: number; readonly voted: boolean };

const listSortedBy = (sort: ReviewSort) =>
  prepared<
    ReviewFilters & { viewerId: string | null; afterKey: number; afterId: string; limit: number },
    ListedReview
  >(
    (p) => sql`
    SELECT ${reviewColumns}, ${sortKeys[sort]} AS "sortKey",
      EXISTS (SELECT FROM reviews.votes
              WHERE review_id = review.id AND votes.member_id = ${p.viewerId}) AS voted
    FROM reviews.reviews AS review
    WHERE ${fits(p)} AND (${sortKeys[sort]}, id) < (${p.afterKey}::int, ${p.afterId}::uuid)
    ORDER BY ${sort === "newest" ? sql`id DESC` : sql`${sortKeys[sort]} DESC, id DESC`} LIMIT ${p.limit}`,
  );

export const listReviews: Readonly<Record<ReviewSort, ReturnType<typeof listSortedBy>>> = {
  newest: listSortedBy("newest"),
  helpful: listSortedBy("helpful"),
  rating: listSortedBy("rating"),
};

export interface RatingSummaryRow {
  readonly count: number;
  readonly sum: number;
  /** Reviews of five stars, four stars …. */
  readonly stars: number[];
  readonly withPictures: number;
  /** Reviews that pass the filters. */
  readonly total: number;
}

export const findSummary = prepared<ReviewFilters, RatingSummaryRow>(
  (p) => sql`
    SELECT coalesce(rating.count, 0) AS count, coalesce(rating.sum, 0) AS sum,
      CASE WHEN rating.count IS NULL THEN '{0,0,0,0,0}' ELSE ARRAY[five, four, three, two, one] END AS stars,
      (SELECT count(*) FROM reviews.reviews
        WHERE product_id = ${p.productId} AND state = 'shown' AND picture_count > 0) AS "withPictures",
      (SELECT count(*) FROM reviews.reviews WHERE ${fits(p)}) AS total
    FROM (SELECT) AS always LEFT JOIN reviews.ratings AS rating ON rating.product_id = ${p.productId}`,
);
