/** Statements for what other modules ask about sales as a whole. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { Currency } from "../../platform/money.ts";
import type { ClaimStatus } from "./contract.ts";

interface Period {
  readonly from: Date;
  readonly until: Date;
  readonly currency: Currency;
}

export interface PeriodSums {
  readonly orders: number;
  readonly pieces: number;
  readonly gross: number;
  readonly discount: number;
  readonly delivery: number;
  readonly refunds: number;
  readonly taxable: number;
  readonly vat: number;
  readonly taxFree: number;
  readonly refundedTaxable: number;
  readonly refundedVat: number;
  readonly refundedTaxFree: number;
}

/** The VAT that a taxed sum contains, as `vatIn` of cart/contract/tax.ts rounds it. */
const vatIn = (taxed: string) => sql.raw(`(${taxed} - (10 * (${taxed}) + 5) / 11)`);

/** When a refund took its money off, and when a withdrawal gave it back: so earlier days stay. */
const steps = sql`(VALUES (refunds.at, 1), (refunds.withdrawn_at, -1)) AS step (at, sign)`;

/**
 * Points are a way to pay: what was given back in points is given back, and has no VAT. An order of before
 * the tax parts is all taxed, as its provider was told. A refund gives back the VAT by which that of the rest
 * of its order falls, so that the refunds of a whole order sum to its VAT.
 */
export const sumSales = prepared<Period, PeriodSums>(
  (p) => sql`
    WITH paid AS (
      SELECT id, subtotal, discount, delivery_fee, total, coalesce(tax_free, 0) AS tax_free,
        coalesce(vat, ${vatIn("total")}) AS vat
      FROM orders.orders
      WHERE paid_at >= ${p.from} AND paid_at < ${p.until} AND currency = ${p.currency}::text
    ), returned AS (
      SELECT step.at, sign * (amount + points) AS worth, sign * refunds.tax_free AS tax_free,
        sign * (amount - refunds.tax_free) AS taxed,
        o.total - coalesce(o.tax_free, 0) - sum(sign * (amount - refunds.tax_free)) OVER (
          PARTITION BY order_id ORDER BY step.at, refunds.id) AS rest
      FROM orders.refunds JOIN orders.orders AS o ON o.id = order_id CROSS JOIN LATERAL ${steps}
      WHERE step.at IS NOT NULL AND o.currency = ${p.currency}::text AND order_id IN (
        SELECT order_id FROM orders.refunds WHERE at >= ${p.from} AND at < ${p.until}
        UNION ALL
        SELECT order_id FROM orders.refunds WHERE withdrawn_at >= ${p.from} AND withdrawn_at < ${p.until})
    ), back AS (
      SELECT coalesce(sum(worth), 0)::bigint AS worth, coalesce(sum(tax_free), 0)::bigint AS tax_free,
        coalesce(sum(taxed), 0)::bigint AS taxed,
        coalesce(sum(${vatIn("(rest + taxed)::bigint")} - ${vatIn("rest::bigint")}), 0)::bigint AS vat
      FROM returned WHERE at >= ${p.from} AND at < ${p.until}
    )
    SELECT count(*)::int AS orders, coalesce(sum(subtotal), 0)::bigint AS gross,
      coalesce(sum(discount), 0)::bigint AS discount, coalesce(sum(delivery_fee), 0)::bigint AS delivery,
      (SELECT coalesce(sum(quantity), 0)::int FROM orders.lines JOIN paid ON order_id = paid.id) AS pieces,
      coalesce(sum(total - tax_free - vat), 0)::bigint AS taxable, coalesce(sum(vat), 0)::bigint AS vat,
      coalesce(sum(tax_free), 0)::bigint AS "taxFree",
      (SELECT worth FROM back) AS refunds, (SELECT taxed - vat FROM back) AS "refundedTaxable",
      (SELECT vat FROM back) AS "refundedVat", (SELECT tax_free FROM back) AS "refundedTaxFree"
    FROM paid`,
);

export interface ProductSums {
  readonly productId: string;
  readonly name: string;
  readonly pieces: number;
  readonly net: number;
}

export const sumProductSales = prepared<Period, ProductSums>(
  (p) => sql`
    WITH moved AS (
      SELECT l.product_id, l.name, l.id, l.quantity AS pieces, l.quantity * l.unit_price - l.discount AS net
      FROM orders.orders AS o JOIN orders.lines AS l ON l.order_id = o.id
      WHERE o.paid_at >= ${p.from} AND o.paid_at < ${p.until} AND o.currency = ${p.currency}::text
      UNION ALL
      SELECT l.product_id, l.name, l.id, -sign * piece.quantity, -sign * piece.amount
      FROM orders.refunds JOIN orders.orders AS o ON o.id = order_id CROSS JOIN LATERAL ${steps},
        jsonb_to_recordset(refunds.lines) AS piece ("lineId" uuid, quantity int, amount bigint)
        JOIN orders.lines AS l ON l.id = piece."lineId"
      WHERE (refunds.at >= ${p.from} AND refunds.at < ${p.until}
          OR withdrawn_at >= ${p.from} AND withdrawn_at < ${p.until})
        AND step.at >= ${p.from} AND step.at < ${p.until} AND o.currency = ${p.currency}::text
    )
    SELECT product_id AS "productId", (array_agg(name ORDER BY id DESC))[1] AS name,
      sum(pieces)::int AS pieces, sum(net)::bigint AS net
    FROM moved GROUP BY product_id HAVING sum(pieces) <> 0 OR sum(net) <> 0 ORDER BY product_id`,
);

export const findFirstSale = prepared<object, { at: Date | null }>(
  () => sql`SELECT min(paid_at) AS at FROM orders.orders WHERE paid_at IS NOT NULL`,
);

/** Ids carry the time of placing. */
export const countPlaced = prepared<{ sinceId: string }, { placed: number; paid: number }>(
  (p) => sql`
    SELECT count(*)::int AS placed, count(paid_at)::int AS paid FROM orders.orders WHERE id >= ${p.sinceId}`,
);

export const countClaimsByAge = prepared<
  { now: Date; statuses: ClaimStatus[] },
  { fresh: number; aging: number; old: number }
>(
  (p) => sql`
    SELECT count(*) FILTER (WHERE age < interval '1 day')::int AS fresh,
      count(*) FILTER (WHERE age >= interval '1 day' AND age < interval '3 days')::int AS aging,
      count(*) FILTER (WHERE age >= interval '3 days')::int AS old
    FROM (SELECT ${p.now}::timestamptz - requested_at AS age FROM orders.claims
          WHERE status = ANY (${p.statuses}::text[])) AS open_claims`,
);

/** What waits for staff. Orders to prepare come from the partial index of what is not with its buyer. */
export const countForStaff = prepared<
  { lateBefore: Date; sentBefore: Date },
  {
    toPrepare: number;
    toShip: number;
    late: number;
    onHold: number;
    undelivered: number;
    depositsLost: number;
  }
>(
  (p) => sql`
    SELECT count(*) FILTER (WHERE status = 'paid')::int AS "toPrepare",
      count(*) FILTER (WHERE status = 'preparing')::int AS "toShip",
      count(*) FILTER (WHERE paid_at < ${p.lateBefore}::timestamptz)::int AS late,
      (SELECT count(*)::int FROM orders.orders WHERE status = 'on_hold') AS "onHold",
      (SELECT count(*)::int FROM orders.orders WHERE status = 'shipped' AND EXISTS (
        SELECT FROM orders.shipments WHERE order_id = orders.id AND delivered_at IS NULL
          AND shipped_at < ${p.sentBefore}::timestamptz)) AS undelivered,
      (SELECT count(*)::int FROM orders.orders
       WHERE deposit_lost IS NOT NULL AND status <> 'canceled') AS "depositsLost"
    FROM orders.orders WHERE status IN ('paid', 'preparing')`,
);

export const findNumbers = prepared<{ ids: string[] }, { id: string; number: string; paidAt: Date | null }>(
  (p) => sql`
    SELECT id, number, paid_at AS "paidAt" FROM orders.orders
    WHERE id = ANY (${p.ids}::uuid[])`,
);

export const findRefundOfNumber = prepared<
  { id: string },
  {
    orderId: string;
    number: string;
    at: Date;
    withdrawnAt: Date | null;
    amount: number;
    currency: Currency;
    hasWaited: boolean;
    isReplaced: boolean;
  }
>(
  (p) => sql`
    SELECT order_id AS "orderId", number, at, withdrawn_at AS "withdrawnAt", amount, currency,
      EXISTS (
        SELECT FROM orders.events WHERE events.order_id = refunds.order_id AND type = 'refund_waiting'
          AND data ->> 'refundId' = refunds.id::text) AS "hasWaited",
      EXISTS (
        SELECT FROM orders.refunds AS other WHERE other.order_id = refunds.order_id
          AND other.kind = 'cancel' AND other.at = refunds.withdrawn_at) AS "isReplaced"
    FROM orders.refunds JOIN orders.orders ON orders.id = order_id
    WHERE refunds.id = ${p.id}`,
);
