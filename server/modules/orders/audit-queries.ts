/** Statements of the audit, which find what breaks an invariant. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { orderStatuses } from "./contract.ts";

/** Orders in which the totals differ from the lines, or the status from the last event of a status. */
export const findOrderViolations = prepared<
  { limit: number },
  {
    number: string;
    status: string;
    subtotal: number;
    total: number;
    sum: number;
    lines: number;
    discount: number;
    reductions: number;
    delivery: number;
    lastEvent: string | null;
  }
>(
  (p) => sql`
    SELECT number, status, subtotal, total, subtotal - discount + delivery_fee - points_spent AS sum,
           sums.lines,
           discount, sums.reductions, discount - sums.discounts AS delivery, last.type AS "lastEvent"
    FROM orders.orders
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(quantity * unit_price), 0)::bigint AS lines,
             coalesce(sum(lines.discount), 0)::bigint AS discounts,
             (SELECT coalesce(sum((each->>'amount')::bigint), 0)::bigint
              FROM jsonb_array_elements(promotions || orders.discounts) AS each) AS reductions
      FROM orders.lines WHERE order_id = orders.id) AS sums
    LEFT JOIN LATERAL (
      SELECT CASE type WHEN 'released' THEN data ->> 'to' ELSE type END AS type FROM orders.events
      WHERE order_id = orders.id
        AND type = ANY (${sql.lit(`{placed,released,${orderStatuses.join(",")}}`)}::text[])
      ORDER BY seq DESC LIMIT 1) AS last ON true
    WHERE subtotal <> sums.lines OR total <> subtotal - discount + delivery_fee - points_spent
       OR discount <> sums.reductions OR discount - sums.discounts NOT BETWEEN 0 AND delivery_fee
       OR delivery_groups <> '[]' AND delivery_fee - delivery_surcharge <> (
         SELECT sum((part ->> 'fee')::bigint) FROM jsonb_array_elements(delivery_groups) AS part)
       OR CASE WHEN last.type = 'placed' THEN 'pending_payment' ELSE last.type END IS DISTINCT FROM status
    LIMIT ${p.limit}`,
);

/** Orders whose pieces are not those of their parcels and refunds, or lines refunded beyond their order. */
export const findPieceViolations = prepared<{ limit: number }, { number: string }>(
  (p) => sql`
    SELECT number FROM orders.orders
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(line.canceled + line.returned), 0) AS given_up,
        coalesce(sum(line.shipped), 0) AS shipped, coalesce(sum(line.refunded), 0) AS refunded
      FROM orders.lines AS line WHERE order_id = orders.id) AS counted
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount), 0) AS amount, coalesce(sum(points), 0) AS points,
        coalesce(sum(deducted), 0) AS deducted, coalesce(sum((
        SELECT sum((piece ->> 'quantity')::int) FROM jsonb_array_elements(lines) AS piece)), 0) AS pieces,
        coalesce(sum(amount) FILTER (WHERE state = 'done'), 0) AS done
      FROM orders.refunds WHERE order_id = orders.id AND state <> 'withdrawn') AS booked
    CROSS JOIN LATERAL (
      SELECT coalesce(sum((
        SELECT sum((piece ->> 'quantity')::int) FROM jsonb_array_elements(lines) AS piece)), 0) AS pieces
      FROM orders.shipments WHERE order_id = orders.id AND claim_id IS NULL) AS sent
    WHERE paid_at IS NOT NULL AND (counted.given_up <> booked.pieces OR counted.shipped <> sent.pieces
      OR orders.refunded <> booked.amount OR given_back <> booked.done OR points_refunded <> booked.points
      OR cancel_kept <> booked.deducted OR counted.refunded > orders.refunded + points_refunded)
    LIMIT ${p.limit}`,
);

/** Carts with several unpaid orders. Orders of an earlier version count too. */
export const findRivalOrders = prepared<{ limit: number }, { cartId: string; numbers: string }>(
  (p) => sql`
    SELECT cart_id AS "cartId", string_agg(number, ', ' ORDER BY id) AS numbers FROM orders.orders
    WHERE status = 'pending_payment' GROUP BY cart_id HAVING count(*) > 1 LIMIT ${p.limit}`,
);

/**
 * Orders whose parts are not those of their total, their lines or their refunds: VAT is what the taxed rest
 * contains; points take off both parts by their size, to the rounding.
 */
export const findTaxViolations = prepared<{ limit: number }, { number: string }>(
  (p) => sql`
    SELECT number FROM orders.orders
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(quantity * unit_price - line.discount), 0) AS goods
      FROM orders.lines AS line WHERE order_id = orders.id AND tax_type = 'tax_free') AS free
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(refunds.tax_free), 0) AS given_back
      FROM orders.refunds WHERE order_id = orders.id AND state <> 'withdrawn') AS back
    WHERE tax_free IS NOT NULL AND (
      vat <> total - tax_free - (10 * (total - tax_free) + 5) / 11
      OR tax_free_refunded <> back.given_back OR tax_free_refunded > tax_free
      OR refunded - tax_free_refunded > total - tax_free
      OR total + points_spent > 0
        AND abs(tax_free * (total + points_spent)::numeric - free.goods * total) >= total + points_spent)
    LIMIT ${p.limit}`,
);
