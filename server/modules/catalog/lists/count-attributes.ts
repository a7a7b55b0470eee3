/** The filters of attributes in the pass over the products, and the counts of their values. */
import type { ProductTable } from "../product-index/product-table.ts";
import type { CodedFilters } from "./filters.ts";
import { MISSES_MORE, MISSES_NONE } from "./variant-judge.ts";

export interface AttributeCounter {
  /** By the code of the value. */
  readonly counts: Int32Array;
  /** The code of the one attribute whose filter the product fails, or MISSES_NONE, or MISSES_MORE. */
  missed(slot: number): number;
  /** Counts the product for its values; where it misses one attribute, for the values of this one. */
  count(slot: number, lacks: number): void;
}

export function attributeCounter(
  { attributes }: ProductTable,
  { attributes: filters }: CodedFilters,
): AttributeCounter {
  const first = attributes.first.values;
  const values = attributes.values.values;
  const attributeOf = attributes.attributeOf.values;
  const counts = new Int32Array(attributes.size);

  function has(slot: number, isWanted: Uint8Array): boolean {
    const end = first[slot + 1] ?? 0;
    for (let at = first[slot] ?? 0; at < end; at += 1) if (isWanted[values[at] ?? 0] === 1) return true;
    return false;
  }

  return {
    counts,
    missed(slot) {
      let result = MISSES_NONE;
      for (const { attribute, isWanted } of filters) {
        if (has(slot, isWanted)) continue;
        if (result !== MISSES_NONE || attribute === null) return MISSES_MORE;
        result = attribute;
      }
      return result;
    },
    count(slot, lacks) {
      const end = first[slot + 1] ?? 0;
      for (let at = first[slot] ?? 0; at < end; at += 1) {
        const value = values[at] ?? 0;
        if (lacks === MISSES_NONE || attributeOf[value] === lacks) counts[value] = (counts[value] ?? 0) + 1;
      }
    },
  };
}
