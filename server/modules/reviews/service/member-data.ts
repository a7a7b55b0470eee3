/** A member's own lists, the export, and what happens when the member leaves. */
import { pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { LAST_ID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import type { ReviewsContext } from "../context.ts";
import { REVIEWS_CHANGED } from "../contract.ts";
import * as queries from "../member-data-queries.ts";
import {
  exportQuestion,
  exportReview,
  presentOwnQuestion,
  presentOwnReview,
  presentReviewable,
} from "../present.ts";
import { listOwnQuestions } from "../question-queries.ts";
import { findReviewedLines, listOwnReviews } from "../review-queries.ts";
import { mayReview } from "../reviewable.ts";
import { productsOf } from "./find-product.ts";

interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

/** The bought lines without a review. A page looks at `limit` lines, so it may show fewer. */
export async function listReviewable(
  { db, orders }: ReviewsContext,
  memberId: string,
  { limit = 20, cursor }: PageQuery,
  language: Language,
) {
  const beforeId = readIdCursor("reviewable", cursor) ?? LAST_ID;
  const lines = await orders.boughtLines({ memberId, beforeId, limit });
  const lineIds = lines.map(({ lineId }) => lineId);
  const reviewed = new Set((await db.rows(findReviewedLines, { lineIds })).map(({ lineId }) => lineId));
  const open = lines.filter(({ lineId, status }) => mayReview(status) && !reviewed.has(lineId));
  // Whether more lines follow is not known: the next page of a full one may be empty.
  const next = pageOf(
    "reviewable",
    lines.length === limit ? [...lines, null] : lines,
    limit,
    () => null,
    (line) => [line?.lineId ?? LAST_ID],
  );
  return { items: open.map((line) => presentReviewable(line, language)), nextCursor: next.nextCursor };
}

export async function listOwn(
  reviews: ReviewsContext,
  memberId: string,
  { limit = 20, cursor }: PageQuery,
  language: Language,
) {
  const beforeId = readIdCursor("own reviews", cursor) ?? LAST_ID;
  const rows = await reviews.db.rows(listOwnReviews, { memberId, beforeId, limit: limit + 1 });
  const products = await productsOf(reviews, rows);
  return pageOf(
    "own reviews",
    rows,
    limit,
    (row) => presentOwnReview(row, products.get(row.productId), language),
    ({ id }) => [id],
  );
}

export async function listAsked(
  reviews: ReviewsContext,
  memberId: string,
  { limit = 20, cursor }: PageQuery,
  language: Language,
) {
  const beforeId = readIdCursor("own questions", cursor) ?? LAST_ID;
  const rows = await reviews.db.rows(listOwnQuestions, { memberId, beforeId, limit: limit + 1 });
  const products = await productsOf(reviews, rows);
  return pageOf(
    "own questions",
    rows,
    limit,
    (row) => presentOwnQuestion(row, products.get(row.productId), language),
    ({ id }) => [id],
  );
}

/** Far more than any member writes. */
const MOST_EXPORTED = 10_000;

export async function exportOf({ db }: ReviewsContext, memberId: string) {
  const ofMember = { memberId, limit: MOST_EXPORTED };
  const [reviews, questions, votes] = await Promise.all([
    db.rows(queries.listReviewsOf, ofMember),
    db.rows(queries.listQuestionsOf, ofMember),
    db.rows(queries.listVotesOf, ofMember),
  ]);
  return {
    reviews: reviews.map(exportReview),
    questions: questions.map(exportQuestion),
    votes: votes.map(({ reviewId, votedAt }) => ({ reviewId, votedAt: votedAt.toISOString() })),
    complete: [reviews, questions, votes].every(({ length }) => length < MOST_EXPORTED),
  };
}

export async function forgetMember({ db, clock, changes }: ReviewsContext, memberId: string): Promise<void> {
  const shown = await db.rows(queries.eraseMember, { memberId, now: clock.now() });
  await changes.publish(
    REVIEWS_CHANGED,
    shown.map(({ productId }) => productId),
  );
}
