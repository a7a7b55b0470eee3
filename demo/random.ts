/**
 * Repeatable random numbers: the same name yields the same numbers on every machine, so the demo shop is the
 * same everywhere. FNV-1a turns the name into a seed, mulberry32 turns the seed into a sequence.
 */

export type Random = () => number;

/** Numbers in [0, 1), determined by `name`. */
export function random(name: string): Random {
  let state = 0x811c9dc5;
  for (const char of name) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from `low` to `high`, both included. */
export const between = (next: Random, low: number, high: number): number =>
  low + Math.floor(next() * (high - low + 1));

/** One of `items`, which must not be empty. */
export function pick<T>(next: Random, items: readonly T[]): T {
  const item = items[Math.floor(next() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}
