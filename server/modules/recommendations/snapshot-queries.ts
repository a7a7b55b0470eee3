/** Statements that read the events for a snapshot. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export interface InteractionRow {
  readonly id: string;
  readonly at: Date;
  readonly type: "view" | "click" | "cart" | "wish" | "purchase" | "refund";
  readonly productId: string;
  /** A member or a guest; null: without consent. */
  readonly personId: string | null;
  readonly sessionId: string | null;
  readonly basketId: string | null;
  readonly quantity: number;
}

/** The interactions after one of them, in the order of time and id, up to `until`. */
export const listInteractions = prepared<
  { afterAt: Date; afterId: string; until: Date; limit: number },
  InteractionRow
>(
  (p) => sql`
    SELECT id, at, type, product_id AS "productId", coalesce(member_id, visitor_id) AS "personId",
      session_id AS "sessionId", basket_id AS "basketId", quantity
    FROM recommendations.events
    WHERE (at, id) > (${p.afterAt}::timestamptz, ${p.afterId}::uuid) AND at >= ${p.afterAt}::timestamptz
      AND at <= ${p.until}::timestamptz AND product_id IS NOT NULL AND type NOT IN ('impression', 'search')
    ORDER BY at, id LIMIT ${p.limit}`,
);
