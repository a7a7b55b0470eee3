/**
 * What the variants of a product add up to, so that a pass over the shop need not read every variant: the
 * range of their prices, their stock, and the values of their options. Three variants a product make it four
 * times faster.
 */
import { flags, integers, numbers } from "./columns.ts";

/** The variants of a product, or those of one kind. */
export const Stocked = { noVariant: 0, none: 1, some: 2, all: 3 } as const;

interface CodedVariant {
  readonly price: number;
  readonly onSale: boolean;
  readonly inStock: boolean;
  /** Codes of the values of its options. */
  readonly values: readonly number[];
}

export function productTotals() {
  const columns = {
    leastPrice: numbers(),
    mostPrice: numbers(),
    /** Of all variants, and of those on sale: a `Stocked`. */
    stocked: flags(),
    saleStocked: flags(),
    /** The first value of each slot; its values end where those of the next slot begin. */
    firstValue: integers(),
    /** Each value of an option once: twice its code, and one more if a variant of it is in stock. */
    values: integers(),
  };
  columns.firstValue.push(0);
  return {
    ...columns,
    /** Adds the next slot. */
    append(variants: readonly CodedVariant[]): void {
      const prices = variants.map(({ price }) => price);
      columns.leastPrice.push(Math.min(...prices));
      columns.mostPrice.push(Math.max(...prices));
      columns.stocked.push(stockedOf(variants));
      columns.saleStocked.push(stockedOf(variants.filter(({ onSale }) => onSale)));
      const isInStock = new Map<number, boolean>();
      for (const { values, inStock } of variants)
        for (const value of values) isInStock.set(value, inStock || isInStock.get(value) === true);
      for (const [value, inStock] of isInStock) columns.values.push(value * 2 + Number(inStock));
      columns.firstValue.push(columns.values.length);
    },
  };
}

function stockedOf(variants: readonly CodedVariant[]): number {
  if (variants.length === 0) return Stocked.noVariant;
  const inStock = variants.filter((variant) => variant.inStock).length;
  if (inStock === 0) return Stocked.none;
  return inStock === variants.length ? Stocked.all : Stocked.some;
}
