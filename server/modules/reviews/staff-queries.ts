/** The lists of staff. A statement has the conditions of the filters that are used, so that indexes fit. */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../platform/db/prepared.ts";
import { type QuestionRow, questionColumns } from "./question-queries.ts";
import { type ReviewRow, reviewColumns } from "./review-queries.ts";

export interface ModerationListParams {
  readonly productId: string | null;
  readonly rating: number | null;
  readonly beforeId: string;
  readonly limit: number;
  /** Counts at most so many. */
  readonly countLimit: number;
}

/** Undefined: the filter is not used. */
export interface ModerationFilters {
  readonly productId?: unknown;
  readonly rating?: unknown;
  readonly state?: "shown" | "hidden" | undefined;
  readonly answered?: boolean | undefined;
  readonly reported?: boolean | undefined;
}

export interface StaffPage<Row> {
  readonly items: Row[];
  readonly total: number;
}

type Params = PlaceholdersOf<ModerationListParams>;

function conditions(filters: ModerationFilters, p: Params): RawBuilder<unknown> {
  const { productId, rating, state, answered, reported } = filters;
  const parts = [
    ...(state === undefined ? [sql`state <> 'deleted'`] : [sql`state = ${sql.lit(state)}`]),
    ...(productId === undefined ? [] : [sql`product_id = ${p.productId}`]),
    ...(rating === undefined ? [] : [sql`rating = ${p.rating}`]),
    ...(answered === undefined ? [] : [answered ? sql`answer IS NOT NULL` : sql`answer IS NULL`]),
    ...(reported === undefined ? [] : [reported ? sql`report_count > 0` : sql`report_count = 0`]),
  ];
  return sql.join(parts, sql` AND `);
}

type Table = "reviews" | "questions";
const columnsOf: Record<Table, RawBuilder<unknown>> = { reviews: reviewColumns, questions: questionColumns };

const build = <Row>(table: Table, filters: ModerationFilters) =>
  prepared<ModerationListParams, StaffPage<Row>>((p) => {
    const from = sql`reviews.${sql.raw(table)} AS review`;
    const fits = conditions(filters, p);
    return sql`
      SELECT (SELECT coalesce(json_agg(page ORDER BY id DESC), '[]') FROM (
          SELECT ${columnsOf[table]} FROM ${from}
          WHERE ${fits} AND id < ${p.beforeId}::uuid ORDER BY id DESC LIMIT ${p.limit}) AS page) AS items,
        (SELECT count(*) FROM (SELECT FROM ${from} WHERE ${fits} LIMIT ${p.countLimit}) AS counted) AS total`;
  });

function memoized<Row>(table: Table) {
  const statements = new Map<string, ReturnType<typeof build<Row>>>();
  return (filters: ModerationFilters) => {
    const { productId, rating, ...rest } = filters;
    const key = JSON.stringify([productId !== undefined, rating !== undefined, rest]);
    const statement = statements.get(key) ?? build<Row>(table, filters);
    statements.set(key, statement);
    return statement;
  };
}

/** Moments come as text out of JSON. */
type Json<Row> = {
  [Name in keyof Row]: Row[Name] extends Date
    ? string
    : Row[Name] extends Date | null
      ? string | null
      : Row[Name];
};
export type StaffReviewRow = Json<ReviewRow>;
export type StaffQuestionRow = Json<QuestionRow>;

export const listStaffReviews = memoized<StaffReviewRow>("reviews");
export const listStaffQuestions = memoized<StaffQuestionRow>("questions");

export interface ReportRow {
  readonly reason: string;
  readonly note: string | null;
  readonly reportedAt: Date;
  readonly settledAt: Date | null;
}

export const listReports = prepared<{ reviewId: string }, ReportRow>(
  (p) => sql`
    SELECT reason, note, reported_at AS "reportedAt", settled_at AS "settledAt" FROM reviews.reports
    WHERE review_id = ${p.reviewId} ORDER BY reported_at DESC LIMIT 100`,
);
