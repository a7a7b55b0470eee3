/** All data of one member: for the export, and for the erasure. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { type QuestionRow, questionColumns } from "./question-queries.ts";
import { type ReviewRow, reviewColumns } from "./review-queries.ts";

interface MemberParams {
  readonly memberId: string;
  readonly limit: number;
}

export const listReviewsOf = prepared<MemberParams, ReviewRow>(
  (p) => sql`
    SELECT ${reviewColumns} FROM reviews.reviews AS review
    WHERE member_id = ${p.memberId} ORDER BY id DESC LIMIT ${p.limit}`,
);

export const listQuestionsOf = prepared<MemberParams, QuestionRow>(
  (p) => sql`
    SELECT ${questionColumns} FROM reviews.questions
    WHERE member_id = ${p.memberId} ORDER BY id DESC LIMIT ${p.limit}`,
);

export const listVotesOf = prepared<MemberParams, { reviewId: string; votedAt: Date }>(
  (p) => sql`
    SELECT review_id AS "reviewId", voted_at AS "votedAt" FROM reviews.votes
    WHERE member_id = ${p.memberId} ORDER BY voted_at DESC LIMIT ${p.limit}`,
);

/**
 * Erases what a member wrote. Reviews keep their stars, and votes and reports their number, without a person.
 * Returns the products whose pages showed it.
 */
export const eraseMember = prepared<{ memberId: string; now: Date }, { productId: string }>(
  (p) => sql`
    WITH review AS (
      UPDATE reviews.reviews SET member_id = NULL, author = NULL, text = '', picture_count = 0,
        version = version + 1
      WHERE member_id = ${p.memberId} RETURNING id, product_id
    ), picture AS (
      UPDATE reviews.pictures SET review_id = NULL, dropped_at = ${p.now}, member_id = uuidv4()
      WHERE member_id = ${p.memberId}
    ), question AS (
      DELETE FROM reviews.questions WHERE member_id = ${p.memberId} RETURNING id, product_id
    ), history AS (
      DELETE FROM reviews.edits
      WHERE subject_id IN (SELECT id FROM review UNION ALL SELECT id FROM question)
    ), vote AS (
      UPDATE reviews.votes SET member_id = uuidv4() WHERE member_id = ${p.memberId}
    ), report AS (
      UPDATE reviews.reports SET member_id = uuidv4(), note = NULL WHERE member_id = ${p.memberId}
    ), quota AS (
      DELETE FROM reviews.quotas WHERE member_id = ${p.memberId}
    )
    SELECT product_id AS "productId" FROM review UNION SELECT product_id FROM question`,
);
