/** What staff read of orders. */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../platform/db/prepared.ts";
import type { Currency } from "../../platform/money.ts";
import type { OrderStatus } from "./contract.ts";
import type { LineRow } from "./queries.ts";

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
  /** The line in the first place. */
  readonly first: Pick<LineRow, "sku" | "name" | "options" | "translations">;
}

/** The first id of a moment and later, and the first id that is too late: ids carry the time of placing. */
interface Days {
  readonly fromId: string;
  readonly untilId: string;
}
type ListParams = Days & {
  q: string;
  /** Each order found has one of them in its words. */
  patterns: string[];
  status: OrderStatus | null;
  beforeId: string;
  limit: number;
};
type Found = (p: PlaceholdersOf<ListParams>) => RawBuilder<unknown>;

/** The words of the indexes `orders_words`, in small letters, and `orders_digits`. */
const asWritten = `number || ' ' || (contact ->> 'name') || ' ' || (contact ->> 'email') || ' '
  || (contact ->> 'phone')`;
const words = sql.raw(`lower(${asWritten})`);
const digits = sql.raw(`orders.digit_windows(${asWritten})`);
const email = sql.raw(`lower(contact ->> 'email')`);
const phone = sql.raw(`(contact ->> 'phone')`);
const parcelNumber = sql.raw(`upper(replace(tracking_number, '-', ''))`);
const name = sql.raw(`left(lower(contact ->> 'name'), 2)`);
/** Hidden by the empty text from the index of words, which finds digits slowly, and what many orders have. */
const hasWords = (p: PlaceholdersOf<Pick<ListParams, "patterns">>) =>
  sql`${words} || '' LIKE ANY (${p.patterns}::text[])`;
const idsWithin = (p: PlaceholdersOf<Days>) => sql`id >= ${p.fromId}::uuid AND id < ${p.untilId}::uuid`;
const withStatus = (p: PlaceholdersOf<Pick<ListParams, "status">>) =>
  sql`(${p.status}::text IS NULL OR status = ${p.status})`;

/**
 * A page of orders, the newest first. Each way to find them has its statement, because no one plan suits all:
 * without a search the walk follows `orders_by_status` or the primary key.
 */
const pageOf = (found: Found) =>
  prepared<ListParams, StaffSummaryRow>(
    (p) => sql`
    SELECT ${summary} FROM (${found(p)} ORDER BY id DESC LIMIT ${p.limit}) AS page ORDER BY page.id DESC`,
  );

/** Of the orders of `page`. */
const summary = sql.raw(`
  page.id, page.number, page.status, page.placed_at AS "placedAt", page.paid_at AS "paidAt",
  page.contact ->> 'name' AS name, page.member_id AS "memberId", page.currency, page.total, page.refunded,
  (SELECT count(*)::int FROM orders.lines WHERE order_id = page.id) AS "itemCount",
  (SELECT json_build_object('sku', sku, 'name', name, 'options', options, 'translations', translations)
   FROM orders.lines WHERE order_id = page.id ORDER BY position LIMIT 1) AS first`);

const walk = (p: PlaceholdersOf<ListParams>, condition: RawBuilder<unknown>) => sql`
  SELECT * FROM orders.orders WHERE ${condition} AND ${idsWithin(p)} AND id < ${p.beforeId}::uuid`;

/** Ids of orders with a line of the variant. A variant may stand in one order twice. */
const idsOfSku = (p: PlaceholdersOf<Days & { q: string }>) => sql`
  SELECT DISTINCT order_id AS id FROM orders.lines
  WHERE upper(sku) = ${p.q} AND order_id >= ${p.fromId}::uuid AND order_id < ${p.untilId}::uuid`;
/** Ids of orders with the parcel. A carrier uses its numbers again after some years. */
const idsOfParcel = (p: PlaceholdersOf<Days & { q: string }>) => sql`
  SELECT DISTINCT order_id AS id FROM orders.shipments
  WHERE ${parcelNumber} = ${p.q} AND order_id >= ${p.fromId}::uuid AND order_id < ${p.untilId}::uuid`;
type TitleSearch = PlaceholdersOf<{ pattern: string }>;
/** In the collation of lines, whose index has it. */
const titlesLike = (p: TitleSearch) => sql`
  SELECT name COLLATE "default" FROM orders.titles WHERE lower(name COLLATE "default") LIKE ${p.pattern}`;
const linesOfTitles = (p: TitleSearch) => sql`orders.lines WHERE name = ANY (ARRAY(${titlesLike(p)}))`;
/** A scalar, which is asked for each order that is walked by: EXISTS might read all lines before. */
const isInLines = (p: TitleSearch, orderId: RawBuilder<unknown>) => sql`(
  SELECT true FROM orders.lines AS line
  WHERE line.order_id = ${orderId} AND lower(line.name) LIKE ${p.pattern} LIMIT 1)`;

/**
 * The ways to find orders. `q`: a number or SKU in capitals, a phone number as E.164, else small letters, a
 * title as a pattern.
 */
export const listForStaff = {
  all: pageOf((p) => walk(p, sql`true`)),
  ofStatus: pageOf((p) => walk(p, sql`status = ${p.status}`)),
  /** There are few. */
  depositLost: pageOf((p) =>
    walk(p, sql`deposit_lost IS NOT NULL AND status <> 'canceled' AND ${hasWords(p)}`),
  ),
  bySku: pageOf(
    (p) => sql`
    SELECT orders.* FROM (${idsOfSku(p)} AND order_id < ${p.beforeId}::uuid ORDER BY order_id DESC) AS found
    JOIN orders.orders USING (id) WHERE ${withStatus(p)}`,
  ),
  byNumber: pageOf((p) => walk(p, sql`number = ${p.q} AND ${withStatus(p)}`)),
  byEmail: pageOf((p) => walk(p, sql`${email} = ${p.q} AND ${withStatus(p)}`)),
  byPhone: pageOf((p) => walk(p, sql`${phone} = ${p.q} AND ${withStatus(p)}`)),
  byParcel: pageOf((p) => walk(p, sql`id IN (${idsOfParcel(p)}) AND ${withStatus(p)}`)),
  byName: pageOf((p) => walk(p, sql`${name} = ${p.q} AND ${withStatus(p)}`)),
  /** Many names begin with a letter: the walk soon meets enough. */
  byLetter: pageOf((p) => walk(p, sql`left(${name}, 1) = ${p.q} AND ${withStatus(p)}`)),
  /** Many orders have goods with such a title: the walk soon meets enough. */
  byCommonTitles: pageOf((p) =>
    walk(p, sql`${isInLines({ pattern: p.q }, sql`orders.id`)} AND ${withStatus(p)}`),
  ),
  /** As `byCommonTitles`. */
  byCommonWords: pageOf((p) => walk(p, sql`${hasWords(p)} AND ${withStatus(p)}`)),
};

type RareParams = Omit<ListParams, "q"> & {
  pattern: string;
  windows: number[];
  /** Orders that are counted. */
  most: number;
};

/** An order, or no order of the page: the numbers are in each row. */
export type RareRow = (StaffSummaryRow | { readonly id: null }) & {
  /** Orders with the words, of any day, status and page: one, or none. */
  readonly anywhere: number;
  readonly counts: Partial<Record<OrderStatus, number>>;
};

/**
 * A page and the numbers of each status, of a search that few orders match. They are collected once, without
 * a limit and without another condition, so that the plan takes the index alone.
 */
const rareOf = (found: (p: PlaceholdersOf<RareParams>) => RawBuilder<unknown>) =>
  prepared<RareParams, RareRow>(
    (p) => sql`
    WITH found AS MATERIALIZED (SELECT id, status FROM orders.orders WHERE ${found(p)}),
    ids AS (
      SELECT id FROM found WHERE ${idsWithin(p)} AND id < ${p.beforeId}::uuid AND ${withStatus(p)}
      ORDER BY id DESC LIMIT ${p.limit})
    SELECT anywhere, counts, ${summary}
    FROM (
      SELECT (SELECT count(*)::int FROM (SELECT FROM found LIMIT 1) AS one) AS anywhere,
        (SELECT coalesce(json_object_agg(status, count), '{}') FROM (
          SELECT status, count(*)
          FROM (SELECT status FROM found WHERE ${idsWithin(p)} LIMIT ${p.most}) AS counted
          GROUP BY status) AS each) AS counts) AS numbers
    LEFT JOIN (SELECT orders.* FROM ids JOIN orders.orders USING (id)) AS page ON true
    ORDER BY page.id DESC`,
  );

/** The ways to find orders of which there are few. */
export const listRare = {
  byTitles: rareOf((p) => sql`id = ANY (ARRAY(SELECT DISTINCT order_id FROM ${linesOfTitles(p)}))`),
  byWords: rareOf((p) => sql`${words} LIKE ANY (${p.patterns}::text[])`),
  byDigits: rareOf((p) => sql`${digits} @> ${p.windows}::int[] AND ${hasWords(p)}`),
  /** Four digits alone: the index knows all. To read the words of each order takes four times as long. */
  byWindow: rareOf((p) => sql`${digits} @> ${p.windows}::int[]`),
};

/** What a search is as a whole. */
export const weighSearch = prepared<
  Readonly<Record<"number" | "capitals" | "small" | "phone" | "parcel", string>>,
  { isNumber: boolean; isSku: boolean; isEmail: boolean; isPhone: boolean; isParcel: boolean }
>(
  (p) => sql`
    SELECT EXISTS (SELECT FROM orders.orders WHERE number = ${p.number}) AS "isNumber",
      EXISTS (SELECT FROM orders.lines WHERE upper(sku) = ${p.capitals}) AS "isSku",
      EXISTS (SELECT FROM orders.orders WHERE ${email} = ${p.small}) AS "isEmail",
      EXISTS (SELECT FROM orders.orders WHERE ${phone} = ${p.phone}) AS "isPhone",
      EXISTS (SELECT FROM orders.shipments WHERE ${parcelNumber} = ${p.parcel}) AS "isParcel"`,
);

const newestOrders = (p: PlaceholdersOf<{ newest: number }>) => sql`
  SELECT * FROM orders.orders ORDER BY id DESC LIMIT ${p.newest}`;

/** How many of the newest orders have the words. */
export const weighWords = prepared<{ patterns: string[]; newest: number }, { recent: number }>(
  (p) => sql`
    SELECT count(*)::int AS recent
    FROM (SELECT ${words} AS words FROM (${newestOrders(p)}) AS orders) AS newest
    WHERE words LIKE ANY (${p.patterns}::text[])`,
);

/** Lines of titles with the words, to `enough`; and if there are as many, how many new orders have one. */
export const weighTitles = prepared<
  { pattern: string; newest: number; enough: number },
  { lines: number; recent: number }
>(
  (p) => sql`
    SELECT lines, CASE WHEN lines = ${p.enough} THEN (
      SELECT count(*)::int FROM (${newestOrders(p)}) AS newest WHERE ${isInLines(p, sql`newest.id`)}
      ) ELSE 0 END AS recent
    FROM (
      SELECT count(*)::int AS lines FROM (SELECT FROM ${linesOfTitles(p)} LIMIT ${p.enough}) AS of_titles
    ) AS known`,
);

type CountParams = Days & { q: string; most: number };
type CountRow = { status: OrderStatus; count: number };

const countOf = (found: (p: PlaceholdersOf<CountParams>) => RawBuilder<unknown>) =>
  prepared<CountParams, CountRow>(
    (p) => sql`
    SELECT status, count(*)::int AS count FROM (${found(p)} LIMIT ${p.most}) AS found GROUP BY status`,
  );

const countWhole = (found: RawBuilder<unknown>) =>
  countOf(
    (p) => sql`SELECT status FROM orders.orders WHERE ${found} = ${p.q} AND ${idsWithin(p)} ORDER BY id DESC`,
  );
const countIds = (ids: (p: PlaceholdersOf<CountParams>) => RawBuilder<unknown>) =>
  countOf(
    (p) => sql`
    SELECT status FROM (${ids(p)} ORDER BY order_id DESC LIMIT ${p.most}) AS found
    JOIN orders.orders USING (id)`,
  );

/** How many of the orders found are in each status. Of a search `most` are counted. */
export const countForStaff = {
  byNumber: countWhole(sql`number`),
  byEmail: countWhole(email),
  byPhone: countWhole(phone),
  byParcel: countIds(idsOfParcel),
  byName: countWhole(name),
  bySku: countIds(idsOfSku),
};

const countEach = (p: PlaceholdersOf<Days>, statuses: RawBuilder<unknown>, most: RawBuilder<unknown>) => sql`
  SELECT wanted.status, counted.count FROM unnest(${statuses}::text[]) AS wanted (status)
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS count FROM (
      SELECT FROM orders.orders WHERE orders.status = wanted.status AND ${idsWithin(p)} LIMIT ${most}
    ) AS counted_rows) AS counted`;

/** Orders of each status, counted to `mostOpen` where staff have work to do, and to `most` elsewhere. */
export const countStatuses = prepared<
  Days & { open: OrderStatus[]; others: OrderStatus[]; mostOpen: number; most: number },
  CountRow
>((p) => sql`${countEach(p, p.open, p.mostOpen)} UNION ALL ${countEach(p, p.others, p.most)}`);

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
