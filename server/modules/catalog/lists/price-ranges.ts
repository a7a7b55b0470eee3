/** The prices of a list, in ranges of equal width. */
import type { ProductTable } from "../product-index/product-table.ts";
import { Stocked } from "../product-index/product-totals.ts";
import type { CodedFilters } from "./filters.ts";
import { IN_STOCK, MANY_VARIANTS, MISSES_NONE, MISSES_PRICE } from "./variant-judge.ts";

export interface PriceRanges {
  readonly prices: readonly { from: number; to: number; count: number }[];
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
}

export const noPrices: PriceRanges = { prices: [], minPrice: null, maxPrice: null };

const RANGES = 10;

/** Large enough for all products and variants of the shop; passes run one after the other. */
let wholeSlots = new Int32Array(0);
let [pricedSlots, pricesOfSlots] = [new Int32Array(0), new Float64Array(0)];

/** Collects the prices of the variants that fit all filters but that of the price. */
export function priceCollector(table: ProductTable, { inStock }: Pick<CodedFilters, "inStock">) {
  const { firstVariant, variant, totals } = table;
  if (wholeSlots.length < table.size) wholeSlots = new Int32Array(totals.stocked.values.length);
  if (pricesOfSlots.length < variant.price.length) {
    pricedSlots = new Int32Array(variant.price.values.length);
    pricesOfSlots = new Float64Array(variant.price.values.length);
  }
  const [first, prices, stocks] = [firstVariant.values, variant.price.values, variant.inStock.values];
  const stocked = totals.stocked.values;
  /** Products of which every price counts. */
  const wholes = wholeSlots;
  let wholeCount = 0;
  /** Of other products the prices that count, side by side with the slots. */
  const [slots, values] = [pricedSlots, pricesOfSlots];
  let count = 0;

  function collectEach(slot: number, missed: Int32Array | null): void {
    const from = first[slot] ?? 0;
    const to = Math.min(first[slot + 1] ?? 0, from + MANY_VARIANTS);
    for (let at = from; at < to; at += 1) {
      const lacks = missed ? missed[at - from] : MISSES_NONE;
      if (lacks !== MISSES_NONE && lacks !== MISSES_PRICE) continue;
      if (inStock === true && stocks[at] !== IN_STOCK) continue;
      slots[count] = slot;
      values[count] = prices[at] ?? 0;
      count += 1;
    }
  }

  return {
    collect: collectEach,
    /** All variants of the product fit, or all but by their price. */
    collectWhole(slot: number): void {
      if (inStock === true && stocked[slot] !== Stocked.all) collectEach(slot, null);
      else {
        wholes[wholeCount] = slot;
        wholeCount += 1;
      }
    },
    ranges: (): PriceRanges =>
      rangesOf(table, wholes.subarray(0, wholeCount), slots.subarray(0, count), values.subarray(0, count)),
  };
}

/** A product counts once in each range in which it has a variant. */
function rangesOf(
  { totals, firstVariant, variant }: ProductTable,
  wholes: Int32Array,
  slots: Int32Array,
  prices: Float64Array,
): PriceRanges {
  if (wholes.length + prices.length === 0) return noPrices;
  const [lowest, highest] = [totals.leastPrice.values, totals.mostPrice.values];
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < prices.length; at += 1) {
    const price = prices[at] ?? 0;
    if (price < least) least = price;
    if (price > most) most = price;
  }
  for (let at = 0; at < wholes.length; at += 1) {
    const slot = wholes[at] ?? 0;
    const low = lowest[slot] ?? 0;
    const high = highest[slot] ?? 0;
    if (low < least) least = low;
    if (high > most) most = high;
  }
  const width = Math.floor((most - least) / RANGES) + 1;
  const counts = new Int32Array(RANGES);
  const lastProduct = new Int32Array(RANGES).fill(-1);
  const count = (slot: number, price: number): void => {
    const range = Math.floor((price - least) / width);
    if (lastProduct[range] === slot) return;
    lastProduct[range] = slot;
    counts[range] = (counts[range] ?? 0) + 1;
  };
  for (let at = 0; at < prices.length; at += 1) count(slots[at] ?? 0, prices[at] ?? 0);
  for (let at = 0; at < wholes.length; at += 1) {
    const slot = wholes[at] ?? 0;
    const low = lowest[slot] ?? 0;
    const high = highest[slot] ?? 0;
    if (Math.floor((low - least) / width) === Math.floor((high - least) / width)) count(slot, low);
    else {
      const end = firstVariant.values[slot + 1] ?? 0;
      for (let each = firstVariant.values[slot] ?? 0; each < end; each += 1)
        count(slot, variant.price.values[each] ?? 0);
    }
  }
  return {
    prices: [...counts].flatMap((products, step) => {
      const from = least + step * width;
      return products > 0 ? [{ from, to: Math.min(from + width - 1, most), count: products }] : [];
    }),
    minPrice: least,
    maxPrice: most,
  };
}
