/** Counts the products of a list by what they have: values of options, and categories. */
import type { ProductIndex } from "../product-index/product-index.ts";
import { MOST_OPTIONS, NONE, type ProductTable } from "../product-index/product-table.ts";
import { ABSENT, MANY_VARIANTS, MISSES_NONE, SOLD_OUT, UNFIT } from "./variant-judge.ts";

/** Counts for each value of an option the products that choosing it would find. */
export function valueCounter(table: ProductTable, least: number, most: number) {
  const { firstVariant, variant, nameOfValue, optionValues, totals } = table;
  const counts = new Int32Array(optionValues.size);
  /** Of the product that is looked at: the best stock of each value that it has, and its values. */
  const best = new Int8Array(optionValues.size).fill(ABSENT);
  const touched = new Int32Array(optionValues.size);
  const [first, stocks, values] = [firstVariant.values, variant.inStock.values, variant.values.values];
  const [firstValue, ownValues, names] = [totals.firstValue.values, totals.values.values, nameOfValue.values];

  /** All its variants fit. */
  function countAll(slot: number): void {
    const end = firstValue[slot + 1] ?? 0;
    for (let at = firstValue[slot] ?? 0; at < end; at += 1) {
      const own = ownValues[at] ?? 0;
      const stock = own & 1;
      if (stock >= least && stock <= most) counts[own >> 1] = (counts[own >> 1] ?? 0) + 1;
    }
  }

  /** `missed`: how each of its variants fares. */
  function countEach(slot: number, missed: Int32Array): void {
    const from = first[slot] ?? 0;
    const to = Math.min(first[slot + 1] ?? 0, from + MANY_VARIANTS);
    let known = 0;
    for (let at = from; at < to; at += 1) {
      const lacks = missed[at - from] ?? UNFIT;
      if (lacks < MISSES_NONE) continue;
      const stock = stocks[at] ?? SOLD_OUT;
      for (let place = at * MOST_OPTIONS; place < (at + 1) * MOST_OPTIONS; place += 1) {
        const value = values[place] ?? NONE;
        if (value === NONE || (lacks !== MISSES_NONE && names[value] !== lacks)) continue;
        const before = best[value] ?? ABSENT;
        if (before === ABSENT) {
          touched[known] = value;
          known += 1;
        }
        if (stock > before) best[value] = stock;
      }
    }
    for (let at = 0; at < known; at += 1) {
      const value = touched[at] ?? 0;
      const stock = best[value] ?? ABSENT;
      if (stock >= least && stock <= most) counts[value] = (counts[value] ?? 0) + 1;
      best[value] = ABSENT;
    }
  }

  return { counts, countAll, countEach };
}

/** Counts a product in its categories and in all above them, once in each. */
export function categoryCounter({ table, tree }: ProductIndex) {
  const counts = new Int32Array(tree.size);
  /** Products that have this category alone: they count for those above it when the pass is over. */
  const alone = new Int32Array(tree.size);
  const lastSlot = new Int32Array(tree.size).fill(-1);
  const first = table.firstCategory.values;
  const categories = table.categories.values;
  const paths = Array.from({ length: tree.size }, (_, code) => tree.upwards(code));
  return {
    count(slot: number): void {
      const from = first[slot] ?? 0;
      const end = first[slot + 1] ?? 0;
      if (end === from + 1) {
        const only = categories[from] ?? 0;
        alone[only] = (alone[only] ?? 0) + 1;
        return;
      }
      for (let at = from; at < end; at += 1) {
        for (const code of paths[categories[at] ?? 0] ?? []) {
          if (lastSlot[code] === slot) continue;
          lastSlot[code] = slot;
          counts[code] = (counts[code] ?? 0) + 1;
        }
      }
    },
    /** When the pass is over. */
    counts(): Int32Array {
      alone.forEach((products, category) => {
        if (products > 0)
          for (const code of paths[category] ?? []) counts[code] = (counts[code] ?? 0) + products;
      });
      alone.fill(0);
      return counts;
    },
  };
}
