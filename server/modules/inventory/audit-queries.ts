/** Rows that break an invariant of the module (`audit.ts`). */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { LevelRow } from "./stock-queries.ts";

/** Stock rows that break an invariant of the module (`audit.ts`). */
export const findStockViolations = prepared<{ limit: number }, LevelRow & { ledger: number; held: number }>(
  (p) => sql`
    WITH booked AS (
      SELECT variant_id, location, sum(delta) AS sum FROM inventory.ledger GROUP BY variant_id, location
    ), held AS (
      SELECT variant_id, location, sum(quantity) AS sum FROM inventory.reservations WHERE state = 'HELD'
      GROUP BY variant_id, location
    )
    SELECT variant_id AS "variantId", location, sku, on_hand AS "onHand", reserved,
           coalesce(booked.sum, 0) AS ledger, coalesce(held.sum, 0) AS held
    FROM inventory.stock
    LEFT JOIN booked USING (variant_id, location)
    LEFT JOIN held USING (variant_id, location)
    WHERE reserved < 0 OR (NOT back_orders AND reserved > on_hand)
       OR on_hand <> coalesce(booked.sum, 0) OR reserved <> coalesce(held.sum, 0)
    ORDER BY variant_id, location LIMIT ${p.limit}`,
);
