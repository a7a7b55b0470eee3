/** Statements that change an order after its payment, in a transaction that has locked the order. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import { type OrderStatus, orders, type RefundKind, type RefundState } from "./contract.ts";
import type { Pieces, RefundPlan } from "./refund-amounts.ts";

/** A claim whose status is not final. */
export const openClaim = sql.raw("status NOT IN ('refunded', 'done', 'rejected', 'withdrawn')");

/** No other change of the order is made until the transaction ends. Read the order after it. */
export const lockOrder = prepared<{ id: string }, { id: string }>(
  (p) => sql`SELECT id FROM orders.orders WHERE id = ${p.id} FOR NO KEY UPDATE`,
);

/** Puts an order on hold back to where it was. No row: it is not on hold, or its money is gone. */
export const releaseOrder = prepared<{ id: string }, { status: OrderStatus }>(
  (p) => sql`
    UPDATE orders.orders SET status = held_from, held_from = NULL WHERE id = ${p.id} AND status = 'on_hold'
      AND deposit_lost IS NULL
    RETURNING status`,
);

/** Notes that the bank took the deposit of an order back, or (null) that it came again. */
export const noteDeposit = prepared<{ id: string; lost: "held" | "noted" | null }, never>(
  (p) => sql`UPDATE orders.orders SET deposit_lost = ${p.lost}::text WHERE id = ${p.id}`,
);

export interface BookedRefund {
  readonly id: string;
  readonly orderId: string;
  readonly kind: RefundKind;
  readonly amount: number;
  /** Of the amount. */
  readonly taxFree: number;
  /** That the order spent, and that come back. */
  readonly points: number;
  /** That the order earned, and that are taken back. */
  readonly earnedBack: number;
  /** That the order earned anew when the refund was withdrawn. */
  readonly earnedAgain: number;
  /** Null: deleted with the data of a buyer that left. */
  readonly reason: string | null;
  readonly lines: RefundPlan["lines"];
  /** Whose decision it is; null: the buyer's. */
  readonly staffId: string | null;
  readonly at: Date;
  readonly state: RefundState;
  /** For what the rest costs more by itself; negative: given back of what was deducted before. */
  readonly deducted: number;
}

const refundColumns = sql.raw(`id, order_id AS "orderId", kind, amount, tax_free AS "taxFree", points,
  earned_back AS "earnedBack", earned_again AS "earnedAgain", reason,
  lines, staff_id AS "staffId", at, state, deducted`);

export const findRefund = prepared<{ id: string }, BookedRefund>(
  (p) => sql`SELECT ${refundColumns} FROM orders.refunds WHERE id = ${p.id}`,
);

/** Refunds of orders, the oldest first. */
export const listRefunds = prepared<{ orderIds: string[] }, BookedRefund>(
  (p) => sql`
    SELECT ${refundColumns} FROM orders.refunds WHERE order_id = ANY (${p.orderIds}::uuid[])
    ORDER BY id LIMIT 5000`,
);

/**
 * Books a refund, with the pieces that are canceled or returned with it, and publishes `refunded`.
 * `expected`: what was refunded before. No row: that is another sum by now. Of a completed order it takes
 * back what the money had earned.
 */
export const bookRefund = prepared<
  {
    id: string;
    orderId: string;
    kind: BookedRefund["kind"];
    amount: number;
    taxFree: number;
    points: number;
    expected: number;
    /** What is deducted from cancellations after it, in all. */
    kept: number;
    /** The shop cancels its pieces without a deduction, or they come back by its fault. */
    free: boolean;
    reason: string;
    lines: string;
    /** Whose decision it is; null: the buyer's. */
    staffId: string | null;
    now: Date;
  },
  { id: string }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE orders.orders SET refunded = refunded + ${p.amount}::bigint,
        points_refunded = points_refunded + ${p.points}::bigint,
        tax_free_refunded = tax_free_refunded + ${p.taxFree}::bigint, cancel_kept = ${p.kept}::bigint
      WHERE id = ${p.orderId} AND refunded = ${p.expected}::bigint
      RETURNING id, new.cancel_kept - old.cancel_kept AS deducted,
        CASE WHEN status = 'completed' THEN old.points_earned - new.points_earned ELSE 0 END AS earned_back
    ), lines AS (
      UPDATE orders.lines SET refunded = refunded + piece.amount,
        canceled = canceled + CASE WHEN ${p.kind} = 'return' THEN 0 ELSE piece.quantity END,
        canceled_free = canceled_free + CASE WHEN ${p.kind} <> 'return' AND ${p.free}::boolean
          THEN piece.quantity ELSE 0 END,
        returned = returned + CASE WHEN ${p.kind} = 'return' THEN piece.quantity ELSE 0 END,
        returned_due = returned_due + CASE WHEN ${p.kind} = 'return' AND NOT ${p.free}::boolean
          THEN piece.quantity ELSE 0 END
      FROM changed, jsonb_to_recordset(${p.lines}::jsonb)
        AS piece ("lineId" uuid, quantity int, amount bigint)
      WHERE lines.id = piece."lineId" AND lines.order_id = changed.id
    ), made AS (
      INSERT INTO orders.refunds
        (id, order_id, kind, amount, tax_free, points, earned_back, reason, lines, staff_id, at, deducted,
          state)
      SELECT ${p.id}, id, ${p.kind}, ${p.amount}, ${p.taxFree}, ${p.points}, earned_back, ${p.reason},
        ${p.lines}::jsonb,
        ${p.staffId}::uuid, ${p.now}, deducted, CASE WHEN ${p.amount}::bigint = 0 THEN 'done' ELSE 'asked' END
      FROM changed
      RETURNING id
    )
    SELECT id, ${publish(orders.events.refunded, { refundId: sql`made.id` })} FROM made`,
);

/** Adds what happened to an order without a change of its status. */
export const insertEvent = prepared<{ orderId: string; type: string; data: string; now: Date }, never>(
  (p) => sql`
    INSERT INTO orders.events (order_id, seq, type, data, at)
    SELECT ${p.orderId}, max(seq) + 1, ${p.type}, ${p.data}::jsonb, ${p.now}::timestamptz
    FROM orders.events WHERE order_id = ${p.orderId}`,
);

/** Publishes that the buyer of an order is to be asked for its payment. */
export const askPayment = prepared<{ orderId: string }, never>(
  (p) => sql`
    SELECT ${publish(orders.events.paymentAsked, { orderId: sql`${p.orderId}::uuid` })} AS published`,
);

/** Which of these rows of an import have sent a parcel. */
export const findImportedParcels = prepared<{ importId: string; rows: number[] }, { row: number }>(
  (p) => sql`
    SELECT import_row AS row FROM orders.shipments
    WHERE import_id = ${p.importId} AND import_row = ANY (${p.rows}::int[]) LIMIT 500`,
);

export const findIdsOfNumbers = prepared<{ numbers: string[] }, { id: string }>(
  (p) => sql`SELECT id FROM orders.orders WHERE number = ANY (${p.numbers}::text[]) LIMIT 500`,
);

/** Stores a parcel. Counts its pieces as sent, unless they replace those of an exchange (`claimId`). */
export const insertShipment = prepared<
  {
    id: string;
    orderId: string;
    carrier: string;
    trackingNumber: string;
    lines: string;
    importId: string | null;
    importRow: number | null;
    claimId: string | null;
    now: Date;
  },
  { id: string }
>(
  (p) => sql`
    WITH made AS (
      INSERT INTO orders.shipments
        (id, order_id, carrier, tracking_number, lines, claim_id, import_id, import_row, shipped_at)
      VALUES (${p.id}, ${p.orderId}, ${p.carrier}, ${p.trackingNumber}, ${p.lines}::jsonb,
        ${p.claimId}::uuid, ${p.importId}::uuid, ${p.importRow}::int, ${p.now})
      RETURNING id, order_id, claim_id
    ), sent AS (
      UPDATE orders.lines SET shipped = shipped + piece.quantity
      FROM made, jsonb_to_recordset(${p.lines}::jsonb) AS piece ("lineId" uuid, quantity int)
      WHERE lines.id = piece."lineId" AND lines.order_id = made.order_id AND made.claim_id IS NULL
    )
    SELECT id, ${publish(orders.events.parcelSent, {
      orderId: sql`order_id`,
      shipmentId: sql`id`,
    })} AS published
    FROM made`,
);

/** `claimId`: the exchange whose goods it carries. */
export const findShipment = prepared<{ id: string }, { id: string; orderId: string; claimId: string | null }>(
  (p) => sql`
    SELECT id, order_id AS "orderId", claim_id AS "claimId" FROM orders.shipments WHERE id = ${p.id}`,
);

/** No row: it was delivered before. */
export const deliverShipment = prepared<{ id: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE orders.shipments SET delivered_at = ${p.now} WHERE id = ${p.id} AND delivered_at IS NULL
    RETURNING id`,
);

/**
 * A batch of the orders that were delivered before `before`, the earliest first, without those that have a
 * claim which is open or was until then.
 */
export const findDelivered = prepared<{ before: Date; limit: number }, { id: string }>(
  (p) => sql`
    SELECT id FROM orders.orders WHERE status = 'delivered' AND delivered_at < ${p.before}
      AND NOT EXISTS (SELECT FROM orders.claims
        WHERE order_id = orders.id AND (${openClaim} OR changed_at >= ${p.before}))
    ORDER BY delivered_at LIMIT ${p.limit}`,
);

export const findOpenClaim = prepared<{ orderId: string }, { id: string }>(
  (p) => sql`SELECT id FROM orders.claims WHERE order_id = ${p.orderId} AND ${openClaim} LIMIT 1`,
);

/** A parcel of an order. */
export interface ShipmentRow {
  readonly id: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly lines: Pieces[];
  readonly shippedAt: string;
  readonly deliveredAt: string | null;
  /** The exchange whose goods it carries. */
  readonly claimId: string | null;
}
