/** Tells products whose variants fare alike under a list's filters from those that need a look at each. */
import { NONE, type ProductTable } from "../product-index/product-table.ts";
import type { AttributeCounter } from "./count-attributes.ts";
import type { CodedFilters } from "./filters.ts";
import { MISSES_NONE } from "./variant-judge.ts";

export interface ProductsAlike {
  /** Slots of products of which all variants fit every filter but that of the stock. */
  readonly whole: Int32Array;
  /** All variants fit all filters but that of the price, and none fits that one. */
  readonly notByPrice: Int32Array;
  readonly others: Int32Array;
}

/** Large enough for all products of the shop; passes run one after the other. */
let [wholes, pricedOut, rest] = [new Int32Array(0), new Int32Array(0), new Int32Array(0)];

/** The live ones among the candidates; without these, among all products. Valid until the next call. */
export function productsAlike(
  table: ProductTable,
  filters: CodedFilters,
  candidates: Int32Array | null,
  attributes: Pick<AttributeCounter, "missed">,
): ProductsAlike {
  const size = table.live.values.length;
  if (wholes.length < size)
    [wholes, pricedOut, rest] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const [whole, notByPrice, others] = [wholes, pricedOut, rest];
  const live = table.live.values;
  const lowest = table.totals.leastPrice.values;
  const highest = table.totals.mostPrice.values;
  const { minPrice, maxPrice, categories, brands } = filters;
  const areAlike = filters.options.length === 0 && filters.onSale === null;
  const hasAttributes = filters.attributes.length > 0;
  const count = candidates ? candidates.length : table.size;
  let wholeCount = 0;
  let pricedOutCount = 0;
  let otherCount = 0;
  for (let at = 0; at < count; at += 1) {
    const slot = candidates ? (candidates[at] ?? 0) : at;
    if (live[slot] !== 1) continue;
    const low = lowest[slot] ?? 0;
    const high = highest[slot] ?? 0;
    const fits =
      areAlike &&
      (brands === null || brands.has(table.brand.values[slot] ?? NONE)) &&
      (categories === null || isIn(table, slot, categories)) &&
      (!hasAttributes || attributes.missed(slot) === MISSES_NONE);
    if (fits && low >= minPrice && high <= maxPrice) {
      whole[wholeCount] = slot;
      wholeCount += 1;
    } else if (fits && filters.inStock === null && (high < minPrice || low > maxPrice)) {
      notByPrice[pricedOutCount] = slot;
      pricedOutCount += 1;
    } else {
      others[otherCount] = slot;
      otherCount += 1;
    }
  }
  return {
    whole: whole.subarray(0, wholeCount),
    notByPrice: notByPrice.subarray(0, pricedOutCount),
    others: others.subarray(0, otherCount),
  };
}

export function isIn(
  { firstCategory, categories }: ProductTable,
  slot: number,
  wanted: ReadonlySet<number>,
): boolean {
  const end = firstCategory.values[slot + 1] ?? 0;
  for (let at = firstCategory.values[slot] ?? 0; at < end; at += 1)
    if (wanted.has(categories.values[at] ?? NONE)) return true;
  return false;
}
