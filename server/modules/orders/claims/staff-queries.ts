/** What staff read of claims: the list, its searches, and the numbers of its tabs. */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../../platform/db/prepared.ts";
import type { ClaimKind, ClaimStatus } from "../contract.ts";
import type { LineRow } from "../queries.ts";
import type { ClaimFault } from "./claim.ts";
import type { ClaimVariant } from "./options.ts";

export interface StaffClaimRow {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly status: ClaimStatus;
  readonly fault: ClaimFault;
  readonly orderId: string;
  readonly number: string;
  readonly name: string;
  readonly pieces: number;
  /** The first line of the order that has pieces in the claim. */
  readonly first: Pick<LineRow, "sku" | "name" | "options" | "translations">;
  /** The first other variant that an exchange sends. */
  readonly wanted: ClaimVariant | null;
  readonly requestedAt: Date;
  readonly changedAt: Date;
}

interface PageParams {
  q: string;
  /** Each claim found has one of them in its words. */
  patterns: string[];
  kind: ClaimKind | null;
  status: ClaimStatus | null;
  beforeId: string;
  limit: number;
}
type CountParams = { q: string; kind: ClaimKind | null; most: number };

/** The words of the indexes `claims_words`, in small letters, and `claims_digits`. */
const asWritten = `order_number || ' ' || (order_contact ->> 'name') || ' ' || (order_contact ->> 'email')
  || ' ' || (order_contact ->> 'phone')`;
const words = sql.raw(`lower(${asWritten})`);
const digits = sql.raw(`orders.digit_windows(${asWritten})`);
const email = sql.raw(`lower(order_contact ->> 'email')`);
const name = sql.raw(`left(lower(order_contact ->> 'name'), 2)`);

const ofKind = (p: { readonly kind: unknown }) => sql`(${p.kind}::text IS NULL OR kind = ${p.kind})`;
const fitting = (p: PlaceholdersOf<Pick<PageParams, "status" | "kind" | "beforeId">>) =>
  sql`(${p.status}::text IS NULL OR status = ${p.status}) AND ${ofKind(p)} AND id < ${p.beforeId}::uuid`;

/** Of the claims of `page`. */
const summary = sql.raw(`
  page.id, kind, status, fault, order_id AS "orderId", order_number AS number,
  order_contact ->> 'name' AS name,
  requested_at AS "requestedAt", changed_at AS "changedAt", pieces, first, wanted`);
const goods = sql.raw(`
  SELECT sum(piece.quantity)::int AS pieces, (array_agg(json_build_object('sku', line.sku, 'name', line.name,
    'options', line.options, 'translations', line.translations) ORDER BY line.position))[1] AS first,
    (array_agg(piece.wanted ORDER BY line.position) FILTER (WHERE piece.wanted IS NOT NULL))[1] AS wanted
  FROM orders.claim_lines AS piece JOIN orders.lines AS line ON line.id = piece.line_id
  WHERE piece.claim_id = page.id`);

/** A page of claims, the newest first. As for orders, each way to find them has its statement. */
const pageOf = (condition: (p: PlaceholdersOf<PageParams>) => RawBuilder<unknown>) =>
  prepared<PageParams, StaffClaimRow>(
    (p) => sql`
    SELECT ${summary}
    FROM (SELECT * FROM orders.claims WHERE ${condition(p)} ORDER BY id DESC LIMIT ${p.limit}) AS page
    CROSS JOIN LATERAL (${goods}) AS goods
    ORDER BY page.id DESC`,
  );

type RareParams = Omit<PageParams, "q"> & { windows: number[]; most: number };

/** A claim, or no claim of the page: the numbers are in each row. */
type RareRow = (StaffClaimRow | { readonly id: null }) & {
  readonly counts: Partial<Record<ClaimStatus, number>>;
};

/**
 * As for orders: a page and the numbers of each status, of a search that few claims match. They are collected
 * once, without a limit and without another condition, so that the plan takes the index alone.
 */
const rareOf = (found: (p: PlaceholdersOf<RareParams>) => RawBuilder<unknown>) =>
  prepared<RareParams, RareRow>(
    (p) => sql`
    WITH found AS MATERIALIZED (SELECT id, kind, status FROM orders.claims WHERE ${found(p)}),
    ids AS (SELECT id FROM found WHERE ${fitting(p)} ORDER BY id DESC LIMIT ${p.limit})
    SELECT counts, ${summary}
    FROM (
      SELECT coalesce(json_object_agg(status, count), '{}') AS counts FROM (
        SELECT status, count(*) FROM (SELECT status FROM found WHERE ${ofKind(p)} LIMIT ${p.most}) AS counted
        GROUP BY status) AS each) AS numbers
    LEFT JOIN (SELECT claims.* FROM ids JOIN orders.claims USING (id)) AS page ON true
    LEFT JOIN LATERAL (${goods}) AS goods ON true
    ORDER BY page.id DESC`,
  );

/** The ways to find claims of which there are few. */
export const listRare = {
  byWords: rareOf((p) => sql`${words} LIKE ANY (${p.patterns}::text[])`),
  byDigits: rareOf(
    (p) => sql`${digits} @> ${p.windows}::int[] AND ${words} || '' LIKE ANY (${p.patterns}::text[])`,
  ),
  byWindow: rareOf((p) => sql`${digits} @> ${p.windows}::int[]`),
};

const idsOfSku = (p: { readonly q: unknown }) => sql`
  SELECT DISTINCT claim_id AS id FROM orders.claim_lines WHERE order_sku = ${p.q}`;

/** The ways to find claims. `q`: a number or SKU in capitals, else small letters. */
export const listForStaff = {
  all: pageOf((p) => sql`id < ${p.beforeId}::uuid AND ${ofKind(p)}`),
  ofStatus: pageOf((p) => sql`status = ${p.status} AND id < ${p.beforeId}::uuid AND ${ofKind(p)}`),
  byNumber: pageOf((p) => sql`order_number = ${p.q} AND ${fitting(p)}`),
  bySku: pageOf(
    (p) => sql`
      EXISTS (SELECT FROM orders.claim_lines WHERE claim_id = claims.id AND order_sku = ${p.q})
      AND ${fitting(p)}`,
  ),
  byRareSku: pageOf((p) => sql`id = ANY (ARRAY(${idsOfSku(p)})) AND ${fitting(p)}`),
  byEmail: pageOf((p) => sql`${email} = ${p.q} AND ${fitting(p)}`),
  byName: pageOf((p) => sql`${name} = ${p.q} AND ${fitting(p)}`),
  /** Many names begin with a letter: the walk soon meets enough. */
  byLetter: pageOf((p) => sql`left(${name}, 1) = ${p.q} AND ${fitting(p)}`),
  /** Many claims match. Hidden from the index of words by the empty text. */
  byCommonWords: pageOf((p) => sql`${words} || '' LIKE ANY (${p.patterns}::text[]) AND ${fitting(p)}`),
};

/** What a search is as a whole. */
export const weighSearch = prepared<
  { number: string; capitals: string; small: string; rare: number },
  { isNumber: boolean; ofSku: number; isEmail: boolean }
>(
  (p) => sql`
    SELECT EXISTS (SELECT FROM orders.claims WHERE order_number = ${p.number}) AS "isNumber",
      (SELECT count(*)::int FROM (
        SELECT FROM orders.claim_lines WHERE order_sku = ${p.capitals} LIMIT ${p.rare}) AS found) AS "ofSku",
      EXISTS (SELECT FROM orders.claims WHERE ${email} = ${p.small}) AS "isEmail"`,
);

/** How many of the newest claims have the words. */
export const weighWords = prepared<{ patterns: string[]; newest: number }, { recent: number }>(
  (p) => sql`
    SELECT count(*)::int AS recent FROM (
      SELECT ${words} AS words FROM orders.claims ORDER BY id DESC LIMIT ${p.newest}) AS newest
    WHERE words LIKE ANY (${p.patterns}::text[])`,
);

type CountRow = { status: ClaimStatus; count: number };

const countOf = (found: (p: PlaceholdersOf<CountParams>) => RawBuilder<unknown>) =>
  prepared<CountParams, CountRow>(
    (p) => sql`
    SELECT status, count(*)::int AS count
    FROM (SELECT status FROM orders.claims WHERE ${found(p)} AND ${ofKind(p)} LIMIT ${p.most}) AS found
    GROUP BY status`,
  );

/** How many of the claims found are in each status: of `most` of them. */
export const countForStaff = {
  byNumber: countOf((p) => sql`order_number = ${p.q}`),
  byEmail: countOf((p) => sql`${email} = ${p.q}`),
  byName: countOf((p) => sql`${name} = ${p.q}`),
  byRareSku: countOf((p) => sql`id = ANY (ARRAY(${idsOfSku(p)}))`),
};

/** Claims of each status, counted to `most`. */
export const countStatuses = prepared<
  { statuses: ClaimStatus[]; kind: ClaimKind | null; most: number },
  CountRow
>(
  (p) => sql`
    SELECT wanted.status, counted.count FROM unnest(${p.statuses}::text[]) AS wanted (status)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM (
        SELECT FROM orders.claims WHERE claims.status = wanted.status AND ${ofKind(p)} LIMIT ${p.most}
      ) AS counted_rows) AS counted`,
);
