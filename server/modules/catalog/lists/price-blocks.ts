/**
 * Lists that are filtered by prices alone, without a look at every product.
 *
 * Stores: the live products in the order of their least prices, and for each block of them what all products
 * up to its end add up to. Products whose prices all lie between two bounds are a range of this order, but
 * for those that have a higher price too: what a range adds up to is the sums at its end without those at its
 * begin. Products with a price between the bounds and another outside are counted one by one.
 */
import type { ProductIndex } from "../product-index/product-index.ts";
import { include } from "../product-index/slot-set.ts";
import { countFacets, type FacetCounts } from "./count-facets.ts";
import type { CodedFilters } from "./filters.ts";
import { IN_STOCK, SOLD_OUT, stockOf } from "./variant-judge.ts";

/** What products add up to. */
type Sums = { -readonly [Name in keyof Omit<FacetCounts, "isSelected" | "prices">]: FacetCounts[Name] };

export interface PriceBlocks {
  readonly size: number;
  /** Those that have a variant, by least price. */
  readonly slots: Int32Array;
  /** In the order of `slots`. */
  readonly least: Float64Array;
  readonly sums: readonly Sums[];
}

const BLOCK = 1_024;
/** Numbers in all sums: more values of attributes are not worth the memory. */
const MOST_NUMBERS = 1_000_000;

/** Of the filters, the stock alone counts. Null: the shop has too many values for sums of them. */
export function priceBlocks(index: ProductIndex, filters: CodedFilters, size = BLOCK): PriceBlocks | null {
  const { brands, optionValues, attributes, live, totals, count } = index.table;
  const codes = brands.size + optionValues.size + attributes.size + index.tree.size;
  if ((codes * count) / size > MOST_NUMBERS) return null;
  const leastPrice = totals.leastPrice.values;
  const slots = Int32Array.from(index.orders.after("price", null)).filter(
    (slot) => live.values[slot] === 1 && Number.isFinite(leastPrice[slot]),
  );
  const sums: Sums[] = [];
  for (let end = size; end <= slots.length; end += size) {
    const sum = sumOf(index, filters, slots.slice(end - size, end).sort());
    const before = sums.at(-1);
    if (before) add(sum, before, 1);
    sums.push(sum);
  }
  return { size, slots, least: Float64Array.from(slots, (slot) => leastPrice[slot] ?? 0), sums };
}

export function countPriced(index: ProductIndex, filters: CodedFilters, blocks: PriceBlocks): FacetCounts {
  const { minPrice, maxPrice } = filters;
  const from = placeOf(blocks.least, (price) => price < minPrice);
  const to = placeOf(blocks.least, (price) => price <= maxPrice);
  // Products with a price outside cost most: the sums spare little of a narrow range.
  if (to - from < blocks.least.length / 2) return countFacets(index, filters, null, { withPrices: false });
  const { partly, higher, whole } = slotsBetween(index, minPrice, maxPrice);
  const counts = countFacets(index, filters, partly, { withPrices: false });
  const sums = sumBetween(index, filters, blocks, [from, to]);
  add(sums, sumOf(index, filters, higher), -1);
  add(sums, counts, 1);
  const isShown = stockFilter(index, filters);
  for (let at = 0; at < whole.length; at += 1) {
    const slot = whole[at] ?? 0;
    if (isShown(slot)) include(counts.isSelected, slot);
  }
  return { ...counts, ...sums };
}

/** Large enough for all products of the shop; passes run one after the other. */
let [wholes, parts, dearer] = [new Int32Array(0), new Int32Array(0), new Int32Array(0)];

/**
 * `whole`: products whose prices all lie between the bounds. `partly`: those with such a price and another.
 * `higher`: of these, those whose least price lies between. In the order of slots, in which columns are read
 * fast.
 */
function slotsBetween({ table }: ProductIndex, minPrice: number, maxPrice: number) {
  const size = table.live.values.length;
  if (wholes.length < size)
    [wholes, parts, dearer] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const live = table.live.values;
  const [lowest, highest] = [table.totals.leastPrice.values, table.totals.mostPrice.values];
  let [wholeCount, partCount, dearerCount] = [0, 0, 0];
  for (let slot = 0; slot < table.size; slot += 1) {
    const low = lowest[slot] ?? 0;
    const high = highest[slot] ?? 0;
    if (low > maxPrice || high < minPrice || live[slot] !== 1) continue;
    if (low >= minPrice && high <= maxPrice) {
      wholes[wholeCount] = slot;
      wholeCount += 1;
      continue;
    }
    parts[partCount] = slot;
    partCount += 1;
    if (low < minPrice) continue;
    dearer[dearerCount] = slot;
    dearerCount += 1;
  }
  return {
    whole: wholes.subarray(0, wholeCount),
    partly: parts.subarray(0, partCount),
    higher: dearer.subarray(0, dearerCount),
  };
}

function stockFilter({ table }: ProductIndex, { inStock }: CodedFilters): (slot: number) => boolean {
  if (inStock === null) return () => true;
  const { stocked } = table.totals;
  const wanted = inStock ? IN_STOCK : SOLD_OUT;
  return (slot) => stockOf(stocked.values[slot] ?? 0) === wanted;
}

function sumOf(index: ProductIndex, filters: CodedFilters, slots: Int32Array): Sums {
  const anyPrice = { ...filters, minPrice: 0, maxPrice: Number.POSITIVE_INFINITY };
  const { isSelected: _, prices: __, ...sums } = countFacets(index, anyPrice, slots, { withPrices: false });
  return sums;
}

/** Adds `times` the other. */
function add(sum: Sums, other: Sums, times: number): void {
  sum.total += other.total * times;
  sum.inStock += other.inStock * times;
  sum.onSale += other.onSale * times;
  for (const name of ["brands", "categories", "optionValues", "attributeValues"] as const) {
    const [own, others] = [sum[name], other[name]];
    for (let code = 0; code < others.length; code += 1)
      own[code] = (own[code] ?? 0) + (others[code] ?? 0) * times;
  }
}

/**
 * What the products from a place in the order to another add up to. Columns are read in the order of slots:
 * in another, each product would wait for the memory.
 */
function sumBetween(
  index: ProductIndex,
  filters: CodedFilters,
  { size, slots, sums }: PriceBlocks,
  [from, to]: readonly [number, number],
): Sums {
  const [first, last] = [Math.ceil(from / size), Math.floor(to / size)];
  if (last <= first) return sumOf(index, filters, slots.slice(from, to).sort());
  const sum = sumOf(index, filters, slots.slice(from, first * size).sort());
  add(sum, sumOf(index, filters, slots.slice(last * size, to).sort()), 1);
  const [end, begin] = [sums[last - 1], sums[first - 1]];
  if (end) add(sum, end, 1);
  if (begin) add(sum, begin, -1);
  return sum;
}

/** How many prices of the order come before those for which `isBefore` is false. */
function placeOf(prices: Float64Array, isBefore: (price: number) => boolean): number {
  let low = 0;
  let high = prices.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(prices[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
