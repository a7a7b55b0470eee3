import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export interface VotedReview {
  readonly productId: string;
  readonly helpful: number;
}

/** Counts a member's vote once. No row: it was counted before, or the review is not shown or the member's. */
export const insertVote = prepared<{ reviewId: string; memberId: string; now: Date }, VotedReview>(
  (p) => sql`
    WITH voted AS (
      INSERT INTO reviews.votes (review_id, member_id, voted_at)
      SELECT id, ${p.memberId}, ${p.now} FROM reviews.reviews
      WHERE id = ${p.reviewId} AND state = 'shown' AND member_id IS DISTINCT FROM ${p.memberId}
      ON CONFLICT DO NOTHING RETURNING review_id
    )
    UPDATE reviews.reviews SET helpful_count = helpful_count + 1
    FROM voted WHERE id = voted.review_id
    RETURNING product_id AS "productId", helpful_count AS helpful`,
);

export const deleteVote = prepared<{ reviewId: string; memberId: string }, VotedReview>(
  (p) => sql`
    WITH taken_back AS (
      DELETE FROM reviews.votes WHERE review_id = ${p.reviewId} AND member_id = ${p.memberId}
      RETURNING review_id
    )
    UPDATE reviews.reviews SET helpful_count = helpful_count - 1
    FROM taken_back WHERE id = taken_back.review_id
    RETURNING product_id AS "productId", helpful_count AS helpful`,
);

/** Counts a member's report once. */
export const insertReport = prepared<
  { reviewId: string; memberId: string; reason: string; note: string | null; now: Date },
  { reviewId: string }
>(
  (p) => sql`
    WITH reported AS (
      INSERT INTO reviews.reports (review_id, member_id, reason, note, reported_at)
      SELECT id, ${p.memberId}, ${p.reason}, ${p.note}, ${p.now} FROM reviews.reviews
      WHERE id = ${p.reviewId} AND state = 'shown'
      ON CONFLICT DO NOTHING RETURNING review_id
    )
    UPDATE reviews.reviews SET report_count = report_count + 1
    FROM reported WHERE id = reported.review_id RETURNING id AS "reviewId"`,
);

/** Staff have decided on the reports that are open. */
export const settleReports = prepared<{ reviewId: string; now: Date }, never>(
  (p) => sql`
    WITH settled AS (
      UPDATE reviews.reports SET settled_at = ${p.now}
      WHERE review_id = ${p.reviewId} AND settled_at IS NULL RETURNING review_id
    )
    UPDATE reviews.reviews SET report_count = report_count - (SELECT count(*) FROM settled)
    WHERE id = ${p.reviewId}`,
);
