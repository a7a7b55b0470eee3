import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

/** Marks the days (`ids`) of sales and refunds. Marks of a day are all the same: those that meet are one. */
export const markDays = prepared<{ ids: string[] }, { id: string }>(
  (p) => sql`
    INSERT INTO reports.stale_days AS stale (day) SELECT day FROM unnest(${p.ids}::date[]) AS day ORDER BY day
    ON CONFLICT (day) DO UPDATE SET mark = nextval('reports.marks')
    RETURNING day::text AS id`,
);

export const findFilled = prepared<object, { filledAt: Date }>(
  () => sql`SELECT filled_at AS "filledAt" FROM reports.filled`,
);

/** Marks all days from `first` (null: none) to `last`, once. */
export const fill = prepared<{ first: string | null; last: string; now: Date }, never>(
  (p) => sql`
    WITH begun AS (
      INSERT INTO reports.filled (filled_at) VALUES (${p.now}) ON CONFLICT DO NOTHING RETURNING is_filled
    )
    INSERT INTO reports.stale_days AS stale (day)
    SELECT day::date FROM begun, generate_series(${p.first}::date, ${p.last}::date, interval '1 day') AS day
    ON CONFLICT (day) DO UPDATE SET mark = nextval('reports.marks')`,
);

/** The newest first: staff look at them. Also days of the version before, without their tax parts. */
export const findStale = prepared<{ limit: number }, { day: string; mark: number }>(
  (p) => sql`
    SELECT day::text, mark FROM (
      SELECT day, mark FROM reports.stale_days
      UNION ALL
      SELECT day, mark FROM reports.days WHERE tax_mark IS DISTINCT FROM mark
        AND NOT EXISTS (SELECT FROM reports.stale_days AS s WHERE s.day = days.day)
    ) AS due ORDER BY due.day DESC LIMIT ${p.limit}`,
);

export interface DayRow {
  readonly day: string;
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

const dayColumns = sql.raw(`
  day::text, orders, pieces, gross, discount, delivery, refunds, taxable, vat, tax_free AS "taxFree",
  refunded_taxable AS "refundedTaxable", refunded_vat AS "refundedVat",
  refunded_tax_free AS "refundedTaxFree"`);

/**
 * Stores a day in place of what was stored, unless that was computed for a later mark. Takes the mark off
 * unless the day changed again meanwhile. `products` is JSON.
 */
export const storeDay = prepared<DayRow & { products: string; mark: number; now: Date }, never>(
  (p) => sql`
    WITH stored AS (
      INSERT INTO reports.days AS kept (day, orders, pieces, gross, discount, delivery, refunds,
        taxable, vat, tax_free, refunded_taxable, refunded_vat, refunded_tax_free, mark, tax_mark,
        refreshed_at)
      VALUES (${p.day}::date, ${p.orders}, ${p.pieces}, ${p.gross}, ${p.discount}, ${p.delivery},
        ${p.refunds}, ${p.taxable}, ${p.vat}, ${p.taxFree}, ${p.refundedTaxable}, ${p.refundedVat},
        ${p.refundedTaxFree}, ${p.mark}, ${p.mark}, ${p.now})
      ON CONFLICT (day) DO UPDATE SET orders = excluded.orders, pieces = excluded.pieces,
        gross = excluded.gross, discount = excluded.discount, delivery = excluded.delivery,
        refunds = excluded.refunds, taxable = excluded.taxable, vat = excluded.vat,
        tax_free = excluded.tax_free, refunded_taxable = excluded.refunded_taxable,
        refunded_vat = excluded.refunded_vat, refunded_tax_free = excluded.refunded_tax_free,
        mark = excluded.mark, tax_mark = excluded.tax_mark,
        refreshed_at = excluded.refreshed_at
      WHERE kept.mark <= excluded.mark
      RETURNING day
    ), fresh AS (
      DELETE FROM reports.stale_days WHERE day = ${p.day}::date AND mark = ${p.mark}
    ), given AS (
      SELECT "productId" AS product_id, name, pieces, net
      FROM jsonb_to_recordset(${p.products}::jsonb)
        AS product ("productId" uuid, name text, pieces int, net bigint)
    ), gone AS (
      DELETE FROM reports.product_days AS old USING stored
      WHERE old.day = stored.day AND product_id NOT IN (SELECT product_id FROM given)
    )
    INSERT INTO reports.product_days (day, product_id, name, pieces, net)
    SELECT stored.day, product_id, name, pieces, net FROM stored, given
    ON CONFLICT (day, product_id) DO UPDATE SET name = excluded.name, pieces = excluded.pieces,
      net = excluded.net`,
);

/** Computations of days are stored one after the other until the transaction ends. */
export const lockDays = prepared<object, never>(
  () => sql`SELECT FROM pg_advisory_xact_lock(hashtextextended('reports.days', 0))`,
);

/** Days of a time that have a row, the earliest first. */
export const listDays = prepared<{ from: string; to: string }, DayRow>(
  (p) => sql`
    SELECT ${dayColumns} FROM reports.days
    WHERE days.day BETWEEN ${p.from}::date AND ${p.to}::date ORDER BY days.day LIMIT 400`,
);

export interface BestProductRow {
  readonly productId: string;
  readonly name: string;
  readonly pieces: number;
  readonly net: number;
}

const topBy = (column: "pieces" | "net") =>
  prepared<{ from: string; to: string; limit: number }, BestProductRow>(
    (p) => sql`
      SELECT product_id AS "productId", (array_agg(name ORDER BY day DESC))[1] AS name,
        sum(pieces)::int AS pieces, sum(net)::bigint AS net
      FROM reports.product_days WHERE day BETWEEN ${p.from}::date AND ${p.to}::date
      GROUP BY product_id ORDER BY sum(${sql.ref(column)}) DESC, product_id LIMIT ${p.limit}`,
  );

/** The products that sold best. */
export const topProducts = { pieces: topBy("pieces"), net: topBy("net") };

/** Days of a time that are computed and not marked: for audits. */
export const listFresh = prepared<{ from: string; to: string }, DayRow>(
  (p) => sql`
    SELECT ${dayColumns} FROM reports.days
    WHERE days.day BETWEEN ${p.from}::date AND ${p.to}::date AND tax_mark = mark
      AND NOT EXISTS (SELECT FROM reports.stale_days AS s WHERE s.day = days.day)
    ORDER BY days.day LIMIT 400`,
);

export interface AuditResultRow {
  readonly module: string;
  /** Ten at most. */
  readonly findings: string[];
  readonly count: number;
  readonly completedAt: Date;
}

export const storeAudit = prepared<AuditResultRow, never>(
  (p) => sql`
    INSERT INTO reports.audits AS stored (module, findings, count, completed_at)
    VALUES (${p.module}, ${p.findings}::text[], ${p.count}, ${p.completedAt})
    ON CONFLICT (module) DO UPDATE SET findings = excluded.findings, count = excluded.count,
      completed_at = excluded.completed_at
    WHERE stored.completed_at <= excluded.completed_at`,
);

export const listAudits = prepared<object, AuditResultRow>(
  () => sql`
    SELECT module, findings, count, completed_at AS "completedAt" FROM reports.audits
    ORDER BY count DESC, module LIMIT 100`,
);
