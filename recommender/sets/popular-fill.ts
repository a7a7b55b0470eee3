import { columnCounts, type Sparse } from "../matrix/sparse.ts";

/**
 * Completes short lists, of users or sessions of which little is known, with the items of the most entries
 * that are neither in the list nor in `without`.
 */
export function popularFill(
  matrix: Sparse,
  at: number,
): (list: Uint32Array, without: ArrayLike<number>) => Uint32Array {
  const counts = columnCounts(matrix);
  const order = Array.from(counts.keys())
    .filter((item) => (counts[item] as number) > 0)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  return (list, without) => {
    if (list.length >= at) return list;
    const taken = new Set([...Array.from(without), ...list]);
    const filled = [...list];
    for (let k = 0; k < order.length && filled.length < at; k++)
      if (!taken.has(order[k] as number)) filled.push(order[k] as number);
    return Uint32Array.from(filled);
  };
}
