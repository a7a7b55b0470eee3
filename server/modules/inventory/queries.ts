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

/**
 * Reserves for a batch of orders; the parameters are those of `inventory.reserve_lines` in migration 0014.
 * `touched`: the variants and bundles of the batch with other figures; null where no bundle is concerned.
 */
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
  {
    orderId: string;
    expiresAt: Date;
    missing: MissingStock[] | null;
    exceeded: ExceededLimit | null;
    touched: string[] | null;
  }
>(
  (p) => sql`
    SELECT order_id AS "orderId", expires_at AS "expiresAt", missing, exceeded, touched
    FROM inventory.reserve_lines(
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
 * those that ended before it. Returns the variants that changed, and the bundles of them.
 */
export const closeReservations = prepared<
  { orderIds: string[]; outcome: "RELEASED" | "COMMITTED"; lapsedBefore: Date | null },
  { variantIds: string[] }
>(
  (p) => sql`
    SELECT inventory.with_bundles(inventory.close_holds(
      ${p.orderIds}::uuid[], ${p.outcome}, ${p.lapsedBefore}::timestamptz)) AS "variantIds"`,
);

/** Puts back what an order does not keep; the parameters are those of `inventory.take_back`. */
export const takeBack = prepared<
  { orderId: string; variantIds: string[]; bought: number[]; kept: number[]; reason: string },
  { variantIds: string[] }
>(
  (p) => sql`
    SELECT inventory.take_back(${p.orderId}, ${p.variantIds}::uuid[], ${p.bought}::int[], ${p.kept}::int[],
      ${p.reason}) AS "variantIds"`,
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

/**
 * What can be sold of variants, and of bundles: as many as each of its parts is enough for (`goods`: of what
 * lies there; `most`: with back-orders). A variant that is no bundle is its own only part.
 */
export const sumAvailable = prepared<{ ids: string[] }, AvailableRow>(
  (p) => sql`
    WITH part AS (
      SELECT wanted.id, coalesce(part_id, wanted.id) AS part_id, coalesce(quantity, 1) AS quantity
      FROM unnest(${p.ids}::uuid[]) AS wanted (id)
      LEFT JOIN inventory.bundle_parts ON bundle_id = wanted.id
    ), level AS (
      SELECT variant_id AS part_id, bool_or(back_orders) AS endless, min(expected_at) AS expected_at,
        sum(inventory.sellable(on_hand, reserved, safety, false)) AS free
      FROM inventory.stock WHERE variant_id IN (SELECT part_id FROM part) GROUP BY variant_id
    ), enough AS (
      SELECT id, coalesce(free, 0) / quantity AS goods, expected_at,
        CASE WHEN endless THEN greatest(free / quantity, ${sql.lit(LARGEST_QUANTITY)})
          ELSE coalesce(free, 0) / quantity END AS most
      FROM part LEFT JOIN level USING (part_id)
    )
    SELECT id, min(most) AS available,
      CASE WHEN min(goods) = 0 AND min(most) > 0
        THEN jsonb_build_object('expectedAt', max(expected_at) FILTER (WHERE goods = 0))
      END AS "backOrder"
    FROM enough GROUP BY id`,
);

/** Opens the stock of new variants, with their first ledger row. */
export const openStock = prepared<
  { variantIds: string[]; skus: string[]; quantities: number[]; references: string[] },
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
      SELECT variant_id, 'main', on_hand, 'initial', 'shop', 'product', reference, on_hand
      FROM opened JOIN unnest(${p.variantIds}::uuid[], ${p.references}::text[])
        AS line (variant_id, reference) USING (variant_id)
    )
    SELECT variant_id AS "variantId" FROM opened`,
);
