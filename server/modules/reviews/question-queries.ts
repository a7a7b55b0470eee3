import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import { reviews } from "./contract.ts";

export interface QuestionRow {
  readonly id: string;
  readonly productId: string;
  readonly memberId: string;
  readonly author: string;
  readonly text: string;
  readonly secret: boolean;
  readonly state: "shown" | "hidden";
  readonly hiddenReason: string | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  /** The member who asked was told of the answer. */
  readonly answerTold: boolean;
  readonly version: number;
  readonly createdAt: Date;
}

export const questionColumns = sql.raw(`
  id, product_id AS "productId", member_id AS "memberId", author, text, secret, state,
  hidden_reason AS "hiddenReason", answer, answered_at AS "answeredAt", answer_told AS "answerTold",
  version, created_at AS "createdAt"`);

export const insertQuestion = prepared<
  {
    id: string;
    productId: string;
    memberId: string;
    author: string;
    text: string;
    secret: boolean;
    now: Date;
  },
  QuestionRow
>(
  (p) => sql`
    INSERT INTO reviews.questions (id, product_id, member_id, author, text, secret, created_at)
    VALUES (${p.id}, ${p.productId}, ${p.memberId}, ${p.author}, ${p.text}, ${p.secret}, ${p.now})
    RETURNING ${questionColumns}`,
);

/** The questions of a product that are shown, the newest first, and how many there are. */
export const listQuestions = prepared<
  { productId: string; beforeId: string; limit: number },
  QuestionRow & { total: number }
>(
  (p) => sql`
    SELECT ${questionColumns},
      (SELECT count(*) FROM reviews.questions
        WHERE product_id = ${p.productId} AND state = 'shown') AS total
    FROM reviews.questions
    WHERE product_id = ${p.productId} AND state = 'shown' AND id < ${p.beforeId}::uuid
    ORDER BY id DESC LIMIT ${p.limit}`,
);

export const listOwnQuestions = prepared<{ memberId: string; beforeId: string; limit: number }, QuestionRow>(
  (p) => sql`
    SELECT ${questionColumns} FROM reviews.questions
    WHERE member_id = ${p.memberId} AND id < ${p.beforeId}::uuid ORDER BY id DESC LIMIT ${p.limit}`,
);

export const lockQuestion = prepared<{ id: string }, QuestionRow>(
  (p) => sql`SELECT ${questionColumns} FROM reviews.questions WHERE id = ${p.id} FOR NO KEY UPDATE`,
);

export const findQuestion = prepared<{ id: string }, QuestionRow>(
  (p) => sql`SELECT ${questionColumns} FROM reviews.questions WHERE id = ${p.id}`,
);

/** Stores what staff changed of a locked question. The first answer is published, with its product (JSON). */
export const updateQuestion = prepared<
  {
    id: string;
    version: number;
    state: QuestionRow["state"];
    hiddenReason: string | null;
    answer: string | null;
    answeredAt: Date | null;
    product: string | null;
    differences: string;
    now: Date;
  },
  { version: number; published: number }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE reviews.questions SET state = ${p.state}, hidden_reason = ${p.hiddenReason},
        answer = ${p.answer}, answered_at = ${p.answeredAt}, version = version + 1,
        answer_told = answer_told OR ${p.answer}::text IS NOT NULL
      WHERE id = ${p.id} AND version = ${p.version}
      RETURNING id, questions.version, member_id, new.answer_told AND NOT old.answer_told AS is_first
    ), recorded AS (
      INSERT INTO reviews.edits (subject_id, version, differences, edited_at)
      SELECT id, version, ${p.differences}::jsonb, ${p.now} FROM changed
    ), published AS (
      SELECT ${publish(reviews.events.questionAnswered, {
        questionId: sql`id`,
        memberId: sql`member_id`,
        product: sql`${p.product}::jsonb`,
      })}
      FROM changed WHERE is_first
    )
    SELECT version, (SELECT count(*)::int FROM published) AS published FROM changed`,
);

/** Deletes the member's own question with its history. No row: it is another's, or none. */
export const deleteQuestion = prepared<{ id: string; memberId: string }, { productId: string }>(
  (p) => sql`
    WITH deleted AS (
      DELETE FROM reviews.questions WHERE id = ${p.id} AND member_id = ${p.memberId}
      RETURNING id, product_id
    ), history AS (
      DELETE FROM reviews.edits WHERE subject_id IN (SELECT id FROM deleted)
    )
    SELECT product_id AS "productId" FROM deleted`,
);

/** Counts the questions without an answer, `most` at most. */
export const countUnanswered = prepared<{ most: number }, { count: number }>(
  (p) => sql`
    SELECT count(*)::int AS count FROM (
      SELECT FROM reviews.questions WHERE answer IS NULL AND state = 'shown' LIMIT ${p.most}) AS waiting`,
);
