/** Picks the products of one page of a list, after the place of its cursor. */
import type { Place } from "../../../platform/http/cursor.ts";
import type { ListOrder } from "./orders.ts";
import type { ProductIndex } from "./product-index.ts";
import type { ScoredProducts } from "./score-products.ts";

export interface ProductSelection {
  /** By slot: 1 for a product of the list. Null: all that the search finds. */
  readonly isSelected: Uint8Array | null;
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
    if ((isSelected && isSelected[slot] !== 1) || !isLive(slot)) continue;
    places.push({ id: table.ids[slot] ?? "", key: orders.keyOf(order, slot) });
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

/** The score, what is in stock first, then what sells best, then the newest. */
function mostRelevant(
  { table, isLive }: ProductIndex,
  { isSelected, scored }: ProductSelection,
  after: Place | null,
  limit: number,
): PagePlace[] {
  const from = after && readRank(after);
  const best: Ranked[] = [];
  for (let at = 0; scored && at < scored.slots.length; at += 1) {
    const slot = scored.slots.values[at] ?? 0;
    if ((isSelected && isSelected[slot] !== 1) || !isLive(slot)) continue;
    const found = (scored.scores.values[at] ?? 0) * 2 + (table.inStock.values[slot] ?? 0);
    const rank = found * 2 ** POPULARITY_BITS + popularityOf(table.soldLately.values[slot] ?? 0);
    const last = best[limit - 1];
    if (last && rank < last.rank) continue;
    const created = Math.floor((table.createdAt.values[slot] ?? 0) / MICROSECONDS);
    const product = { id: table.ids[slot] ?? "", key: "", rank, created };
    if (from && before(product, from) <= 0) continue;
    if (last && before(product, last) > 0) continue;
    const place = best.findLastIndex((each) => before(each, product) < 0) + 1;
    best.splice(place, 0, product);
    best.length = Math.min(best.length, limit);
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
