import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export interface RatingRow {
  readonly productId: string;
  readonly version: number;
  readonly count: number;
  readonly sum: number;
}

export const findRating = prepared<{ productId: string }, RatingRow>(
  (p) => sql`
    SELECT product_id AS "productId", version, count, sum FROM reviews.ratings
    WHERE product_id = ${p.productId}`,
);

/** The catalogue has stored this version. */
export const markSynced = prepared<{ productId: string; version: number }, never>(
  (p) => sql`
    UPDATE reviews.ratings SET synced_version = ${p.version}
    WHERE product_id = ${p.productId} AND synced_version < ${p.version}`,
);
