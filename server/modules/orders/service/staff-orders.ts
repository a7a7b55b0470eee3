/** What staff read of orders. It is never cached. */
import type { Static } from "typebox";
import type { Db } from "../../../platform/db/db.ts";
import { FIRST_ID, firstIdOf, LAST_ID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { readPhone } from "../../../platform/phone.ts";
import { listRefunds } from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import { type OrderStatus, orderStatuses } from "../contract.ts";
import { NEWEST } from "../newest-words.ts";
import { storedNumber } from "../order.ts";
import { presentStaffOrder } from "../present-for-staff.ts";
import { find } from "../search-queries.ts";
import { partsOf, patternOf, patternsOf, rareSearch, TRIGRAM } from "../search-words.ts";
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
/** Of a search for parts, for which each order that is counted has to be read. */
const MOST_PARTS = 100;
const UNCOUNTED = -1;
const openStatuses: OrderStatus[] = ["paid", "preparing", "on_hold"];
/** A page of what one order in a hundred has is full after half as many. */
const NEAR = 5_000;
const EVERY_ORDER = 2 ** 31 - 1;
/** So many orders are soon collected, whether their words are common or not. */
const FEW_LINES = 2_000;

type Counts = Readonly<Record<OrderStatus, number>>;
interface Listed {
  readonly rows: StaffSummaryRow[];
  /** Null: too many orders fit the search to count them. */
  readonly counts: Counts | null;
}

/** A page of orders with the numbers for the tabs. */
export async function listForStaff(
  orders: Searching,
  { q, status, attention, from, to, beforeId, limit }: StaffListFilter,
): Promise<Listed> {
  const { db } = orders;
  const days = {
    fromId: from === undefined ? FIRST_ID : firstIdOf(new Date(from)),
    untilId: to === undefined ? LAST_ID : firstIdOf(new Date(to)),
  };
  const page = { ...days, q: "", patterns: [], status: status ?? null, beforeId: beforeId ?? LAST_ID, limit };
  if (attention) {
    const found = { ...page, patterns: patternsOf((q ?? "").toLowerCase()) };
    return { rows: await db.rows(queries.listForStaff.depositLost, found), counts: null };
  }
  if (q !== undefined) return search(orders, q, page);
  const kind = status === undefined ? "all" : "ofStatus";
  const [rows, counted] = await Promise.all([
    db.rows(queries.listForStaff[kind], page),
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

type Page = Parameters<typeof queries.listForStaff.all.bind>[0];

/** A number, SKU, e-mail, phone or parcel as a whole, else what orders have in their words, else titles. */
async function search(orders: Searching, typed: string, page: Page): Promise<Listed> {
  const { db, newestWords } = orders;
  const [capitals, small] = [typed.toUpperCase(), typed.toLowerCase()];
  const letters = [...small].length;
  const asked = {
    ...{ number: storedNumber(typed), capitals, small, phone: readPhone(typed) ?? "" },
    parcel: capitals.replaceAll(/[ -]/g, ""),
  };
  const weighed = await weigh(orders, asked);
  const whole = (kind: FindKind, q: string) => findOrders(db, kind, { ...page, q, most: MOST });
  if (weighed?.isNumber) return whole("byNumber", asked.number);
  if (weighed?.isSku) return whole("bySku", capitals);
  if (weighed?.isEmail) return whole("byEmail", small);
  if (weighed?.isPhone) return whole("byPhone", asked.phone);
  if (weighed?.isParcel) return whole("byParcel", asked.parcel);
  if (letters === 1) return searchLetter(db, small, page);
  const parts = { ...page, patterns: patternsOf(small) };
  if (letters >= TRIGRAM && newestWords.areCommon(partsOf(small)))
    return listCommon(db, "byWords", parts, () => findParts(db, small, parts));
  const { anywhere, ...listed } = await findParts(db, small, parts);
  return anywhere ? listed : searchTitles(orders, small, page);
}

type Searching = Pick<OrdersContext, "db" | "clock" | "newestWords">;
type Whole = Omit<Parameters<typeof queries.weighSearch.bind>[0], "since" | "newest">;

/** What is typed as a whole. Also reads the words of orders that came since the last search. */
async function weigh({ db, clock, newestWords }: Searching, asked: Whole) {
  const now = clock.now();
  const since = newestWords.since(now);
  const weighed = await db.first(queries.weighSearch, { ...asked, since, newest: NEWEST });
  newestWords.add(weighed?.fresh ?? [], since, now);
  return weighed;
}

/** Many names begin with most letters. The index of words knows no others than letters and digits. */
function searchLetter(db: Db, letter: string, page: Page): Promise<Listed> {
  const asked = { ...page, q: letter };
  if (!/[\p{L}\p{N}]/u.test(letter)) return listCommon(db, "byLetter", asked, null);
  const beginning = { ...asked, patterns: [patternOf(` ${letter}`)], most: UNCOUNTED };
  return listCommon(db, "byLetter", asked, () => findOrders(db, "byLetter", beginning));
}

/** What begins a name, or stands in the number or the data of the buyer. */
function findParts(db: Db, small: string, page: Page): Promise<Found> {
  if ([...small].length < TRIGRAM) return findOrders(db, "byName", { ...page, q: small, most: MOST_PARTS });
  const { kind, windows } = rareSearch(small);
  const most = kind === "byWords" ? MOST : MOST_PARTS;
  return findOrders(db, kind, { ...page, windows, most });
}

async function searchTitles({ db, newestWords }: Searching, small: string, page: Page): Promise<Listed> {
  const pattern = patternOf(small);
  const listed = (most: number) => findOrders(db, "byTitles", { ...page, pattern, most });
  if (!newestWords.isCommonTitle(small)) return listed(MOST_PARTS);
  const titles = await db.first(queries.countTitles, { pattern, enough: FEW_LINES });
  if ((titles?.lines ?? 0) < FEW_LINES) return listed(MOST_PARTS);
  return listCommon(db, "byTitles", { ...page, q: pattern }, () => listed(UNCOUNTED));
}

/**
 * What new orders have in common, all have, or these alone: after so many orders without a full page the
 * index finds them. Null: none does, and the walk goes through all.
 */
async function listCommon(
  db: Db,
  kind: keyof typeof queries.listNear,
  page: Page,
  byIndex: (() => Promise<Listed>) | null,
): Promise<Listed> {
  const walk = { ...page, near: byIndex ? NEAR : EVERY_ORDER };
  const rows = await db.rows(queries.listNear[kind], walk);
  const isWhole = rows.length === page.limit || !byIndex || !(await db.first(queries.findBeyond, walk));
  return { rows: isWhole ? rows : (await byIndex()).rows, counts: null };
}

type FindKind = keyof typeof find;
interface Found extends Listed {
  /** There is one, of any day or status. */
  readonly anywhere: boolean;
}

async function findOrders(
  db: Db,
  kind: FindKind,
  page: Page & { readonly most: number; readonly pattern?: string; readonly windows?: number[] },
): Promise<Found> {
  const found = await db.rows(find[kind], { pattern: "", windows: [], ...page });
  const [{ anywhere, counts } = { anywhere: false, counts: {} }] = found;
  const rows = found.flatMap((row) => (row.id === null ? [] : [row]));
  const counted = counts && orderStatuses.map((status) => ({ status, count: counts[status] ?? 0 }));
  return { anywhere, rows, counts: counted && countsOf(counted) };
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
