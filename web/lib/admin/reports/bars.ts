/** Where the bars of a chart stand. Pure. */

export type Bar = { x: number; y: number; width: number; height: number };

/** The part of a bar's place that it fills. */
const FILLED = 0.7;

/** Bars for values that may be negative, in a box of this size, and the height of the line at zero. */
export function barsOf(
  values: readonly number[],
  width: number,
  height: number,
): { bars: Bar[]; zero: number } {
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const scale = most === least ? 0 : height / (most - least);
  const zero = most === least ? height : most * scale;
  const place = values.length === 0 ? 0 : width / values.length;
  const bars = values.map((value, at) => ({
    x: (at + (1 - FILLED) / 2) * place,
    y: value >= 0 ? zero - value * scale : zero,
    width: place * FILLED,
    height: Math.abs(value) * scale,
  }));
  return { bars, zero };
}
