/** What staff read of orders. It is never cached. */
import type { Static } from "typebox";
import type { Db } from "../../../platform/db/db.ts";
import { FIRST_ID, firstIdOf, LAST_ID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { readPhone } from "../../../platform/phone.ts";
import { listRefunds } from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import { type OrderStatus, orderStatuses } from "../contract.ts";
import { storedNumber } from "../order.ts";
import { presentStaffOrder } from "../present-for-staff.ts";
import { patternOf, patternsOf, rareSearch, TRIGRAM } from "../search-words.ts";
import type { StaffSummaryRow } from "../staff-queries.ts";
import * as queries from "../staff-queries.ts";
import type { StaffOrder } from "../staff-schemas.ts";
import { getOrder, readCashFacts } from "./read-order.ts";

export interface StaffListFilter {
  readonly q: string | undefined;
  readonly status: OrderStatus | undefined;
  /** Orders whose deposit was taken back by its bank. */
  readonly attention?: "deposit_lost" | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly beforeId: string | null;
  readonly limit: number;
}

/** Counted to these numbers, so that the list of a large shop is as quick as that of a small one. */
const MOST_OPEN = 10_000;
const MOST = 1_000;
const openStatuses: OrderStatus[] = ["paid", "preparing", "on_hold"];
/** Words that so many of the newest orders have are common: about one in a hundred of all. */
const NEWEST = 300;
const COMMON = 3;
/** So many orders are soon collected, whether their words are common or not. */
const FEW_LINES = 2_000;

type Counts = Readonly<Record<OrderStatus, number>>;
interface Listed {
  readonly rows: StaffSummaryRow[];
  /** Null: too many orders have these words to count them. */
  readonly counts: Counts | null;
}

/** A page of orders with the numbers for the tabs. */
export async function listForStaff(
  { db }: OrdersContext,
  { q, status, attention, from, to, beforeId, limit }: StaffListFilter,
): Promise<Listed> {
  const days = {
    fromId: from === undefined ? FIRST_ID : firstIdOf(new Date(from)),
    untilId: to === undefined ? LAST_ID : firstIdOf(new Date(to)),
  };
  const page = { ...days, patterns: [], status: status ?? null, beforeId: beforeId ?? LAST_ID, limit };
  if (attention) {
    const found = { ...page, q: "", patterns: patternsOf((q ?? "").toLowerCase()) };
    return { rows: await db.rows(queries.listForStaff.depositLost, found), counts: null };
  }
  if (q !== undefined) return search(db, q, page);
  const kind = status === undefined ? "all" : "ofStatus";
  const [rows, counted] = await Promise.all([
    db.rows(queries.listForStaff[kind], { ...page, q: "" }),
    db.rows(queries.countStatuses, {
      ...days,
      open: openStatuses,
      others: orderStatuses.filter((each) => !openStatuses.includes(each)),
      mostOpen: MOST_OPEN,
      most: MOST,
    }),
  ]);
  return { rows, counts: countsOf(counted) };
}

type Page = Omit<Parameters<typeof queries.listForStaff.all.bind>[0], "q">;

/** A number, SKU, e-mail, phone or parcel as a whole, else what orders have in their words, else titles. */
async function search(db: Db, typed: string, page: Page): Promise<Listed> {
  const [capitals, small] = [typed.toUpperCase(), typed.toLowerCase()];
  const asked = {
    ...{ number: storedNumber(typed), capitals, small, phone: readPhone(typed) ?? "" },
    parcel: capitals.replaceAll(/[ -]/g, ""),
  };
  const weighed = await db.first(queries.weighSearch, asked);
  if (weighed?.isNumber) return listWhole(db, "byNumber", { ...page, q: asked.number });
  if (weighed?.isSku) return listWhole(db, "bySku", { ...page, q: capitals });
  if (weighed?.isEmail) return listWhole(db, "byEmail", { ...page, q: small });
  if (weighed?.isPhone) return listWhole(db, "byPhone", { ...page, q: asked.phone });
  if (weighed?.isParcel) return listWhole(db, "byParcel", { ...page, q: asked.parcel });
  const letters = [...small].length;
  if (letters === 1) return listCommon(db, "byLetter", { ...page, q: small });
  return (await searchWords(db, small, page)) ?? searchTitles(db, small, page);
}

/** Null: no order has the words in its number or its buyer. */
async function searchWords(db: Db, small: string, page: Page): Promise<Listed | null> {
  if ([...small].length < TRIGRAM) {
    const listed = await listWhole(db, "byName", { ...page, q: small });
    if (listed.rows.length > 0) return listed;
    const anywhere = { ...EVERY_ORDER, q: small, limit: 1 };
    return (await db.rows(queries.listForStaff.byName, anywhere)).length > 0 ? listed : null;
  }
  const patterns = patternsOf(small);
  const weighed = await db.first(queries.weighWords, { patterns, newest: NEWEST });
  if ((weighed?.recent ?? 0) >= COMMON) return listCommon(db, "byCommonWords", { ...page, q: "", patterns });
  const { kind, windows } = rareSearch(small);
  return listRare(db, kind, small, { ...page, patterns }, windows);
}

async function searchTitles(db: Db, small: string, page: Page): Promise<Listed> {
  const pattern = patternOf(small);
  const titles = await db.first(queries.weighTitles, { pattern, newest: NEWEST, enough: FEW_LINES });
  if ((titles?.recent ?? 0) >= COMMON) return listCommon(db, "byCommonTitles", { ...page, q: pattern });
  return (await listRare(db, "byTitles", small, page)) ?? { rows: [], counts: countsOf([]) };
}

const EVERY_ORDER = { fromId: FIRST_ID, untilId: LAST_ID, beforeId: LAST_ID, status: null, patterns: [] };

type SearchPage = Page & { readonly q: string };

async function listWhole(
  db: Db,
  kind: keyof typeof queries.countForStaff,
  page: SearchPage,
): Promise<Listed> {
  const [rows, counted] = await Promise.all([
    db.rows(queries.listForStaff[kind], page),
    db.rows(queries.countForStaff[kind], { ...page, most: MOST }),
  ]);
  return { rows, counts: countsOf(counted) };
}

const listCommon = async (
  db: Db,
  kind: "byLetter" | "byCommonWords" | "byCommonTitles",
  page: SearchPage,
): Promise<Listed> => ({ rows: await db.rows(queries.listForStaff[kind], page), counts: null });

/** Null: there is none, of any day or status. */
async function listRare(
  db: Db,
  kind: keyof typeof queries.listRare,
  small: string,
  page: Page,
  windows: number[] = [],
): Promise<Listed | null> {
  const asked = { ...page, pattern: patternOf(small), windows, most: MOST };
  const found = await db.rows(queries.listRare[kind], asked);
  const [{ anywhere, counts } = { anywhere: 0, counts: {} }] = found;
  if (anywhere === 0) return null;
  const counted = orderStatuses.map((status) => ({ status, count: counts[status] ?? 0 }));
  const rows = found.flatMap((row) => (row.id === null ? [] : [row]));
  return { rows, counts: countsOf(counted) };
}

const countsOf = (counted: readonly { status: OrderStatus; count: number }[]): Counts =>
  Object.fromEntries(
    orderStatuses.map((each) => [each, counted.find((row) => row.status === each)?.count ?? 0]),
  ) as Record<OrderStatus, number>;

/** Throws NOT_FOUND. */
export async function readForStaff(
  orders: OrdersContext,
  orderId: string,
  language: Language,
): Promise<Static<typeof StaffOrder>> {
  const { db, payments } = orders;
  const order = await getOrder(orders, orderId);
  const [[attempt = null], carriedOut, refunds, timeline] = await Promise.all([
    payments.latestAttempts({ orderIds: [orderId] }),
    payments.refundsOf({ orderId }),
    db.rows(listRefunds, { orderIds: [orderId] }),
    db.rows(queries.listTimeline, { orderId }),
  ]);
  const shown = presentStaffOrder({ order, attempt, refunds, carriedOut, timeline }, language);
  return { ...shown, ...(await readCashFacts(payments, orderId, attempt)) };
}
