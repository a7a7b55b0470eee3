/**
 * Judges the variants of a product by the filters of a list: which fit all of them, and which miss a single
 * option alone.
 */
import { MOST_OPTIONS, NONE, type ProductTable } from "../product-index/product-table.ts";
import { Stocked } from "../product-index/product-totals.ts";
import type { CodedFilters } from "./filters.ts";

/** What the variants of a product add up to: none of them fits, some do and none is in stock, one is. */
export const ABSENT = -1;
export const SOLD_OUT = 0;
export const IN_STOCK = 1;

/** It has all the chosen options. */
export const MISSES_NONE = -1;
/** It fails a filter other than those of options. */
export const UNFIT = -2;
/** It lacks more than one of the chosen options. */
export const MISSES_MORE = -3;
/** The same as MISSES_NONE, but for its price. */
export const MISSES_PRICE = -4;

/** A product has so many variants at most; an import of older times may have had more. */
export const MANY_VARIANTS = 4_096;

export interface VariantJudge {
  /** Judges the variants of a product. The fields hold the result until the next call. */
  look(slot: number): void;
  /** Of variants that fit all filters. */
  stock: number;
  /** Of those that are on sale, whatever was asked of sales. */
  saleStock: number;
  /** Of those that fit all filters but that of the price. */
  priceStock: number;
  /** For each variant: the code of the one option that it misses, or a code from above. */
  readonly missed: Int32Array;
}

export function variantJudge(table: ProductTable, filters: CodedFilters): VariantJudge {
  const { options, minPrice, maxPrice, onSale } = filters;
  const { variant, firstVariant } = table;
  const [first, prices] = [firstVariant.values, variant.price.values];
  const [sales, stocks] = [variant.onSale.values, variant.inStock.values];
  const misses = optionsMissed(table, options);
  const missed = new Int32Array(MANY_VARIANTS);
  return {
    stock: ABSENT,
    saleStock: ABSENT,
    priceStock: ABSENT,
    missed,
    look(slot) {
      const from = first[slot] ?? 0;
      const to = Math.min(first[slot + 1] ?? 0, from + MANY_VARIANTS);
      let stock: number = ABSENT;
      let saleStock: number = ABSENT;
      let priceStock: number = ABSENT;
      for (let at = from; at < to; at += 1) {
        const price = prices[at] ?? 0;
        const own = stocks[at] ?? SOLD_OUT;
        const isOnSale = sales[at] === 1;
        const fitsPrice = price >= minPrice && price <= maxPrice;
        const fitsSale = onSale === null || isOnSale === onSale;
        const lacks = misses(at);
        missed[at - from] = verdict(fitsSale, fitsPrice, lacks);
        if (lacks !== MISSES_NONE) continue;
        if (fitsSale && own > priceStock) priceStock = own;
        if (fitsPrice && isOnSale && own > saleStock) saleStock = own;
        if (fitsPrice && fitsSale && own > stock) stock = own;
      }
      this.stock = stock;
      this.saleStock = saleStock;
      this.priceStock = priceStock;
    },
  };
}

/** Of a `Stocked`. */
export const stockOf = (stocked: number): number =>
  stocked === Stocked.noVariant ? ABSENT : stocked === Stocked.none ? SOLD_OUT : IN_STOCK;

function verdict(fitsSale: boolean, fitsPrice: boolean, lacks: number): number {
  if (!fitsSale) return UNFIT;
  if (fitsPrice) return lacks;
  return lacks === MISSES_NONE ? MISSES_PRICE : UNFIT;
}

/** Which of the chosen options a variant misses. */
function optionsMissed(
  { variant, nameOfValue }: ProductTable,
  options: CodedFilters["options"],
): (variant: number) => number {
  if (options.length === 0) return () => MISSES_NONE;
  const values = variant.values.values;
  const names = nameOfValue.values;
  return (at) => {
    let result = MISSES_NONE;
    for (const { name, values: wanted } of options) {
      let has = false;
      for (let place = at * MOST_OPTIONS; place < (at + 1) * MOST_OPTIONS; place += 1) {
        const value = values[place] ?? NONE;
        if (value !== NONE && names[value] === name && wanted.has(value)) has = true;
      }
      if (has) continue;
      if (result !== MISSES_NONE || name === NONE) return MISSES_MORE;
      result = name;
    }
    return result;
  };
}
