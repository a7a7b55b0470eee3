/** Parts of a model that were computed elsewhere, from the events before one moment. */
import { rowColumns, type Sparse, transposed } from "../matrix/sparse.ts";
import type { ItemLists } from "./parts.ts";
import { FEWEST_VISITORS } from "./recipe.ts";

export interface ForeignParts {
  /** Rows of items; null: there are none. */
  readonly factors: Float32Array | null;
  /** Best first; null: there are none. */
  readonly neighbours: ItemLists | null;
}

/** Without the pairs that fewer than three visitors share: a list must not show what one person did. */
export function sharedPairs(lists: ItemLists, visitors: Sparse): ItemLists {
  const byItem = transposed(visitors);
  const marks = new Int32Array(visitors.rows).fill(-1);
  const starts = new Uint32Array(lists.starts.length);
  const kept: number[] = [];
  for (let item = 0; item < byItem.rows; item++) {
    for (const visitor of rowColumns(byItem, item)) marks[visitor] = item;
    for (let at = lists.starts[item] as number; at < (lists.starts[item + 1] as number); at++) {
      let shared = 0;
      for (const visitor of rowColumns(byItem, lists.columns[at] as number))
        if (marks[visitor] === item) shared++;
      if (shared >= FEWEST_VISITORS) kept.push(at);
    }
    starts[item + 1] = kept.length;
  }
  return {
    starts,
    columns: Uint32Array.from(kept, (at) => lists.columns[at] as number),
    values: Float32Array.from(kept, (at) => lists.values[at] as number),
  };
}
