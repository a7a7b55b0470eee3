import { FIRST_ID } from "../../platform/ids.ts";
import * as queries from "./audit-queries.ts";
import type { ReviewsContext } from "./context.ts";

const PAGE = 500;
const LIMIT = { limit: 100 };

/** What breaks an invariant of the reviews, a sentence each. */
export async function audit(reviews: ReviewsContext): Promise<string[]> {
  const { db } = reviews;
  const [ratings, votes] = await Promise.all([
    db.rows(queries.findUnsoundRatings, LIMIT),
    db.rows(queries.findUnsoundVotes, LIMIT),
  ]);
  const violations = [
    ...ratings.map(
      ({ productId, count, sum, shown, stars }) =>
        `rating of product ${productId}: ${count} reviews with ${sum} stars are counted, ` +
        `${shown} with ${stars} are shown`,
    ),
    ...votes.map(
      ({ reviewId, helpful, votes: held }) =>
        `review ${reviewId} counts ${helpful} helpful votes and has ${held}`,
    ),
  ];
  for await (const violation of compareCopies(reviews)) {
    if (violations.length >= LIMIT.limit) break;
    violations.push(violation);
  }
  return violations;
}

/**
 * Compares the catalogue's copies, page by page. A copy of a later version is news that came while this ran.
 */
async function* compareCopies({ db, catalog }: ReviewsContext): AsyncGenerator<string> {
  for (let afterId = FIRST_ID; ; ) {
    const page = await db.rows(queries.pageSynced, { afterId, limit: PAGE });
    const last = page.at(-1);
    if (!last) return;
    afterId = last.productId;
    const copies = await catalog.ratings({ productIds: page.map(({ productId }) => productId) });
    const byProduct = new Map(copies.map((copy) => [copy.productId, copy]));
    for (const { productId, version, count, sum } of page) {
      const copy = byProduct.get(productId);
      if (!copy || copy.version > version) continue;
      if (copy.version < version || copy.count !== count || copy.sum !== sum)
        yield `rating of product ${productId}: the catalogue shows ${copy.count} reviews with ` +
          `${copy.sum} stars, not ${count} with ${sum}`;
    }
  }
}
