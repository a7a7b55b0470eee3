/** What staff read of claims: the list, its searches, and the numbers of its tabs. */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../../platform/db/prepared.ts";
import type { ClaimKind, ClaimStatus } from "../contract.ts";
import type { ClaimFault } from "./claim.ts";

export interface StaffClaimRow {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly status: ClaimStatus;
  readonly fault: ClaimFault;
  readonly orderId: string;
  readonly number: string;
  readonly name: string;
  readonly pieces: number;
  readonly firstSku: string;
  readonly requestedAt: Date;
  readonly changedAt: Date;
}

interface PageParams {
  q: string;
  kind: ClaimKind | null;
  status: ClaimStatus | null;
  beforeId: string;
  limit: number;
}
type CountParams = { q: string; kind: ClaimKind | null; most: number };

/** The words of the index `claims_words`. */
const words = sql.raw(`lower(
  order_number || ' ' || (order_contact ->> 'name') || ' ' || (order_contact ->> 'email') || ' '
  || (order_contact ->> 'phone'))`);
const email = sql.raw(`lower(order_contact ->> 'email')`);
const name = sql.raw(`left(lower(order_contact ->> 'name'), 2)`);

const ofKind = (p: { readonly kind: unknown }) => sql`(${p.kind}::text IS NULL OR kind = ${p.kind})`;
const fitting = (p: PlaceholdersOf<PageParams>) =>
  sql`(${p.status}::text IS NULL OR status = ${p.status}) AND ${ofKind(p)} AND id < ${p.beforeId}::uuid`;

/** A page of claims, the newest first. As for orders, each way to find them has its statement. */
const pageOf = (condition: (p: PlaceholdersOf<PageParams>) => RawBuilder<unknown>) =>
  prepared<PageParams, StaffClaimRow>(
    (p) => sql`
    SELECT page.id, kind, status, fault, order_id AS "orderId", order_number AS number,
      order_contact ->> 'name' AS name,
      requested_at AS "requestedAt", changed_at AS "changedAt", pieces, "firstSku"
    FROM (SELECT * FROM orders.claims WHERE ${condition(p)} ORDER BY id DESC LIMIT ${p.limit}) AS page
    CROSS JOIN LATERAL (
      SELECT sum(piece.quantity)::int AS pieces,
        (array_agg(line.sku ORDER BY line.position))[1] AS "firstSku"
      FROM orders.claim_lines AS piece JOIN orders.lines AS line ON line.id = piece.line_id
      WHERE piece.claim_id = page.id) AS goods
    ORDER BY page.id DESC`,
  );

const idsOfSku = (p: { readonly q: unknown }) => sql`
  SELECT DISTINCT claim_id AS id FROM orders.claim_lines WHERE order_sku = ${p.q}`;
/** Without a limit and without another condition the plan takes the trigram index alone. */
const idsOfWords = (p: { readonly q: unknown }) => sql`
  ARRAY(SELECT id FROM orders.claims WHERE ${words} LIKE ${p.q})`;

/** The ways to find claims. `q`: a number or SKU in capitals, else small letters, words as a pattern. */
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
  byRareWords: pageOf((p) => sql`id = ANY (${idsOfWords(p)}) AND ${fitting(p)}`),
  /** Many claims match. Hidden from the index of words by the empty text. */
  byCommonWords: pageOf((p) => sql`${words} || '' LIKE ${p.q} AND ${fitting(p)}`),
};

/** How a search is best done: what is it as a whole, and how many of the newest claims have the words. */
export const weighSearch = prepared<
  { capitals: string; small: string; pattern: string; newest: number; rare: number },
  { isNumber: boolean; ofSku: number; isEmail: boolean; recent: number }
>(
  (p) => sql`
    SELECT EXISTS (SELECT FROM orders.claims WHERE order_number = ${p.capitals}) AS "isNumber",
      (SELECT count(*)::int FROM (
        SELECT FROM orders.claim_lines WHERE order_sku = ${p.capitals} LIMIT ${p.rare}) AS found) AS "ofSku",
      EXISTS (SELECT FROM orders.claims WHERE ${email} = ${p.small}) AS "isEmail",
      (SELECT count(*)::int FROM (
        SELECT ${words} AS words FROM orders.claims ORDER BY id DESC LIMIT ${p.newest}) AS newest
       WHERE words LIKE ${p.pattern}) AS recent`,
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
  byRareWords: countOf((p) => sql`id = ANY (${idsOfWords(p)})`),
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
