/** What staff read of orders. */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../platform/db/prepared.ts";
import type { Currency } from "../../platform/money.ts";
import type { OrderStatus } from "./contract.ts";

export interface StaffSummaryRow {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placedAt: Date;
  readonly paidAt: Date | null;
  readonly name: string;
  readonly memberId: string | null;
  readonly currency: Currency;
  readonly total: number;
  readonly refunded: number;
  readonly itemCount: number;
  readonly firstSku: string;
}

interface Filter {
  /** A LIKE pattern in small letters. */
  readonly pattern: string;
  /** In capitals. */
  readonly sku: string;
  readonly from: Date | null;
  /** Orders placed before it. */
  readonly until: Date | null;
}
type ListParams = Filter & { status: OrderStatus | null; beforeId: string; limit: number };

/** The words of the index `orders_words`. */
const words = sql.raw(`lower(
  number || ' ' || (contact ->> 'name') || ' ' || (contact ->> 'email') || ' ' || (contact ->> 'phone'))`);

const searched = (p: PlaceholdersOf<Filter>) => sql`(
  ${words} LIKE ${p.pattern}
  OR id IN (SELECT order_id FROM orders.lines WHERE upper(sku) = ${p.sku}))`;
const placed = (p: PlaceholdersOf<Filter>) => sql`
  (${p.from}::timestamptz IS NULL OR placed_at >= ${p.from}::timestamptz)
  AND (${p.until}::timestamptz IS NULL OR placed_at < ${p.until}::timestamptz)`;

const listBy = (found: (p: PlaceholdersOf<Filter>) => RawBuilder<unknown>) =>
  prepared<ListParams, StaffSummaryRow>(
    (p) => sql`
    SELECT page.id, page.number, page.status, page.placed_at AS "placedAt", page.paid_at AS "paidAt",
      page.contact ->> 'name' AS name, page.member_id AS "memberId", page.currency, page.total, page.refunded,
      (SELECT count(*)::int FROM orders.lines WHERE order_id = page.id) AS "itemCount",
      (SELECT sku FROM orders.lines WHERE order_id = page.id ORDER BY position LIMIT 1) AS "firstSku"
    FROM (
      SELECT * FROM orders.orders
      WHERE ${found(p)} AND ${placed(p)} AND (${p.status}::text IS NULL OR status = ${p.status})
        AND id < ${p.beforeId}::uuid
      ORDER BY id DESC LIMIT ${p.limit}
    ) AS page ORDER BY page.id DESC`,
  );

const countBy = (found: (p: PlaceholdersOf<Filter>) => RawBuilder<unknown>) =>
  prepared<Filter, { status: OrderStatus; count: number }>(
    (p) => sql`
    SELECT status, count(*)::int AS count FROM orders.orders WHERE ${found(p)} AND ${placed(p)}
    GROUP BY status`,
  );

const all = () => sql`true`;
/** A page of orders, the newest first: ids carry the time of placing. */
export const listForStaff = { all: listBy(all), found: listBy(searched) };
/** How many orders are in each status, whatever status is listed. */
export const countForStaff = { all: countBy(all), found: countBy(searched) };

export interface TimelineRow {
  readonly type: string;
  readonly data: {
    readonly by?: { readonly kind: string; readonly id?: string; readonly name?: string };
    readonly amount?: number;
    readonly refundId?: string;
    readonly shipmentId?: string;
    readonly text?: string;
  };
  readonly at: Date;
}

export const listTimeline = prepared<{ orderId: string }, TimelineRow>(
  (p) => sql`
    SELECT type, data, at FROM orders.events WHERE order_id = ${p.orderId} ORDER BY seq LIMIT 1000`,
);
