/** Picks the products of one page of a list, after the place of its cursor. */
import type { Place } from "../../../platform/http/cursor.ts";
import type { ListOrder } from "./orders.ts";
import type { ProductIndex } from "./product-index.ts";
import type { ScoredProducts } from "./score-products.ts";
import { has, type SlotSet } from "./slot-set.ts";

export interface ProductSelection {
  /** A bit for each slot: the products of the list. Null: all that the search finds. */
  readonly isSelected: SlotSet | null;
  /** Null: nothing was searched for. */
  readonly scored: ScoredProducts | null;
}

export interface PagePlace {
  readonly id: string;
  /** The value that the list is sorted by, as cursors carry it. */
  readonly key: string;
}

/** Returns at most `limit` places, in order. */
export function pickPage(
  index: ProductIndex,
  selection: ProductSelection,
  sort: ListOrder | "relevance",
  after: Place | null,
  limit: number,
): PagePlace[] {
  return sort === "relevance"
    ? mostRelevant(index, selection, after, limit)
    : inOrder(index, selection, sort, after, limit);
}

function inOrder(
  { table, orders, isLive }: ProductIndex,
  { isSelected }: ProductSelection,
  order: ListOrder,
  after: Place | null,
  limit: number,
): PagePlace[] {
  const places: PagePlace[] = [];
  for (const slot of orders.after(order, after)) {
    if ((isSelected && !has(isSelected, slot)) || !isLive(slot)) continue;
    places.push({ id: table.ids.text(slot), key: orders.keyOf(order, slot) });
    if (places.length === limit) break;
  }
  return places;
}

interface Ranked extends PagePlace {
  readonly rank: number;
  readonly created: number;
}

/** Sixteenths of a second: 36 bits hold them until the year 2106. */
const TIME_BITS = 36n;
const MICROSECONDS = 62_500;
/** Classes of popularity: each sells twice as well as the one below. */
const POPULARITY_BITS = 5;
/** The ranks of one score, by stock and popularity, are fewer. */
const BEST_OF_SCORE = 2 * 2 ** POPULARITY_BITS;

/** The score, what is in stock first, then what sells best, then the newest. */
function mostRelevant(
  { table, isLive }: ProductIndex,
  { isSelected, scored }: ProductSelection,
  after: Place | null,
  limit: number,
): PagePlace[] {
  const from = after && readRank(after);
  const best: Ranked[] = [];
  const [created, stocked, sold] = [table.createdAt.values, table.inStock.values, table.soldLately.values];
  let leastRank = 0;
  // From the newest on: of thousands that are found as well, the first ones stay.
  for (let at = (scored?.slots.length ?? 0) - 1; scored && at >= 0; at -= 1) {
    const slot = scored.slots[at] ?? 0;
    const score = scored.scores[at] ?? 0;
    // Most are found less well than those that the page has already.
    if ((score + 1) * BEST_OF_SCORE <= leastRank) continue;
    if ((isSelected && !has(isSelected, slot)) || !isLive(slot)) continue;
    const foundAs = score * 2 + (stocked[slot] ?? 0);
    const rank = foundAs * 2 ** POPULARITY_BITS + popularityOf(sold[slot] ?? 0);
    const last = best[limit - 1];
    if (last && rank < last.rank) continue;
    const time = Math.floor((created[slot] ?? 0) / MICROSECONDS);
    if (last && rank === last.rank && time < last.created) continue;
    const product = { id: table.ids.text(slot), key: "", rank, created: time };
    if (from && before(product, from) <= 0) continue;
    if (last && before(product, last) > 0) continue;
    const place = best.findLastIndex((each) => before(each, product) < 0) + 1;
    best.splice(place, 0, product);
    best.length = Math.min(best.length, limit);
    leastRank = best[limit - 1]?.rank ?? 0;
  }
  return best.map(({ id, rank, created }) => ({ id, key: writeRank(rank, created) }));
}

const popularityOf = (sold: number): number => 32 - Math.clz32(sold);

/** Below zero: `a` is listed before `b`. Ids grow with time too. */
function before(a: Omit<Ranked, "key">, b: Omit<Ranked, "key">): number {
  return b.rank - a.rank || b.created - a.created || (a.id > b.id ? -1 : a.id < b.id ? 1 : 0);
}

const writeRank = (rank: number, created: number): string =>
  String(-((BigInt(rank) << TIME_BITS) + BigInt(created)));

/** What products have in common that are found equally well and are in stock alike, by their `key`. */
export const tieOf = (key: string): number => Number(-BigInt(key) >> (TIME_BITS + BigInt(POPULARITY_BITS)));

function readRank([key = "", id = ""]: Place): Omit<Ranked, "key"> {
  const value = -BigInt(key);
  return {
    rank: Number(value >> TIME_BITS),
    created: Number(value & ((1n << TIME_BITS) - 1n)),
    id,
  };
}
