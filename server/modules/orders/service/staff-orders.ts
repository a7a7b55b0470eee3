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
/** A trigram index finds words of so many letters and more. */
const TRIGRAM = 3;

type Counts = Readonly<Record<OrderStatus, number>>;

/** A page of orders with the numbers for the tabs; null: too many orders have these words to count them. */
export async function listForStaff(
  { db }: OrdersContext,
  { q, status, attention, from, to, beforeId, limit }: StaffListFilter,
): Promise<{ rows: StaffSummaryRow[]; counts: Counts | null }> {
  const days = {
    fromId: from === undefined ? FIRST_ID : firstIdOf(new Date(from)),
    untilId: to === undefined ? LAST_ID : firstIdOf(new Date(to)),
  };
  const page = { ...days, pattern: "", status: status ?? null, beforeId: beforeId ?? LAST_ID, limit };
  if (attention) {
    const found = { ...page, q: patternOf((q ?? "").toLowerCase()) };
    return { rows: await db.rows(queries.listForStaff.depositLost, found), counts: null };
  }
  if (q === undefined) {
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
  const words = await chooseSearch(db, q);
  const found = await db.rows(queries.listForStaff[words.kind], { ...page, ...words });
  const search = found.length > 0 ? words : await orTitles(db, words);
  const { kind } = search;
  const [rows, counted] = await Promise.all([
    search === words ? found : db.rows(queries.listForStaff[kind], { ...page, ...search }),
    kind === "byCommonWords" || kind === "byCommonTitles" || kind === "byLetter"
      ? null
      : db.rows(queries.countForStaff[kind], { ...days, ...search, most: MOST }),
  ]);
  return { rows, counts: counted && countsOf(counted) };
}

/** Where no order has the words in its number or its buyer, they are looked for in the titles of goods. */
async function orTitles(db: Db, words: ChosenSearch): Promise<ChosenSearch> {
  const { kind, pattern } = words;
  if (kind !== "byName" && kind !== "byRareWords") return words;
  const anywhere = { fromId: FIRST_ID, untilId: LAST_ID, beforeId: LAST_ID, status: null, limit: 1 };
  if ((await db.rows(queries.listForStaff[kind], { ...anywhere, ...words })).length > 0) return words;
  const titles = await db.first(queries.weighTitles, { pattern, newest: NEWEST });
  if (!titles?.isKnown) return words;
  return { ...words, kind: titles.recent < COMMON ? "byRareTitles" : "byCommonTitles" };
}

type SearchKind = Exclude<keyof typeof queries.listForStaff, "all" | "ofStatus" | "depositLost">;

const patternOf = (small: string): string => `%${small.replaceAll(/[\\%_]/g, "\\$&")}%`;

interface ChosenSearch {
  readonly kind: SearchKind;
  readonly q: string;
  readonly pattern: string;
}

async function chooseSearch(db: Db, typed: string): Promise<ChosenSearch> {
  const [capitals, small] = [typed.toUpperCase(), typed.toLowerCase()];
  const pattern = patternOf(small);
  const phone = readPhone(typed) ?? "";
  const parcel = capitals.replaceAll(/[ -]/g, "");
  const number = storedNumber(typed);
  const asked = { number, capitals, small, phone, parcel, pattern, newest: NEWEST };
  const weighed = await db.first(queries.weighSearch, asked);
  const chosen = (kind: SearchKind, q: string): ChosenSearch => ({ kind, q, pattern });
  if (weighed?.isNumber) return chosen("byNumber", number);
  if (weighed?.isSku) return chosen("bySku", capitals);
  if (weighed?.isEmail) return chosen("byEmail", small);
  if (weighed?.isPhone) return chosen("byPhone", phone);
  if (weighed?.isParcel) return chosen("byParcel", parcel);
  const letters = [...small].length;
  if (letters === 1) return chosen("byLetter", small);
  if (letters < TRIGRAM) return chosen("byName", small);
  return chosen((weighed?.recent ?? 0) < COMMON ? "byRareWords" : "byCommonWords", pattern);
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
