import type { Static } from "typebox";
import { readCursor, writeCursor } from "../../../platform/http/cursor.ts";
import { LAST_ID, UUID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import type { ReviewsContext } from "../context.ts";
import * as queries from "../list-queries.ts";
import { presentReview, presentSummary } from "../present.ts";
import type { ReviewListQuery } from "../schemas.ts";
import { getShownProduct } from "./find-product.ts";

const HIGHEST = 2_147_483_647;

/** A page of a product's reviews, as everyone reads it; for a member with what is the member's own. */
export async function listReviews(
  reviews: ReviewsContext,
  idOrSlug: string,
  query: Static<typeof ReviewListQuery>,
  language: Language,
  viewerId: string | null,
) {
  const { db } = reviews;
  const { sort = "newest", rating = null, pictures = null, limit = 10, cursor } = query;
  const [key, afterId = LAST_ID] =
    cursor === undefined
      ? [String(HIGHEST)]
      : readCursor(
          sort,
          cursor,
          ([number = "", id = "", ...more]) => /^\d{1,9}$/.test(number) && UUID.test(id) && more.length === 0,
        );
  const { productId } = await getShownProduct(reviews, idOrSlug);
  const filters = { productId, rating, pictures };
  const [rows, summary] = await Promise.all([
    db.rows(queries.listReviews[sort], {
      ...filters,
      viewerId,
      afterKey: Number(key),
      afterId,
      limit: limit + 1,
    }),
    db.first(queries.findSummary, filters),
  ]);
  if (!summary) throw new Error("the summary always has a row");
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const body = {
    items: rows.slice(0, limit).map((row) => presentReview(row, language, viewerId)),
    total: summary.total,
    summary: presentSummary(summary),
    nextCursor: last ? writeCursor(sort, [String(last.sortKey), last.id]) : null,
  };
  return { productId, body };
}
