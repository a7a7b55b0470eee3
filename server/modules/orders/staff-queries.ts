/** What staff read of orders. */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../platform/db/prepared.ts";
import type { Currency } from "../../platform/money.ts";
import type { OrderStatus } from "./contract.ts";
import type { OrderWords } from "./newest-words.ts";
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
export interface Days {
  readonly fromId: string;
  readonly untilId: string;
}
type ListParams = Days & {
  /** A letter, or a title as a pattern. */
  q: string;
  /** Each order found has one of them in its words. */
  patterns: string[];
  status: OrderStatus | null;
  beforeId: string;
  limit: number;
};
type Found = (p: PlaceholdersOf<ListParams>) => RawBuilder<unknown>;

/** The words of the indexes `orders_words`, in small letters, and `orders_dated_digits`. */
export const asWritten = `number || ' ' || (contact ->> 'name') || ' ' || (contact ->> 'email') || ' '
  || (contact ->> 'phone')`;
export const words = sql.raw(`lower(${asWritten})`);
export const email = sql.raw(`lower(contact ->> 'email')`);
export const phone = sql.raw(`(contact ->> 'phone')`);
export const parcelNumber = sql.raw(`upper(replace(tracking_number, '-', ''))`);
export const name = sql.raw(`left(lower(contact ->> 'name'), 2)`);
/** Hidden by the empty text from the index of words, which finds digits slowly, and what many orders have. */
export const hasWords = (p: PlaceholdersOf<Pick<ListParams, "patterns">>) =>
  sql`${words} || '' LIKE ANY (${p.patterns}::text[])`;
const idsWithin = (p: PlaceholdersOf<Days>) => sql`id >= ${p.fromId}::uuid AND id < ${p.untilId}::uuid`;
export const withStatus = (p: PlaceholdersOf<Pick<ListParams, "status">>) =>
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
export const summary = sql.raw(`
  page.id, page.number, page.status, page.placed_at AS "placedAt", page.paid_at AS "paidAt",
  page.contact ->> 'name' AS name, page.member_id AS "memberId", page.currency, page.total, page.refunded,
  (SELECT count(*)::int FROM orders.lines WHERE order_id = page.id) AS "itemCount",
  (SELECT json_build_object('sku', sku, 'name', name, 'options', options, 'translations', translations)
   FROM orders.lines WHERE order_id = page.id ORDER BY position LIMIT 1) AS first`);

const walk = (p: PlaceholdersOf<ListParams>, condition: RawBuilder<unknown>) => sql`
  SELECT * FROM orders.orders WHERE ${condition} AND ${idsWithin(p)} AND id < ${p.beforeId}::uuid`;

type TitleSearch = PlaceholdersOf<{ pattern: string }>;
/** In the collation of lines, whose index has it. */
export const titlesLike = (p: TitleSearch) => sql`
  SELECT name COLLATE "default" FROM orders.titles WHERE lower(name COLLATE "default") LIKE ${p.pattern}`;
const linesOfTitles = (p: TitleSearch) => sql`orders.lines WHERE name = ANY (ARRAY(${titlesLike(p)}))`;
/** A scalar, which is asked for each order that is walked by: EXISTS might read all lines before. */
const isInLines = (p: TitleSearch, orderId: RawBuilder<unknown>) => sql`(
  SELECT true FROM orders.lines AS line
  WHERE line.order_id = ${orderId} AND lower(line.name) LIKE ${p.pattern} LIMIT 1)`;

/** Without a search. */
export const listForStaff = {
  all: pageOf((p) => walk(p, sql`true`)),
  /** The ids alone make the plan take `orders_by_status`: the newest of a status may be old. */
  ofStatus: pageOf(
    (p) => sql`
    SELECT orders.* FROM (
      SELECT id FROM orders.orders
      WHERE status = ${p.status} AND ${idsWithin(p)} AND id < ${p.beforeId}::uuid
      ORDER BY id DESC LIMIT ${p.limit}) AS ids
    JOIN orders.orders USING (id)`,
  ),
  /** There are few. */
  depositLost: pageOf((p) =>
    walk(p, sql`deposit_lost IS NOT NULL AND status <> 'canceled' AND ${hasWords(p)}`),
  ),
};

type NearParams = ListParams & {
  /** Orders that are walked by. */
  near: number;
};
const ordersBefore = (p: PlaceholdersOf<NearParams>) => sql`
  SELECT * FROM orders.orders WHERE ${idsWithin(p)} AND id < ${p.beforeId}::uuid AND ${withStatus(p)}
  ORDER BY id DESC`;
const nearPageOf = (condition: (p: PlaceholdersOf<NearParams>) => RawBuilder<unknown>) =>
  prepared<NearParams, StaffSummaryRow>(
    (p) => sql`
    SELECT ${summary} FROM (
      SELECT * FROM (${ordersBefore(p)} LIMIT ${p.near}) AS near WHERE ${condition(p)}
      ORDER BY id DESC LIMIT ${p.limit}) AS page
    ORDER BY page.id DESC`,
  );

/** What many orders have: a walk through the next ones soon meets enough. */
export const listNear = {
  byLetter: nearPageOf((p) => sql`left(${name}, 1) = ${p.q}`),
  byTitles: nearPageOf((p) => isInLines({ pattern: p.q }, sql`near.id`)),
  byWords: nearPageOf(hasWords),
};

/** An order behind those that such a walk goes by. */
export const findBeyond = prepared<NearParams, { id: string }>(
  (p) => sql`SELECT id FROM (${ordersBefore(p)} OFFSET ${p.near} LIMIT 1) AS beyond`,
);

/**
 * What a search is as a whole. `fresh`: the words and titles of orders after `since`, the newest first, of
 * `newest` at most.
 */
export const weighSearch = prepared<
  Readonly<Record<"number" | "capitals" | "small" | "phone" | "parcel" | "since", string>> & {
    readonly newest: number;
  },
  Readonly<Record<"isNumber" | "isSku" | "isEmail" | "isPhone" | "isParcel", boolean>> & {
    readonly fresh: readonly OrderWords[];
  }
>(
  (p) => sql`
    SELECT EXISTS (SELECT FROM orders.orders WHERE number = ${p.number}) AS "isNumber",
      EXISTS (SELECT FROM orders.lines WHERE upper(sku) = ${p.capitals}) AS "isSku",
      EXISTS (SELECT FROM orders.orders WHERE ${email} = ${p.small}) AS "isEmail",
      EXISTS (SELECT FROM orders.orders WHERE ${phone} = ${p.phone}) AS "isPhone",
      EXISTS (SELECT FROM orders.shipments WHERE ${parcelNumber} = ${p.parcel}) AS "isParcel",
      (SELECT coalesce(json_agg(json_build_object('id', id, 'words', words, 'titles', ARRAY(
           SELECT DISTINCT lower(name) FROM orders.lines WHERE order_id = newer.id)) ORDER BY id DESC), '[]')
       FROM (SELECT id, ${words} AS words FROM orders.orders WHERE id > ${p.since}::uuid
         ORDER BY id DESC LIMIT ${p.newest}) AS newer) AS fresh`,
);

/** Lines of titles with the words, to `enough`. */
export const countTitles = prepared<{ pattern: string; enough: number }, { lines: number }>(
  (p) => sql`
    SELECT count(*)::int AS lines FROM (SELECT FROM ${linesOfTitles(p)} LIMIT ${p.enough}) AS of_titles`,
);

interface CountRow {
  readonly status: OrderStatus;
  readonly count: number;
}

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
