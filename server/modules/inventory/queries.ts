import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { LARGEST_QUANTITY } from "./contract.ts";
import type { ExceededLimit } from "./unpaid-limits.ts";

export interface MissingStock {
  readonly variantId: string;
  readonly requested: number;
  readonly available: number;
  /** False for a variant that was never stocked. */
  readonly known: boolean;
}

/** Reserves for a batch of orders; the parameters are those of `inventory.reserve` in migration 0002. */
export const reserveStock = prepared<
  {
    orderIds: string[];
    untils: string[];
    lineOrders: number[];
    variantIds: string[];
    quantities: number[];
    memberIds: (string | null)[];
    networks: (string | null)[];
    now: Date;
    memberOrders: number;
    memberPieces: number;
    networkOrders: number;
    networkPieces: number;
  },
  { orderId: string; expiresAt: Date; missing: MissingStock[] | null; exceeded: ExceededLimit | null }
>(
  (p) => sql`
    SELECT order_id AS "orderId", expires_at AS "expiresAt", missing, exceeded FROM inventory.reserve(
      ${p.orderIds}::uuid[], ${p.untils}::timestamptz[],
      ${p.lineOrders}::int[], ${p.variantIds}::uuid[], ${p.quantities}::int[],
      ${p.memberIds}::uuid[], ${p.networks}::text[], ${p.now}::timestamptz,
      ${p.memberOrders}::int, ${p.memberPieces}::int, ${p.networkOrders}::int, ${p.networkPieces}::int)`,
);

/** Extends the reservations of an order. No row: it has none, or they have ended. */
export const extendReservation = prepared<{ orderId: string; until: Date }, { expiresAt: Date }>(
  (p) => sql`
    UPDATE inventory.reservations SET expires_at = greatest(expires_at, ${p.until})
    WHERE order_id = ${p.orderId} AND state = 'HELD'
    RETURNING expires_at AS "expiresAt"`,
);

/** All reservations of an order, in every state. */
export const findReservations = prepared<
  { orderId: string },
  { variantId: string; quantity: number; state: "HELD" | "COMMITTED" | "RELEASED"; expiresAt: Date }
>(
  (p) => sql`
    SELECT variant_id AS "variantId", quantity, state, expires_at AS "expiresAt"
    FROM inventory.reservations WHERE order_id = ${p.orderId} ORDER BY variant_id, location`,
);

/**
 * Releases (`RELEASED`) or commits (`COMMITTED`) the reservations of the orders; with `lapsedBefore`, only
 * those that ended before it. Returns the variants that changed.
 */
export const closeReservations = prepared<
  { orderIds: string[]; outcome: "RELEASED" | "COMMITTED"; lapsedBefore: Date | null },
  { variantIds: string[] }
>(
  (p) => sql`
    SELECT inventory.close_holds(
      ${p.orderIds}::uuid[], ${p.outcome}, ${p.lapsedBefore}::timestamptz) AS "variantIds"`,
);

/** Returns the orders of the list that have a committed reservation. */
export const findCommitted = prepared<{ orderIds: string[] }, { orderId: string }>(
  (p) => sql`
    SELECT DISTINCT order_id AS "orderId" FROM inventory.reservations
    WHERE order_id = ANY (${p.orderIds}::uuid[]) AND state = 'COMMITTED'`,
);

/** Orders with a lapsed reservation. */
export const findLapsed = prepared<{ now: Date; limit: number }, { orderId: string }>(
  (p) => sql`
    SELECT DISTINCT order_id AS "orderId" FROM (
      SELECT order_id FROM inventory.reservations WHERE state = 'HELD' AND expires_at < ${p.now}
      ORDER BY expires_at LIMIT ${p.limit}) AS due`,
);

/** Deletes one batch of the released reservations that ended before `before`. */
export const deleteReleased = prepared<{ before: Date; limit: number }, { orderId: string }>(
  (p) => sql`
    DELETE FROM inventory.reservations WHERE state = 'RELEASED' AND (order_id, variant_id, location) IN (
      SELECT order_id, variant_id, location FROM inventory.reservations
      WHERE state = 'RELEASED' AND expires_at < ${p.before}
      ORDER BY expires_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING order_id AS "orderId"`,
);

interface AvailableRow {
  readonly id: string;
  /** With back-orders at least what one line of an order may hold. */
  readonly available: number;
  /** Null unless all that can be sold is on back-order. */
  readonly backOrder: { readonly expectedAt: string | null } | null;
}

export const sumAvailable = prepared<{ ids: string[] }, AvailableRow>(
  (p) => sql`
    SELECT variant_id AS id,
      greatest(free, CASE WHEN endless THEN ${sql.lit(LARGEST_QUANTITY)} ELSE 0 END) AS available,
      CASE WHEN endless AND free = 0 THEN jsonb_build_object('expectedAt', expected_at) END AS "backOrder"
    FROM (
      SELECT variant_id, bool_or(back_orders) AS endless, min(expected_at) AS expected_at,
        sum(inventory.sellable(on_hand, reserved, safety, false)) AS free
      FROM inventory.stock WHERE variant_id = ANY (${p.ids}::uuid[]) GROUP BY variant_id) AS level`,
);

/** Opens the stock of new variants, with their first ledger row. */
export const openStock = prepared<
  { variantIds: string[]; skus: string[]; quantities: number[]; reference: string },
  { variantId: string }
>(
  (p) => sql`
    WITH opened AS (
      INSERT INTO inventory.stock (variant_id, location, sku, on_hand)
      SELECT variant_id, 'main', sku, quantity
      FROM unnest(${p.variantIds}::uuid[], ${p.skus}::text[], ${p.quantities}::int[])
        AS line (variant_id, sku, quantity)
      ON CONFLICT (variant_id, location) DO NOTHING
      RETURNING variant_id, on_hand
    ), booked AS (
      INSERT INTO inventory.ledger
        (variant_id, location, delta, reason, actor_kind, reference_type, reference, on_hand_after)
      SELECT variant_id, 'main', on_hand, 'initial', 'shop', 'product', ${p.reference}, on_hand FROM opened
    )
    SELECT variant_id AS "variantId" FROM opened`,
);
