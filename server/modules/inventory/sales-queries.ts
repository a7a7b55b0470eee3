import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export interface SoldVariant {
  readonly variantId: string;
  readonly pieces: number;
}

/** What was sold since a moment, by variant in the order of their ids, behind one; null: from the first. */
export const listSold = prepared<{ since: Date; after: string | null; limit: number }, SoldVariant>(
  (p) => sql`
    SELECT variant_id AS "variantId", least(-sum(delta), 1000000000)::int AS pieces
    FROM inventory.ledger
    WHERE reason = 'sale' AND reference_type = 'order' AND at >= ${p.since}
      AND (${p.after}::uuid IS NULL OR variant_id > ${p.after}::uuid)
    GROUP BY variant_id ORDER BY variant_id LIMIT ${p.limit}`,
);
