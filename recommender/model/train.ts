/** Trains all parts of a model from the events of a dataset before a time. */

import {
  rowColumns,
  rowLength,
  rowValues,
  type Sparse,
  sparseFrom,
  summed,
  transposed,
} from "../matrix/sparse.ts";
import { contentNeighbours } from "../models/content.ts";
import { ials } from "../models/ials.ts";
import { itemNeighbours } from "../models/item-knn.ts";
import { decayedPopularity } from "../models/popularity.ts";
import { growing } from "../store/columns.ts";
import type { Events } from "../store/dataset.ts";
import type { ItemFacts } from "../types.ts";
import { type ForeignParts, sharedPairs } from "./foreign-parts.ts";
import { histories } from "./histories.ts";
import type { ItemLists, ModelParts } from "./parts.ts";
import { DAY_MS, FEWEST_VISITORS, PURCHASE, REFUND, type Recipe, TYPE_WEIGHTS } from "./recipe.ts";

/** Below this the shop knows too little of its visitors: popularity and content serve. */
export const FLOOR = { interactions: 1_000, visitors: 25, items: 50 } as const;
const MOST_OF_A_VISITOR = 200;
/** Factors of items are as good from a sample of the visitors. */
const MOST_FACTOR_VISITORS = 30_000;
/** Of the newest sessions: what a query may look at. */
const MOST_CLICKS = 1_000_000;
const POPULAR_LENGTH = 200;
const CONTENT_LENGTH = 30;

export interface TrainingData {
  readonly items: readonly ItemFacts[];
  readonly events: Events;
  /** Events from here on are not looked at. */
  readonly until: number;
  /** Of these items, where they are at hand already: they do not depend on events. */
  readonly content?: ItemLists;
  /** Parts that were computed elsewhere, by `until`: for a recipe that says so. */
  readonly foreign?: ReadonlyMap<number, ForeignParts>;
}

export const contentOf = (items: readonly ItemFacts[]): ItemLists => contentNeighbours(items, CONTENT_LENGTH);

export function trainParts(data: TrainingData, recipe: Recipe): ModelParts {
  const { items, events, until } = data;
  const known = before(events, until);
  const visitors = visitorMatrix(known, items.length, until, recipe);
  const support = supportOf(visitors);
  const isEnough = hasEnough(known, support);
  const lists = isEnough ? visitors : emptied(visitors);
  const sessions = sessionsOf(known, support, isEnough);
  const popularity = decayedPopularity(known, (row) => TYPE_WEIGHTS[known.type[row] as number] as number, {
    items: items.length,
    now: until,
    halfLifeMs: recipe.popularHalfLifeDays * DAY_MS,
  });
  const foreign = recipe.foreign === undefined || !isEnough ? undefined : foreignParts(data);
  const together = { neighbours: recipe.neighbours, userExponent: recipe.userExponent };
  return {
    items: items.map(({ id }) => id),
    support,
    seenTogether: foreign?.neighbours
      ? sharedPairs(foreign.neighbours, lists)
      : bestFirst(itemNeighbours(ones(lists), { ...together, fewestUsers: FEWEST_VISITORS })),
    boughtTogether: bestFirst(baskets(known, items.length, isEnough, recipe)),
    content: data.content ?? contentOf(items),
    ...popularLists(items, popularity),
    factors: withoutRare(foreign?.factors?.slice() ?? factorsOf(lists, recipe), support, recipe),
    repeatRate: repeatRates(known, items.length),
    ...sessions,
  };
}

/** The events before a time; they are in the order of time. */
export function before(events: Events, until: number): Events {
  let end = 0;
  let beyond = events.length;
  while (end < beyond) {
    const middle = (end + beyond) >> 1;
    if ((events.at[middle] as number) < until) end = middle + 1;
    else beyond = middle;
  }
  return {
    length: end,
    visitor: events.visitor.subarray(0, end),
    item: events.item.subarray(0, end),
    type: events.type.subarray(0, end),
    at: events.at.subarray(0, end),
    order: events.order.subarray(0, end),
    session: events.session.subarray(0, end),
  };
}

/** Visitors × items: the sum of decayed weights. Of a visitor's items the newest 200 count. */
function visitorMatrix(events: Events, items: number, until: number, { halfLifeDays }: Recipe): Sparse {
  const rows = growing((length) => new Uint32Array(length));
  const columns = growing((length) => new Uint32Array(length));
  const values = growing((length) => new Float32Array(length));
  const byVisitor = histories(events);
  for (let visitor = 0; visitor < byVisitor.count; visitor++) {
    const own = new Map<number, number>();
    const rowsOf = byVisitor.rows(visitor);
    for (let k = rowsOf.length - 1; k >= 0; k--) {
      const row = rowsOf[k] as number;
      const item = events.item[row] as number;
      if (own.size >= MOST_OF_A_VISITOR && !own.has(item)) continue;
      const age = (until - (events.at[row] as number)) / DAY_MS;
      const weight = (TYPE_WEIGHTS[events.type[row] as number] as number) * 2 ** (-age / halfLifeDays);
      own.set(item, (own.get(item) ?? 0) + weight);
    }
    for (const [item, weight] of own) {
      if (weight <= 0) continue;
      rows.push(visitor);
      columns.push(item);
      values.push(Math.log1p(weight));
    }
  }
  return summed(sparseFrom(byVisitor.count, items, rows.view(), columns.view(), values.view()));
}

const ones = (matrix: Sparse): Sparse => ({
  ...matrix,
  values: new Float32Array(matrix.values.length).fill(1),
});

const emptied = (matrix: Sparse): Sparse => ({
  ...matrix,
  starts: new Uint32Array(matrix.rows + 1),
  columns: new Uint32Array(0),
  values: new Float32Array(0),
});

const supportOf = (visitors: Sparse): Uint32Array => {
  const byItem = transposed(visitors);
  return Uint32Array.from({ length: byItem.rows }, (_, item) => rowLength(byItem, item));
};

export function hasEnough(events: Pick<Events, "length" | "visitor">, support: Uint32Array): boolean {
  return (
    events.length >= FLOOR.interactions &&
    new Set(events.visitor).size >= FLOOR.visitors &&
    support.filter((count) => count > 0).length >= FLOOR.items
  );
}

/** What was bought in one order, or by one visitor on one day. */
function baskets(events: Events, items: number, isEnough: boolean, recipe: Recipe): Sparse {
  const numbers = new Map<string, number>();
  const found: { visitor: number; number: number; item: number }[] = [];
  for (let row = 0; row < (isEnough ? events.length : 0); row++) {
    if (events.type[row] !== PURCHASE) continue;
    const visitor = events.visitor[row] as number;
    const order = events.order[row] as number;
    const day = Math.floor((events.at[row] as number) / DAY_MS);
    const key = order >= 0 ? `o${order}` : `${visitor}/${day}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    found.push({ visitor, number, item: events.item[row] as number });
  }
  // Rows of one visitor follow one another, so that visitors can be counted.
  found.sort((a, b) => a.visitor - b.visitor || a.number - b.number);
  const rowOf = new Uint32Array(found.length);
  const userOfRow: number[] = [];
  for (const [k, { visitor, number }] of found.entries()) {
    if (found[k - 1]?.number !== number) userOfRow.push(visitor);
    rowOf[k] = userOfRow.length - 1;
  }
  const columns = Uint32Array.from(found, ({ item }) => item);
  return itemNeighbours(ones(summed(sparseFrom(userOfRow.length, items, rowOf, columns))), {
    neighbours: recipe.neighbours,
    userExponent: recipe.userExponent,
    fewestUsers: FEWEST_VISITORS,
    userOfRow: Uint32Array.from(userOfRow),
  });
}

/** Each row by falling value. */
function bestFirst({ rows, starts, columns, values }: Sparse): ItemLists {
  const sorted = { starts, columns: columns.slice(), values: values.slice() };
  for (let row = 0; row < rows; row++) {
    const from = starts[row] as number;
    const order = Uint32Array.from({ length: (starts[row + 1] as number) - from }, (_, k) => from + k);
    order.sort((a, b) => (values[b] as number) - (values[a] as number) || a - b);
    for (const [k, at] of order.entries()) {
      sorted.columns[from + k] = columns[at] as number;
      sorted.values[from + k] = values[at] as number;
    }
  }
  return sorted;
}

/** Sessions of two items and more; an item that fewer than three visitors saw is in none. */
function sessionsOf(
  events: Events,
  support: Uint32Array,
  isEnough: boolean,
): Pick<ModelParts, "sessionStarts" | "sessionItems" | "sessionVisitors"> {
  const open = new Map<number, { visitor: number; items: number[] }>();
  const first = Math.max(0, events.length - MOST_CLICKS);
  for (let row = first; row < (isEnough ? events.length : 0); row++) {
    const item = events.item[row] as number;
    if (events.type[row] === REFUND || (support[item] as number) < FEWEST_VISITORS) continue;
    const number = events.session[row] as number;
    let session = open.get(number);
    if (session === undefined) {
      session = { visitor: events.visitor[row] as number, items: [] };
      open.set(number, session);
    }
    if (session.items.at(-1) !== item && session.items.length < MOST_OF_A_VISITOR) session.items.push(item);
  }
  const kept = [...open.values()].filter(({ items }) => items.length >= 2);
  const starts = new Uint32Array(kept.length + 1);
  for (const [k, { items }] of kept.entries()) starts[k + 1] = (starts[k] as number) + items.length;
  return {
    sessionStarts: starts,
    sessionItems: Uint32Array.from(kept.flatMap(({ items }) => items)),
    sessionVisitors: Uint32Array.from(kept, ({ visitor }) => visitor),
  };
}

function popularLists(
  items: readonly ItemFacts[],
  popularity: Float32Array,
): Pick<ModelParts, "categories" | "popular" | "popularOfCategory"> {
  const order = Uint32Array.from({ length: items.length }, (_, item) => item).sort(
    (a, b) => (popularity[b] as number) - (popularity[a] as number) || a - b,
  );
  const ofCategory = new Map<string, number[]>();
  for (const item of order) {
    for (const category of new Set((items[item] as ItemFacts).categories)) {
      const list = ofCategory.get(category) ?? [];
      if (list.length < POPULAR_LENGTH) list.push(item);
      ofCategory.set(category, list);
    }
  }
  const categories = [...ofCategory.keys()].sort();
  return {
    categories,
    popular: listsOf([[...order.subarray(0, POPULAR_LENGTH)]], popularity),
    popularOfCategory: listsOf(
      categories.map((category) => ofCategory.get(category) ?? []),
      popularity,
    ),
  };
}

function listsOf(lists: readonly (readonly number[])[], popularity: Float32Array): ItemLists {
  const starts = new Uint32Array(lists.length + 1);
  for (const [k, list] of lists.entries()) starts[k + 1] = (starts[k] as number) + list.length;
  const columns = Uint32Array.from(lists.flat());
  return { starts, columns, values: Float32Array.from(columns, (item) => popularity[item] as number) };
}

function factorsOf(visitors: Sparse, { factors, seed }: Recipe): Float32Array {
  if (visitors.columns.length === 0 || factors === 0) return new Float32Array(0);
  const options = { factors, epochs: 6, regularisation: 0.003, unobserved: 0.1, seed };
  return ials(thinned(visitors, MOST_FACTOR_VISITORS), options).items;
}

/** Items that fewer than three visitors know get zeros, and are never near anything. Changes the table. */
function withoutRare(table: Float32Array, support: Uint32Array, { factors }: Recipe): Float32Array {
  if (table.length === 0) return table;
  for (const [item, count] of support.entries())
    if (count < FEWEST_VISITORS) table.fill(0, item * factors, (item + 1) * factors);
  return table;
}

/** Throws when they were not computed for this part of the time. */
function foreignParts({ foreign, until }: TrainingData): ForeignParts {
  const parts = foreign?.get(until);
  if (!parts) throw new Error(`no parts were computed elsewhere from the events before ${until}`);
  return parts;
}

/** Every k-th row, so that at most `most` are left. */
function thinned(matrix: Sparse, most: number): Sparse {
  if (matrix.rows <= most) return matrix;
  const step = matrix.rows / most;
  const kept = Array.from({ length: most }, (_, k) => Math.floor(k * step));
  const starts = new Uint32Array(most + 1);
  for (const [k, row] of kept.entries()) starts[k + 1] = (starts[k] as number) + rowLength(matrix, row);
  const columns = new Uint32Array(starts[most] as number);
  const values = new Float32Array(columns.length);
  for (const [k, row] of kept.entries()) {
    columns.set(rowColumns(matrix, row), starts[k]);
    values.set(rowValues(matrix, row), starts[k]);
  }
  return { rows: most, width: matrix.width, starts, columns, values };
}

/** Smoothed by the rate of the whole shop, as of five buyers more. */
function repeatRates(events: Events, items: number): Float32Array {
  const daysOf = new Map<number, Set<number>>();
  for (let row = 0; row < events.length; row++) {
    if (events.type[row] !== PURCHASE) continue;
    const key = (events.visitor[row] as number) * items + (events.item[row] as number);
    const day = Math.floor((events.at[row] as number) / DAY_MS);
    daysOf.set(key, (daysOf.get(key) ?? new Set()).add(day));
  }
  const buyers = new Float64Array(items);
  const again = new Float64Array(items);
  let allAgain = 0;
  for (const [key, days] of daysOf) {
    const item = key % items;
    buyers[item] = (buyers[item] as number) + 1;
    if (days.size < 2) continue;
    again[item] = (again[item] as number) + 1;
    allAgain++;
  }
  const rate = daysOf.size === 0 ? 0 : allAgain / daysOf.size;
  return Float32Array.from(buyers, (count, item) => ((again[item] as number) + 5 * rate) / (count + 5));
}
