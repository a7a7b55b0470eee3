/** What staff read. It is never cached: one statement, and one call for the products. */
import type { Static } from "typebox";
import type { PreparedStatement } from "../../../platform/db/prepared.ts";
import { DomainError } from "../../../platform/errors.ts";
import { readIdCursor, writeCursor } from "../../../platform/http/cursor.ts";
import { LAST_ID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import type { ReviewsContext } from "../context.ts";
import { presentStaffQuestion, presentStaffReview } from "../present-for-staff.ts";
import { findQuestion } from "../question-queries.ts";
import { findReview } from "../review-queries.ts";
import * as queries from "../staff-queries.ts";
import type { StaffListQuery, StaffQuestionQuery } from "../staff-schemas.ts";
import { type ProductReference, productsOf } from "./find-product.ts";

/** Counting more would cost more than the page. */
const MAX_TOTAL = 10_000;

async function pageFor<Row extends { readonly id: string; readonly productId: string }, Item>(
  reviews: ReviewsContext,
  list: string,
  query: Static<typeof StaffListQuery>,
  statementOf: (
    filters: queries.ModerationFilters,
  ) => PreparedStatement<queries.ModerationListParams, queries.StaffPage<Row>>,
  present: (row: Row, product: ProductReference | undefined, language: Language) => Item,
  language: Language,
) {
  const { productId, rating, limit = 20, cursor, ...rest } = query;
  const filters = {
    ...rest,
    ...(productId === undefined ? {} : { productId }),
    ...(rating === undefined ? {} : { rating }),
  };
  const found = await reviews.db.first(statementOf(filters), {
    productId: productId ?? null,
    rating: rating ?? null,
    beforeId: readIdCursor(list, cursor) ?? LAST_ID,
    limit: limit + 1,
    countLimit: MAX_TOTAL + 1,
  });
  if (!found) throw new Error("the list statement always returns one row");
  const items = found.items.slice(0, limit);
  const products = await productsOf(reviews, items);
  const last = found.items.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map((row) => present(row, products.get(row.productId), language)),
    total: Math.min(found.total, MAX_TOTAL),
    totalIsCapped: found.total > MAX_TOTAL,
    nextCursor: last ? writeCursor(list, [last.id]) : null,
  };
}

export const listReviewsForStaff = (
  reviews: ReviewsContext,
  query: Static<typeof StaffListQuery>,
  language: Language,
) => pageFor(reviews, "staff reviews", query, queries.listStaffReviews, presentStaffReview, language);

export const listQuestionsForStaff = (
  reviews: ReviewsContext,
  query: Static<typeof StaffQuestionQuery>,
  language: Language,
) => pageFor(reviews, "staff questions", query, queries.listStaffQuestions, presentStaffQuestion, language);

/** Throws NOT_FOUND. */
export async function readReviewForStaff(reviews: ReviewsContext, id: string) {
  const row = await reviews.db.first(findReview, { id });
  if (!row || row.state === "deleted") throw new DomainError("NOT_FOUND");
  const [products, reports] = await Promise.all([
    productsOf(reviews, [row]),
    reviews.db.rows(queries.listReports, { reviewId: id }),
  ]);
  return { row, product: products.get(row.productId), reports };
}

/** Throws NOT_FOUND. */
export async function readQuestionForStaff(reviews: ReviewsContext, id: string) {
  const row = await reviews.db.first(findQuestion, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return { row, product: (await productsOf(reviews, [row])).get(row.productId) };
}
