/** Rows that break an invariant of the module (`audit.ts`). */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export interface UnsoundLevel {
  readonly variantId: string;
  /** Null: reservations or ledger rows of a level that does not exist. */
  readonly sku: string | null;
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly ledger: number;
  /** What the newest ledger row says is left. */
  readonly left: number;
  readonly held: number;
}

export const findUnsoundLevels = prepared<{ limit: number }, UnsoundLevel>(
  (p) => sql`
    WITH booked AS (
      SELECT variant_id, location, sum(delta) AS sum, max(id) AS newest FROM inventory.ledger
      GROUP BY variant_id, location
    ), held AS (
      SELECT variant_id, location, sum(quantity) AS sum FROM inventory.reservations WHERE state = 'HELD'
      GROUP BY variant_id, location
    ), levels AS (
      SELECT variant_id, location, sku, coalesce(on_hand, 0) AS on_hand, coalesce(reserved, 0) AS reserved,
        coalesce(back_orders, false) AS back_orders, coalesce(booked.sum, 0) AS ledger,
        coalesce((
          SELECT coalesce(on_hand_after, delta) FROM inventory.ledger WHERE id = booked.newest
        ), 0) AS remaining, coalesce(held.sum, 0) AS held
      FROM inventory.stock
      FULL JOIN booked USING (variant_id, location)
      FULL JOIN held USING (variant_id, location)
    )
    SELECT variant_id AS "variantId", location, sku, on_hand AS "onHand", reserved, ledger,
      remaining AS "left", held
    FROM levels
    WHERE reserved < 0 OR (NOT back_orders AND reserved > on_hand)
       OR on_hand <> ledger OR on_hand <> remaining OR reserved <> held
    ORDER BY variant_id, location LIMIT ${p.limit}`,
);

export interface UnevenTransfer {
  readonly transferId: string;
  readonly rows: number;
  readonly sum: number;
}

/** Transfers that are not two rows of one variant, at two locations, that sum to zero. */
export const findUnevenTransfers = prepared<{ limit: number }, UnevenTransfer>(
  (p) => sql`
    SELECT reference AS "transferId", count(*) AS rows, sum(delta) AS sum FROM inventory.ledger
    WHERE reference_type = 'transfer' GROUP BY reference
    HAVING count(*) <> 2 OR sum(delta) <> 0
      OR count(DISTINCT variant_id) <> 1 OR count(DISTINCT location) <> 2
    ORDER BY reference LIMIT ${p.limit}`,
);

export interface UnbookedSale {
  readonly orderId: string;
  readonly variantId: string;
  readonly location: string;
  readonly committed: number;
  readonly booked: number;
}

/** Sales of orders whose ledger rows are not what they committed less what came back. */
export const findUnbookedSales = prepared<{ limit: number }, UnbookedSale>(
  (p) => sql`
    WITH committed AS (
      SELECT order_id::text AS reference, variant_id, location, quantity - returned AS quantity
      FROM inventory.reservations WHERE state = 'COMMITTED'
    ), booked AS (
      SELECT reference, variant_id, location, -sum(delta) AS quantity FROM inventory.ledger
      WHERE reference_type = 'order' GROUP BY reference, variant_id, location
    )
    SELECT reference AS "orderId", variant_id AS "variantId", location,
      coalesce(committed.quantity, 0) AS committed, coalesce(booked.quantity, 0) AS booked
    FROM committed FULL JOIN booked USING (reference, variant_id, location)
    WHERE committed.quantity IS DISTINCT FROM booked.quantity
    ORDER BY reference, variant_id, location LIMIT ${p.limit}`,
);

export interface UnsoundBundle {
  readonly bundleId: string;
  readonly problem: "nested" | "stock" | "empty";
}

/**
 * Bundles of which a part is a bundle; levels of bundles that are not marked, so that they may have stock of
 * their own; and marked levels of variants without parts.
 */
export const findUnsoundBundles = prepared<{ limit: number }, UnsoundBundle>(
  (p) => sql`
    WITH bundle AS (SELECT DISTINCT bundle_id FROM inventory.bundle_parts)
    SELECT bundle_id AS "bundleId", 'nested' AS problem FROM inventory.bundle_parts
    WHERE part_id IN (SELECT bundle_id FROM bundle)
    UNION
    SELECT bundle_id, 'stock' FROM bundle JOIN inventory.stock ON variant_id = bundle_id
    WHERE NOT stock.bundle OR on_hand <> 0 OR reserved <> 0
    UNION
    SELECT variant_id, 'empty' FROM inventory.stock
    WHERE stock.bundle AND variant_id NOT IN (SELECT bundle_id FROM bundle)
    ORDER BY 1, 2 LIMIT ${p.limit}`,
);
