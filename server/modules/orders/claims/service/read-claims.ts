import type { Static } from "typebox";
import type { Db, Transaction } from "../../../../platform/db/db.ts";
import { DomainError } from "../../../../platform/errors.ts";
import { LAST_ID } from "../../../../platform/ids.ts";
import type { Language } from "../../../../platform/language.ts";
import type { OrdersContext } from "../../context.ts";
import { type ClaimKind, type ClaimStatus, claimStatuses } from "../../contract.ts";
import { storedNumber } from "../../order.ts";
import type { StoredOrder } from "../../queries.ts";
import { patternsOf, rareSearch, TRIGRAM } from "../../search-words.ts";
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

type ClaimCounts = Readonly<Record<ClaimStatus, number>>;

interface Listed {
  readonly rows: staff.StaffClaimRow[];
  /** Null: too many claims have these words to count them. */
  readonly counts: ClaimCounts | null;
}

/** A page of claims with the numbers for the tabs. */
export async function listForStaff({ db }: OrdersContext, filter: StaffClaimFilter): Promise<Listed> {
  const { q, beforeId, limit } = filter;
  const [status, kind] = [filter.status ?? null, filter.kind ?? null];
  const page = { status, kind, patterns: [], beforeId: beforeId ?? LAST_ID, limit };
  if (q !== undefined) return search(db, q, page);
  const [rows, counted] = await Promise.all([
    db.rows(staff.listForStaff[status === null ? "all" : "ofStatus"], { ...page, q: "" }),
    db.rows(staff.countStatuses, { statuses: [...claimStatuses], kind, most: MOST }),
  ]);
  return { rows, counts: countsOf(counted) };
}

type Page = Omit<Parameters<typeof staff.listForStaff.all.bind>[0], "q">;

/** A number, SKU or e-mail as a whole, else what claims have in their words. */
async function search(db: Db, typed: string, page: Page): Promise<Listed> {
  const [capitals, small] = [typed.toUpperCase(), typed.toLowerCase()];
  const number = storedNumber(typed);
  const weighed = await db.first(staff.weighSearch, { number, capitals, small, rare: RARE_SKU });
  if (weighed?.isNumber) return listWhole(db, "byNumber", { ...page, q: number });
  if (weighed?.ofSku === RARE_SKU) return listCommon(db, "bySku", { ...page, q: capitals });
  if (weighed?.ofSku) return listWhole(db, "byRareSku", { ...page, q: capitals });
  if (weighed?.isEmail) return listWhole(db, "byEmail", { ...page, q: small });
  const letters = [...small].length;
  if (letters === 1) return listCommon(db, "byLetter", { ...page, q: small });
  if (letters < TRIGRAM) return listWhole(db, "byName", { ...page, q: small });
  const patterns = patternsOf(small);
  const words = await db.first(staff.weighWords, { patterns, newest: NEWEST });
  if ((words?.recent ?? 0) >= COMMON) return listCommon(db, "byCommonWords", { ...page, q: "", patterns });
  return listRare(db, small, { ...page, patterns });
}

type SearchPage = Page & { readonly q: string };

async function listWhole(db: Db, kind: keyof typeof staff.countForStaff, page: SearchPage): Promise<Listed> {
  const [rows, counted] = await Promise.all([
    db.rows(staff.listForStaff[kind], page),
    db.rows(staff.countForStaff[kind], { ...page, most: MOST }),
  ]);
  return { rows, counts: countsOf(counted) };
}

const listCommon = async (
  db: Db,
  kind: "byLetter" | "bySku" | "byCommonWords",
  page: SearchPage,
): Promise<Listed> => ({ rows: await db.rows(staff.listForStaff[kind], page), counts: null });

async function listRare(db: Db, small: string, page: Page): Promise<Listed> {
  const { kind, windows } = rareSearch(small);
  const found = await db.rows(staff.listRare[kind], { ...page, windows, most: MOST });
  const counts = found[0]?.counts ?? {};
  const counted = claimStatuses.map((status) => ({ status, count: counts[status] ?? 0 }));
  return { rows: found.flatMap((row) => (row.id === null ? [] : [row])), counts: countsOf(counted) };
}

const countsOf = (counted: readonly { status: ClaimStatus; count: number }[]): ClaimCounts =>
  Object.fromEntries(
    claimStatuses.map((each) => [each, counted.find((row) => row.status === each)?.count ?? 0]),
  ) as Record<ClaimStatus, number>;
