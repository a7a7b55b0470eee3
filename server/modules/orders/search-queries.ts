/**
 * How staff find orders that not too many others are like: by a whole number, SKU, e-mail address, phone
 * number or parcel, or by parts of them, names and titles. A search is one statement: a page of orders, the
 * newest first, and the numbers of each status. Most ways walk from the newest order on, and end where the
 * page is full and more orders were met than are counted.
 */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../platform/db/prepared.ts";
import { FIRST_ID, LAST_ID } from "../../platform/ids.ts";
import type { OrderStatus } from "./contract.ts";
import {
  asWritten,
  type Days,
  email,
  hasWords,
  name,
  parcelNumber,
  phone,
  type StaffSummaryRow,
  summary,
  titlesLike,
  withStatus,
  words,
} from "./staff-queries.ts";

type FindParams = Days & {
  /** A number or SKU in capitals, a phone number as E.164, else small letters. */
  q: string;
  /** Each order found has one of them in its words. */
  patterns: string[];
  /** Of a title. */
  pattern: string;
  windows: number[];
  status: OrderStatus | null;
  beforeId: string;
  limit: number;
  /** Orders that are counted; -1: none, it is known that there are too many. */
  most: number;
};
type Params = PlaceholdersOf<FindParams>;

/** Ids from the first on, without the second. */
interface Span {
  readonly from: RawBuilder<unknown>;
  readonly until: RawBuilder<unknown>;
}
const within = ({ from, until }: Span, id = sql`id`) => sql`${id} >= ${from} AND ${id} < ${until}`;
const days = (p: Params): Span => ({ from: sql`${p.fromId}::uuid`, until: sql`${p.untilId}::uuid` });
const pageSpan = (p: Params): Span => ({
  from: sql`${p.fromId}::uuid`,
  until: sql`least(${p.untilId}::uuid, ${p.beforeId}::uuid)`,
});
const everyDay: Span = { from: sql.raw(`'${FIRST_ID}'::uuid`), until: sql.raw(`'${LAST_ID}'::uuid`) };

/** An order, or no order of the page: the numbers are in each row. */
export type FoundOrderRow = (StaffSummaryRow | { readonly id: null }) & {
  /** Whether there is one of any day, status and page. */
  readonly anywhere: boolean;
  /** Null: more than `most`. */
  readonly counts: Partial<Record<OrderStatus, number>> | null;
};

interface Found {
  /** What the others read, with a comma after it. */
  readonly collected?: RawBuilder<unknown>;
  readonly anywhere: RawBuilder<unknown>;
  /** The statuses of what is found in the days. */
  readonly counted: RawBuilder<unknown>;
  /** The ids of the page, the newest first. */
  readonly ids: RawBuilder<unknown>;
}

const finding = (build: (p: Params) => Found) =>
  prepared<FindParams, FoundOrderRow>((p) => {
    const { collected = sql``, anywhere, counted, ids } = build(p);
    return sql`
    WITH ${collected} counted AS MATERIALIZED (${counted} LIMIT ${p.most} + 1)
    SELECT anywhere, counts, ${summary}
    FROM (
      SELECT EXISTS (SELECT FROM counted) OR ${anywhere} AS anywhere,
        CASE WHEN (SELECT count(*) FROM counted) <= ${p.most} THEN (
          SELECT coalesce(json_object_agg(status, count), '{}')
          FROM (SELECT status, count(*) FROM counted GROUP BY status) AS each) END AS counts) AS numbers
    LEFT JOIN (
      SELECT orders.* FROM (${ids} LIMIT ${p.limit}) AS ids JOIN orders.orders USING (id)) AS page ON true
    ORDER BY page.id DESC`;
  });

type Walk = (p: Params, span: Span, more: RawBuilder<unknown>) => RawBuilder<unknown>;

/** `walk` gives the id and the status of orders, the newest first, and reads no more of them than asked. */
const walking = (walk: Walk) =>
  finding((p) => ({
    anywhere: sql`EXISTS (${walk(p, everyDay, sql`true`)})`,
    counted: walk(p, days(p), sql`true`),
    ids: walk(p, pageSpan(p), withStatus(p)),
  }));

const walkOrders =
  (condition: (p: Params) => RawBuilder<unknown>): Walk =>
  (p, span, more) =>
    sql`
    SELECT id, status FROM orders.orders WHERE ${condition(p)} AND ${within(span)} AND ${more}
    ORDER BY id DESC`;

/** A variant may stand in one order twice. */
const walkSku: Walk = (p, span, more) => sql`
  SELECT id, status FROM (
    SELECT DISTINCT order_id AS id FROM orders.lines
    WHERE upper(sku) = ${p.q} AND ${within(span, sql`order_id`)} ORDER BY order_id DESC) AS found
  JOIN orders.orders USING (id) WHERE ${more} ORDER BY id DESC`;

/** A carrier uses its numbers again after some years. */
const walkParcel: Walk = (p, span, more) => sql`
  SELECT id, status FROM orders.orders
  WHERE id IN (SELECT order_id FROM orders.shipments WHERE ${parcelNumber} = ${p.q})
    AND ${within(span)} AND ${more}
  ORDER BY id DESC`;

const dated = sql.raw(`orders.dated_windows(orders.period_of(id), ${asWritten})`);

/** The periods of 25 days of a span in which there are orders, the newest first. */
const periods = ({ from, until }: Span) => sql`
  generate_series(
    orders.period_of(least(${until}, coalesce(
      (SELECT id FROM orders.orders ORDER BY id DESC LIMIT 1), ${everyDay.from}))),
    orders.period_of(greatest(${from}, coalesce(
      (SELECT id FROM orders.orders ORDER BY id LIMIT 1), ${everyDay.until}))), -1) AS period`;

/**
 * A period is read by the index of digits alone: the statement has no other condition on ids, which the
 * planner would take for a better one.
 */
const walkDigits = (p: Params, span: Span, condition: RawBuilder<unknown>) => sql`
  SELECT id, status FROM ${periods(span)}
  CROSS JOIN LATERAL (
    SELECT id, status FROM orders.orders
    WHERE ${dated} @> ARRAY(SELECT period * 10000 + digits FROM unnest(${p.windows}::int[]) AS digits)
      AND ${condition}
    ORDER BY id DESC OFFSET 0) AS found
  WHERE ${within(span)}`;

/** The index of lines has the ids: only orders whose status is asked for are read. */
const walkTitles = (p: Params, span: Span) => sql`
  SELECT id, (SELECT status FROM orders.orders WHERE id = found.id) AS status FROM ${periods(span)}
  CROSS JOIN LATERAL (
    SELECT DISTINCT order_id AS id FROM orders.lines
    WHERE name = ANY (ARRAY(${titlesLike(p)}))
      AND ${within(
        { from: sql`orders.first_id_of(period)`, until: sql`orders.first_id_of(period + 1)` },
        sql`order_id`,
      )}
    ORDER BY order_id DESC) AS found
  WHERE ${within(span)}`;

/**
 * `walk` gives the id and the status of orders from one period to the one before. The page and the numbers
 * share one walk: each goes on with it where the other has left it.
 */
const byPeriods = (walk: (p: Params, span: Span) => RawBuilder<unknown>) =>
  finding((p) => ({
    collected: sql`found AS MATERIALIZED (${walk(p, days(p))}),`,
    anywhere: sql`EXISTS (SELECT FROM found)
      OR (${p.fromId}::uuid > ${everyDay.from} OR ${p.untilId}::uuid < ${everyDay.until})
        AND EXISTS (${walk(p, everyDay)})`,
    counted: sql`SELECT status FROM found`,
    ids: sql`SELECT id FROM found WHERE id < ${p.beforeId}::uuid AND ${withStatus(p)}`,
  }));

/**
 * The index of words knows no order in time. All are collected once, without a limit and without a condition
 * that has another index, so that the plan takes this one.
 */
const ofWords = (condition: (p: Params) => RawBuilder<unknown>) =>
  finding((p) => ({
    collected: sql`found AS MATERIALIZED (
      SELECT id, status FROM orders.orders
      WHERE ${words} LIKE ANY (${p.patterns}::text[]) AND ${condition(p)}),`,
    anywhere: sql`EXISTS (SELECT FROM found)`,
    counted: sql`SELECT status FROM found WHERE ${within(days(p))}`,
    ids: sql`SELECT id FROM found WHERE ${within(pageSpan(p))} AND ${withStatus(p)} ORDER BY id DESC`,
  }));

/** `q`: a number, SKU or parcel in capitals, a phone number as E.164, else small letters. */
export const find = {
  byNumber: walking(walkOrders((p) => sql`number = ${p.q}`)),
  byEmail: walking(walkOrders((p) => sql`${email} = ${p.q}`)),
  byPhone: walking(walkOrders((p) => sql`${phone} = ${p.q}`)),
  byParcel: walking(walkParcel),
  bySku: walking(walkSku),
  /** One or two letters. */
  byName: walking(walkOrders((p) => sql`${name} = ${p.q}`)),
  byDigits: byPeriods((p, span) => walkDigits(p, span, hasWords(p))),
  /** Four digits alone: the index knows all. To read the words of each order takes four times as long. */
  byWindow: byPeriods((p, span) => walkDigits(p, span, sql`true`)),
  byTitles: byPeriods(walkTitles),
  byWords: ofWords(() => sql`true`),
  /** A letter that few names begin with. Its pattern is of a word that begins so. */
  byLetter: ofWords((p) => sql`left(${name}, 1) = ${p.q}`),
};
