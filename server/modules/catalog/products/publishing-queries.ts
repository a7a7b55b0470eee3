import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

/**
 * Makes products active whose moment has come: an edit of each. Rows that an edit by staff holds are left for
 * the next run.
 */
export const publishDue = prepared<{ now: Date; limit: number }, { id: string }>(
  (p) => sql`
    WITH due AS (
      SELECT id FROM catalog.products WHERE status = 'scheduled' AND publish_at <= ${p.now}::timestamptz
      ORDER BY publish_at LIMIT ${p.limit} FOR NO KEY UPDATE SKIP LOCKED
    ), published AS (
      UPDATE catalog.products SET status = 'active', version = version + 1,
        updated_at = ${p.now}::timestamptz
      FROM due WHERE products.id = due.id
      RETURNING products.id, version
    ), recorded AS (
      INSERT INTO catalog.product_edits (product_id, version, differences, edited_at)
      SELECT id, version, '[{"pointer": "/status", "was": "scheduled", "now": "active"}]',
        ${p.now}::timestamptz
      FROM published
    )
    SELECT id FROM published`,
);

export const findNextPublication = prepared<object, { publishAt: Date }>(
  () => sql`
    SELECT publish_at AS "publishAt" FROM catalog.products
    WHERE status = 'scheduled' ORDER BY publish_at LIMIT 1`,
);

export const findDueTurn = prepared<{ now: Date }, { at: Date }>(
  (p) => sql`SELECT at FROM catalog.sales_turns WHERE at <= ${p.now}::timestamptz LIMIT 1`,
);

/** Takes moments of sales periods that have come, each for one caller. Those that an edit holds are left. */
export const takeSalesTurns = prepared<{ now: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM catalog.sales_turns WHERE (product_id, at) IN (
      SELECT product_id, at FROM catalog.sales_turns WHERE at <= ${p.now}::timestamptz
      ORDER BY at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING product_id AS id`,
);
