/**
 * Reviews and the ratings that count them. Each statement that changes what is counted changes the product's
 * rating too, by the difference alone, and publishes `ratingChanged`. Statements lock the review first and
 * its rating last.
 */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import type { Picture } from "../catalog/contract/picture.ts";
import type { VariantCard } from "../catalog/contract/variant.ts";
import { reviews } from "./contract.ts";
import type { ReviewState } from "./reviewable.ts";

export interface PictureRow {
  readonly id: string;
  readonly shape: Picture;
}

export interface ReviewRow {
  readonly id: string;
  readonly orderLineId: string;
  readonly productId: string;
  /** Null: the author left. */
  readonly memberId: string | null;
  readonly author: string | null;
  readonly rating: number;
  readonly text: string;
  readonly variant: Pick<VariantCard, "name" | "options" | "translations">;
  readonly pictures: PictureRow[];
  readonly state: ReviewState;
  readonly hiddenReason: string | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly helpful: number;
  readonly reports: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
}

export const reviewColumns = sql.raw(`
  id, order_line_id AS "orderLineId", product_id AS "productId", member_id AS "memberId", author, rating,
  text, variant, state, hidden_reason AS "hiddenReason", answer, answered_at AS "answeredAt",
  helpful_count AS helpful, report_count AS reports, version, created_at AS "createdAt",
  edited_at AS "editedAt",
  (SELECT coalesce(json_agg(json_build_object('id', picture.id, 'shape', shape) ORDER BY position), '[]')
    FROM reviews.pictures AS picture WHERE picture.review_id = review.id) AS pictures`);

const stars = [
  ["one", 1],
  ["two", 2],
  ["three", 3],
  ["four", 4],
  ["five", 5],
] as const;
const columns = sql.raw(stars.map(([column]) => column).join());

/** Inserts a review with its count. No row: the line has one. `review` is JSON. */
export const insertReview = prepared<{ review: string; now: Date }, { id: string; published: number }>(
  (p) => sql`
    WITH inserted AS (
      INSERT INTO reviews.reviews (id, order_line_id, product_id, variant_id, member_id, author, rating, text,
        variant, picture_count, created_at)
      SELECT id, "orderLineId", "productId", "variantId", "memberId", author, rating, text, variant,
        "pictureCount", ${p.now}
      FROM jsonb_to_record(${p.review}::jsonb) AS each (
        id uuid, "orderLineId" uuid, "productId" uuid, "variantId" uuid, "memberId" uuid, author text,
        rating int, text text, variant jsonb, "pictureCount" int)
      ON CONFLICT (order_line_id) DO NOTHING
      RETURNING id, product_id, rating
    ), counted AS (
      INSERT INTO reviews.ratings AS rating (product_id, ${columns})
      SELECT product_id, ${sql.join(stars.map(([, star]) => sql`(rating = ${sql.lit(star)})::int`))}
      FROM inserted
      ON CONFLICT (product_id) DO UPDATE SET
        ${sql.join(stars.map(([column]) => sql.raw(`${column} = rating.${column} + excluded.${column}`)))},
        version = rating.version + 1
      RETURNING product_id
    ), published AS (
      SELECT ${publish(reviews.events.ratingChanged, { productId: sql`product_id` })} FROM counted
    )
    SELECT id, (SELECT count(*) FROM published) AS published FROM inserted`,
);

/** For a change of the review in the same transaction. Deleted reviews are found too. */
export const lockReview = prepared<{ id: string }, ReviewRow>(
  (p) => sql`
    SELECT ${reviewColumns} FROM reviews.reviews AS review
    WHERE id = ${p.id} FOR NO KEY UPDATE OF review`,
);

export const findReview = prepared<{ id: string }, ReviewRow>(
  (p) => sql`SELECT ${reviewColumns} FROM reviews.reviews AS review WHERE id = ${p.id}`,
);

export interface ReviewUpdate {
  readonly id: string;
  /** Of the locked row. */
  readonly version: number;
  readonly rating: number;
  readonly text: string;
  readonly pictureCount: number;
  readonly state: ReviewState;
  readonly hiddenReason: string | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly editedAt: Date | null;
  /** The stars that were counted before, and that are counted now; null: none. */
  readonly from: number | null;
  readonly to: number | null;
  /** JSON. */
  readonly differences: string;
  readonly now: Date;
}

/** Stores a change of a locked review, its count and what changed, in one statement. */
export const updateReview = prepared<ReviewUpdate, { version: number; published: number }>((p) => {
  const is = (value: unknown, star: number) => sql`coalesce((${value}::int = ${sql.lit(star)})::int, 0)`;
  const counts = stars.map(
    ([column, star]) =>
      sql`${sql.raw(column)} = ${sql.raw(column)} - ${is(p.from, star)} + ${is(p.to, star)}`,
  );
  return sql`
    WITH changed AS (
      UPDATE reviews.reviews SET rating = ${p.rating}, text = ${p.text}, picture_count = ${p.pictureCount},
        state = ${p.state}, hidden_reason = ${p.hiddenReason}, answer = ${p.answer},
        answered_at = ${p.answeredAt}, edited_at = ${p.editedAt}, version = version + 1
      WHERE id = ${p.id} AND version = ${p.version}
      RETURNING id, product_id, version
    ), counted AS (
      UPDATE reviews.ratings SET ${sql.join(counts)}, version = ratings.version + 1
      FROM changed
      WHERE ratings.product_id = changed.product_id AND ${p.from}::int IS DISTINCT FROM ${p.to}::int
      RETURNING ratings.product_id
    ), recorded AS (
      INSERT INTO reviews.edits (subject_id, version, differences, edited_at)
      SELECT id, version, ${p.differences}::jsonb, ${p.now} FROM changed
    ), published AS (
      SELECT ${publish(reviews.events.ratingChanged, { productId: sql`product_id` })} FROM counted
    )
    SELECT version, (SELECT count(*) FROM published) AS published FROM changed`;
});

/** What the changes of a review or a question after a version changed, the oldest first. */
export const listEdits = prepared<
  { id: string; since: number },
  { differences: { pointer: string; was: unknown; now: unknown }[] }
>(
  (p) => sql`
    SELECT differences FROM reviews.edits
    WHERE subject_id = ${p.id} AND version > ${p.since} ORDER BY version LIMIT 1000`,
);

export const deleteEdits = prepared<{ id: string }, never>(
  (p) => sql`DELETE FROM reviews.edits WHERE subject_id = ${p.id}`,
);

/** Which of these lines have a review, deleted ones included. */
export const findReviewedLines = prepared<{ lineIds: string[] }, { lineId: string }>(
  (p) => sql`
    SELECT order_line_id AS "lineId" FROM reviews.reviews
    WHERE order_line_id = ANY (${p.lineIds}::uuid[])`,
);

export const listOwnReviews = prepared<{ memberId: string; beforeId: string; limit: number }, ReviewRow>(
  (p) => sql`
    SELECT ${reviewColumns} FROM reviews.reviews AS review
    WHERE member_id = ${p.memberId} AND id < ${p.beforeId}::uuid AND state <> 'deleted'
    ORDER BY id DESC LIMIT ${p.limit}`,
);
