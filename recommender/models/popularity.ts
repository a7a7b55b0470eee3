/** Popularity with decay: Σ weight · 2^(−age / half-life). */
export function decayedPopularity(
  events: { readonly item: ArrayLike<number>; readonly at: ArrayLike<number> },
  weightOf: (row: number) => number,
  options: { readonly items: number; readonly now: number; readonly halfLifeMs: number },
): Float32Array {
  const sums = new Float64Array(options.items);
  for (let row = 0; row < events.item.length; row++) {
    const age = Math.max(0, options.now - (events.at[row] as number));
    const item = events.item[row] as number;
    sums[item] = (sums[item] as number) + weightOf(row) * 2 ** (-age / options.halfLifeMs);
  }
  return Float32Array.from(sums, (sum) => Math.max(0, sum));
}
