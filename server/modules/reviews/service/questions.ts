/** Questions about a product, as members ask and read them. */
import { DomainError } from "../../../platform/errors.ts";
import { pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { LAST_ID, newId } from "../../../platform/ids.ts";
import { maskName } from "../../../platform/masking.ts";
import type { ReviewsContext } from "../context.ts";
import { presentQuestion } from "../present.ts";
import * as queries from "../question-queries.ts";
import { quotas } from "../quotas.ts";
import { announce } from "./announce.ts";
import { getShownProduct } from "./find-product.ts";
import { useQuota } from "./use-quota.ts";
import type { Author } from "./write-review.ts";

/** Throws NOT_FOUND, TOO_MANY_REQUESTS. */
export async function ask(
  reviews: ReviewsContext,
  author: Author,
  idOrSlug: string,
  { text, secret }: { readonly text: string; readonly secret: boolean },
): Promise<queries.QuestionRow> {
  const { db, clock } = reviews;
  await useQuota(reviews, author.id, quotas.question);
  const { productId } = await getShownProduct(reviews, idOrSlug);
  const now = clock.now();
  const question = await db.first(queries.insertQuestion, {
    id: newId(now),
    productId,
    memberId: author.id,
    author: maskName(author.name),
    text,
    secret,
    now,
  });
  if (!question) throw new Error("a question was not stored");
  await announce(reviews, productId);
  return question;
}

const LIST = "questions";

export async function listQuestions(
  reviews: ReviewsContext,
  idOrSlug: string,
  { limit = 10, cursor }: { readonly limit?: number; readonly cursor?: string },
  viewerId: string | null,
) {
  const beforeId = readIdCursor(LIST, cursor) ?? LAST_ID;
  const { productId } = await getShownProduct(reviews, idOrSlug);
  const rows = await reviews.db.rows(queries.listQuestions, { productId, beforeId, limit: limit + 1 });
  const page = pageOf(
    LIST,
    rows,
    limit,
    (row) => presentQuestion(row, viewerId),
    ({ id }) => [id],
  );
  // A page after the last question has no row that could carry the number.
  return { productId, body: { ...page, total: rows[0]?.total ?? 0 } };
}

/** Throws NOT_FOUND for another member's question. */
export async function deleteQuestion(reviews: ReviewsContext, memberId: string, id: string): Promise<void> {
  const deleted = await reviews.db.first(queries.deleteQuestion, { id, memberId });
  if (!deleted) throw new DomainError("NOT_FOUND");
  await announce(reviews, deleted.productId);
}

const MOST_COUNTED = 1_000;

export const countWaiting = async ({ db }: Pick<ReviewsContext, "db">): Promise<{ count: number }> => ({
  count: (await db.first(queries.countUnanswered, { most: MOST_COUNTED }))?.count ?? 0,
});
