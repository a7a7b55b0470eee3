/**
 * The orders of lists: for each, the slots of the products in this order. A list walks the order from the
 * place of its cursor and takes what matches, so that page 1,000 costs what page 1 costs.
 */
import type { Place } from "../../../platform/http/cursor.ts";
import type { Language } from "../../../platform/language.ts";
import { type OrderedNumbers, orderedNumbers } from "./ordered-numbers.ts";
import type { ProductTable } from "./product-table.ts";

/** What a list without a search is sorted by; a name is the one that readers of the language see. */
export type ListOrder =
  | "newest"
  | "price"
  | "-price"
  | "rating"
  | "popular"
  | "recommended"
  | `name.${Language}`;

type Key = number | string;

/** Of what sold more, all is equally popular: larger keys would not be exact. */
const MOST_SOLD = 800_000;

/** In the order of recommendations, twice the sales weigh as much as being so much newer: two weeks. */
const DOUBLED_SALES_MS = 14 * 86_400_000;
/** Whatever can be bought comes before what is sold out. */
const IN_STOCK_MS = 1e14;

/**
 * The place of a product for everybody: new, well sold and well rated, as one number that only changes of the
 * product move. A star above three weighs as doubled sales do, once some have rated. Milliseconds.
 */
export function recommendation(
  createdAt: number,
  sold: number,
  { inStock, ratingRank }: { readonly inStock: boolean; readonly ratingRank: number },
): number {
  const [stars, count] = [Math.floor(ratingRank / 1e6) / 1e4, ratingRank % 1e6];
  const liked = count === 0 ? 0 : (stars - 3) * (count / (count + 5));
  return Math.round(
    (inStock ? IN_STOCK_MS : 0) + createdAt / 1e3 + DOUBLED_SALES_MS * (Math.log2(1 + sold) + liked),
  );
}

interface SortedSlots {
  readonly slots: OrderedNumbers;
  /** Slots that the list has taken in: those below. */
  known: number;
}

export interface Orders {
  /** The slots after the place, in order. Dead ones may be among them. */
  after(order: ListOrder, place: Place | null): Iterable<number>;
  /** The key of the slot's place, as cursors carry it. */
  keyOf(order: ListOrder, slot: number): string;
}

export function orders(table: ProductTable): Orders {
  const lists = new Map<ListOrder, SortedSlots>();
  const keys: Readonly<Record<ListOrder, (slot: number) => Key>> = {
    newest: (slot) => -(table.createdAt.values[slot] ?? 0),
    price: (slot) => table.price.values[slot] ?? 0,
    "-price": (slot) => -(table.price.values[slot] ?? 0),
    rating: (slot) => -(table.ratingRank.values[slot] ?? 0),
    // What sold as well is listed from the newest on: 10^10 seconds end in the year 2286.
    popular: (slot) =>
      Math.min(table.soldLately.values[slot] ?? 0, MOST_SOLD) * -1e10 -
      Math.floor((table.createdAt.values[slot] ?? 0) / 1e6),
    recommended: (slot) =>
      -recommendation(table.createdAt.values[slot] ?? 0, table.soldLately.values[slot] ?? 0, {
        inStock: table.inStock.values[slot] === 1,
        ratingRank: table.ratingRank.values[slot] ?? 0,
      }),
    "name.ko": (slot) => table.names.ko[slot] ?? "",
    "name.en": (slot) => table.names.en[slot] ?? "",
  };
  const ofList = (order: ListOrder): SortedSlots => ({
    slots: orderedNumbers((a, b) => {
      const [one, other] = [keys[order](a), keys[order](b)];
      return one === other ? table.ids.compare(a, b) : one < other ? -1 : 1;
    }),
    known: 0,
  });

  function sorted(order: ListOrder): OrderedNumbers {
    const list = lists.get(order) ?? ofList(order);
    lists.set(order, list);
    const { live } = table;
    const added: number[] = [];
    for (let slot = list.known; slot < table.size; slot += 1) if (live.values[slot]) added.push(slot);
    list.known = table.size;
    if (added.length > 0) list.slots.insert(added, (slot) => live.values[slot] === 1);
    return list.slots;
  }

  /** Whether the slot is at this place of the list or before it. */
  function isUpTo(slot: number, order: ListOrder, key: Key, id: string): boolean {
    const own = keys[order](slot);
    return own === key ? table.ids.text(slot) <= id : own < key;
  }

  return {
    *after(order, place) {
      const slots = sorted(order);
      const [key = "", id = ""] = place ?? [];
      const from = order.startsWith("name") ? key : Number(key);
      const first = place ? slots.placeOf((slot) => isUpTo(slot, order, from, id)) : 0;
      for (let at = first; at < slots.values.length; at += 1) yield slots.values[at] ?? 0;
    },
    keyOf: (order, slot) => String(keys[order](slot)),
  };
}
