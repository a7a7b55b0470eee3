import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface SoldProduct {
  readonly productId: string;
  readonly pieces: number;
}

/** Adds up what was sold of each product. `variants` is JSON; variants that are gone are left out. */
export const sumByProduct = prepared<{ variants: string }, SoldProduct>(
  (p) => sql`
    SELECT product_id AS "productId", least(sum(pieces), 1000000000)::int AS pieces
    FROM jsonb_to_recordset(${p.variants}::jsonb) AS sold ("variantId" uuid, pieces int)
    JOIN catalog.variants ON variants.id = sold."variantId"
    GROUP BY product_id`,
);

/** The products that sold, as it is stored. */
export const listStored = prepared<object, SoldProduct>(
  () => sql`
    SELECT id AS "productId", sold_lately AS pieces FROM catalog.products WHERE sold_lately > 0`,
);

/** Stores new counts. Returns the products that changed. `sold` is JSON. */
export const updateSold = prepared<{ sold: string }, { id: string }>(
  (p) => sql`
    UPDATE catalog.products SET sold_lately = sold.pieces
    FROM jsonb_to_recordset(${p.sold}::jsonb) AS sold ("productId" uuid, pieces int)
    WHERE id = sold."productId" AND sold_lately <> sold.pieces
    RETURNING id`,
);
