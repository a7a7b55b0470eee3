import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface RatingCopy {
  readonly productId: string;
  readonly version: number;
  readonly count: number;
  readonly sum: number;
}

/** Stores copies that are newer than the products' own. Returns these products. `ratings` is JSON. */
export const updateRatings = prepared<{ ratings: string }, { productId: string }>(
  (p) => sql`
    UPDATE catalog.products
    SET rating_count = each.count, rating_sum = each.sum, rating_version = each.version
    FROM jsonb_to_recordset(${p.ratings}::jsonb) AS each (
      "productId" uuid, version bigint, count int, sum int)
    WHERE id = each."productId" AND rating_version < each.version
    RETURNING id AS "productId"`,
);

export const listRatings = prepared<{ productIds: string[] }, RatingCopy>(
  (p) => sql`
    SELECT id AS "productId", rating_version AS version, rating_count AS count, rating_sum AS sum
    FROM catalog.products WHERE id = ANY (${p.productIds}::uuid[])`,
);
