/** The rows of each visitor's events, in the order of time. */
import type { Events } from "../store/dataset.ts";

export interface Histories {
  /** One more than the largest number of a visitor. */
  readonly count: number;
  rows(visitor: number): Uint32Array;
}

export function histories(events: Pick<Events, "length" | "visitor">): Histories {
  let count = 0;
  for (const visitor of events.visitor) if (visitor >= count) count = visitor + 1;
  const starts = new Uint32Array(count + 1);
  for (const visitor of events.visitor) starts[visitor + 1] = (starts[visitor + 1] as number) + 1;
  for (let visitor = 0; visitor < count; visitor++)
    starts[visitor + 1] = (starts[visitor + 1] as number) + (starts[visitor] as number);
  const next = starts.slice();
  const rows = new Uint32Array(events.length);
  for (let row = 0; row < events.length; row++) {
    const visitor = events.visitor[row] as number;
    const at = next[visitor] as number;
    rows[at] = row;
    next[visitor] = at + 1;
  }
  return { count, rows: (visitor) => rows.subarray(starts[visitor], starts[visitor + 1]) };
}
