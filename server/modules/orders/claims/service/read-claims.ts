import type { Static } from "typebox";
import type { Db, Transaction } from "../../../../platform/db/db.ts";
import { DomainError } from "../../../../platform/errors.ts";
import { LAST_ID } from "../../../../platform/ids.ts";
import type { Language } from "../../../../platform/language.ts";
import type { OrdersContext } from "../../context.ts";
import { type ClaimKind, type ClaimStatus, claimStatuses } from "../../contract.ts";
import type { StoredOrder } from "../../queries.ts";
import { getOrder } from "../../service/read-order.ts";
import { presentClaim, presentForStaff } from "../present.ts";
import * as queries from "../queries.ts";
import type { ClaimList, StaffClaim } from "../schemas.ts";
import * as staff from "../staff-queries.ts";

/** Throws NOT_FOUND. */
export async function getClaim(db: Db | Transaction, id: string): Promise<queries.ClaimRow> {
  const claim = await db.first(queries.findClaim, { id });
  if (!claim) throw new DomainError("NOT_FOUND");
  return claim;
}

export async function claimsOf(
  { db }: OrdersContext,
  order: StoredOrder,
  language: Language,
): Promise<Static<typeof ClaimList>> {
  const rows = await db.rows(queries.listClaims, { orderIds: [order.id] });
  return { items: rows.map((row) => presentClaim(row, order, language)) };
}

/** Throws NOT_FOUND. */
export async function readForStaff(
  orders: OrdersContext,
  id: string,
  language: Language,
): Promise<Static<typeof StaffClaim>> {
  const claim = await getClaim(orders.db, id);
  return presentForStaff(claim, await getOrder(orders, claim.orderId), orders.returnRules, language);
}

export interface StaffClaimFilter {
  readonly q: string | undefined;
  readonly status: ClaimStatus | undefined;
  readonly kind: ClaimKind | undefined;
  readonly beforeId: string | null;
  readonly limit: number;
}

/** Counted to this number, so that the board of a large shop is as quick as that of a small one. */
const MOST = 1_000;
/** Words that so many of the newest claims have are common: about one in a hundred of all. */
const NEWEST = 300;
const COMMON = 3;
/** Claims of a SKU up to which all are looked at. */
const RARE_SKU = 500;
/** A trigram index finds words of so many letters and more. */
const TRIGRAM = 3;

type ClaimCounts = Readonly<Record<ClaimStatus, number>>;

/** A page of claims with the numbers for the tabs; null: too many claims have these words to count them. */
export async function listForStaff(
  { db }: OrdersContext,
  filter: StaffClaimFilter,
): Promise<{ rows: staff.StaffClaimRow[]; counts: ClaimCounts | null }> {
  const { q, beforeId, limit } = filter;
  const [status, kind] = [filter.status ?? null, filter.kind ?? null];
  const page = { status, kind, beforeId: beforeId ?? LAST_ID, limit };
  if (q === undefined) {
    const [rows, counted] = await Promise.all([
      db.rows(staff.listForStaff[status === null ? "all" : "ofStatus"], { ...page, q: "" }),
      db.rows(staff.countStatuses, { statuses: [...claimStatuses], kind, most: MOST }),
    ]);
    return { rows, counts: countsOf(counted) };
  }
  const search = await chooseSearch(db, q);
  const isCounted = search.kind in staff.countForStaff;
  const [rows, counted] = await Promise.all([
    db.rows(staff.listForStaff[search.kind], { ...page, q: search.q }),
    isCounted
      ? db.rows(staff.countForStaff[search.kind as keyof typeof staff.countForStaff], {
          ...{ q: search.q, kind, most: MOST },
        })
      : null,
  ]);
  return { rows, counts: counted && countsOf(counted) };
}

type ClaimSearchKind = Exclude<keyof typeof staff.listForStaff, "all" | "ofStatus">;

async function chooseSearch(db: Db, typed: string): Promise<{ kind: ClaimSearchKind; q: string }> {
  const [capitals, small] = [typed.toUpperCase(), typed.toLowerCase()];
  const pattern = `%${small.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const asked = { capitals, small, pattern, newest: NEWEST, rare: RARE_SKU };
  const weighed = await db.first(staff.weighSearch, asked);
  if (!weighed) throw new Error("a weighing has one row");
  if (weighed.isNumber) return { kind: "byNumber", q: capitals };
  if (weighed.ofSku > 0) return { kind: weighed.ofSku < RARE_SKU ? "byRareSku" : "bySku", q: capitals };
  if (weighed.isEmail) return { kind: "byEmail", q: small };
  const letters = [...small].length;
  if (letters < TRIGRAM) return { kind: letters === 1 ? "byLetter" : "byName", q: small };
  return { kind: weighed.recent < COMMON ? "byRareWords" : "byCommonWords", q: pattern };
}

const countsOf = (counted: readonly { status: ClaimStatus; count: number }[]): ClaimCounts =>
  Object.fromEntries(
    claimStatuses.map((each) => [each, counted.find((row) => row.status === each)?.count ?? 0]),
  ) as Record<ClaimStatus, number>;
