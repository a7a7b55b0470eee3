/**
 * For each word, the products that it finds: a slot and a weight in one number, which is a posting.
 *
 * Stores: the postings of all words in one array, those of a word side by side in a block. A word that
 * outgrows its block moves to one whose size is the next power of two, and leaves its former one to another
 * word. When the index has been loaded, blocks are cut to what is in them and an eighth more: among 40,000
 * products they were twice as large. Arrays of their own would cost most words ten times their postings.
 */
import { integers } from "./columns.ts";

export interface Postings {
  /** Opens the list of the next word. Lists are numbered from 0. */
  open(): void;
  add(list: number, posting: number): void;
  count(list: number): number;
  at(list: number, place: number): number;
  /**
   * The postings of all lists: those of a list lie side by side from `startOf` on. Read it anew after `add`.
   */
  readonly all: Int32Array;
  startOf(list: number): number;
  /** Gives back memory that is not in use. */
  compact(): void;
}

/** Weights are smaller. */
const WEIGHT_BITS = 7;
export const postingOf = (slot: number, weight: number): number => (slot << WEIGHT_BITS) | weight;
export const slotOfPosting = (posting: number): number => posting >> WEIGHT_BITS;
export const weightOfPosting = (posting: number): number => posting & ((1 << WEIGHT_BITS) - 1);

/** The array grows by a quarter: it is most of the index. */
const GROWTH = 1.25;
const FIRST_SIZE = 1_024;
const powerOf = (size: number): number => 31 - Math.clz32(size);

export function postings(): Postings {
  let all = new Int32Array(FIRST_SIZE);
  let end = 0;
  const starts = integers();
  const counts = integers();
  /** Sizes of the blocks. */
  const rooms = integers();
  /** Where blocks that are not in use begin, by the power of two that they hold. */
  let unused: number[][] = [];

  function takeBlock(power: number): number {
    const start = unused[power]?.pop();
    if (start !== undefined) return start;
    const size = 1 << power;
    if (end + size > all.length) {
      const larger = new Int32Array(Math.ceil((end + size) * GROWTH));
      larger.set(all);
      all = larger;
    }
    end += size;
    return end - size;
  }

  /** Moves a list that fills its block. Returns where it begins now. */
  function move(list: number, count: number): number {
    const power = powerOf(count);
    const from = starts.values[list] ?? 0;
    const to = takeBlock(power + 1);
    all.copyWithin(to, from, from + count);
    unused[power] ??= [];
    unused[power].push(from);
    starts.values[list] = to;
    rooms.values[list] = 2 << power;
    return to;
  }

  return {
    open() {
      starts.push(takeBlock(0));
      counts.push(0);
      rooms.push(1);
    },
    add(list, posting) {
      const count = counts.values[list] ?? 0;
      const start = count === rooms.values[list] ? move(list, count) : (starts.values[list] ?? 0);
      all[start + count] = posting;
      counts.values[list] = count + 1;
    },
    count: (list) => counts.values[list] ?? 0,
    at: (list, place) => all[(starts.values[list] ?? 0) + place] ?? 0,
    get all() {
      return all;
    },
    startOf: (list) => starts.values[list] ?? 0,
    compact() {
      const roomOf = (list: number): number => Math.max(1, Math.floor((counts.values[list] ?? 0) * 1.125));
      let size = 0;
      for (let list = 0; list < counts.length; list += 1) size += roomOf(list);
      const packed = new Int32Array(Math.ceil(size * 1.05) + FIRST_SIZE);
      let place = 0;
      for (let list = 0; list < counts.length; list += 1) {
        const start = starts.values[list] ?? 0;
        packed.set(all.subarray(start, start + (counts.values[list] ?? 0)), place);
        starts.values[list] = place;
        rooms.values[list] = roomOf(list);
        place += roomOf(list);
      }
      [all, end, unused] = [packed, size, []];
    },
  };
}
