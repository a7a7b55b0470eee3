/**
 * For each word, the products that it finds: a slot and a weight in one number, which is a posting.
 *
 * Stores: the postings of all words in one array, those of a word side by side in a block whose size is the
 * smallest power of two that holds them. A word that outgrows its block moves to one of twice the size, and
 * leaves its former one to another word. Arrays of their own would cost most words ten times their postings.
 */
import { integers } from "./columns.ts";

export interface Postings {
  /** Opens the list of the next word. Lists are numbered from 0. */
  open(): void;
  add(list: number, posting: number): void;
  count(list: number): number;
  at(list: number, place: number): number;
  /** The postings of all lists: those of a list lie side by side from `startOf` on. Read it anew after `add`. */
  readonly all: Int32Array;
  startOf(list: number): number;
}

/** Weights are smaller. */
const WEIGHT_BITS = 7;
export const postingOf = (slot: number, weight: number): number => (slot << WEIGHT_BITS) | weight;
export const slotOfPosting = (posting: number): number => posting >> WEIGHT_BITS;
export const weightOfPosting = (posting: number): number => posting & ((1 << WEIGHT_BITS) - 1);

export function postings(): Postings {
  const pool = integers();
  const starts = integers();
  const counts = integers();
  /** Where blocks that are not in use begin, by the power of two of their size. */
  const unused: number[][] = [];

  function takeBlock(power: number): number {
    const start = unused[power]?.pop();
    if (start !== undefined) return start;
    const end = pool.length;
    for (let at = 0; at < 1 << power; at += 1) pool.push(0);
    return end;
  }

  /** Moves a list that fills its block. Returns where it begins now. */
  function move(list: number, count: number): number {
    const power = 31 - Math.clz32(count);
    const from = starts.values[list] ?? 0;
    const to = takeBlock(power + 1);
    pool.values.copyWithin(to, from, from + count);
    unused[power] ??= [];
    unused[power].push(from);
    starts.values[list] = to;
    return to;
  }

  return {
    open() {
      starts.push(takeBlock(0));
      counts.push(0);
    },
    add(list, posting) {
      const count = counts.values[list] ?? 0;
      const isFull = count > 0 && (count & (count - 1)) === 0;
      const start = isFull ? move(list, count) : (starts.values[list] ?? 0);
      pool.values[start + count] = posting;
      counts.values[list] = count + 1;
    },
    count: (list) => counts.values[list] ?? 0,
    startOf: (list) => starts.values[list] ?? 0,
    get all() {
      return pool.values;
    },
    at: (list, place) => pool.values[(starts.values[list] ?? 0) + place] ?? 0,
  };
}
