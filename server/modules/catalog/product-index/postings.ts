/**
 * For each word, the products that it finds: slots with weights, which are its postings.
 *
 * Stores: the postings of all words in one array of bytes, those of a word side by side in a block, in the
 * order of their slots. A posting is how far its slot is behind the one before, and the code of its weight
 * (three bits), in as few bytes as both need: seven bits in each, the lowest first, and the highest bit where
 * another follows (LEB128). Most take one or two; 100,000 products have 6.9 million postings.
 * A word that outgrows its block moves to one whose size is the next power of two, and leaves its former one
 * to another word. When the index has been loaded, blocks are cut to what is in them and an eighth more.
 */
import { weights } from "../words/product-words.ts";
import { integers } from "./columns.ts";

export interface Postings {
  /** Opens the list of the next word. Lists are numbered from 0. */
  open(): void;
  /** The slot is not below those that the list has. Other weights than `weights` count as the next lower. */
  add(list: number, slot: number, weight: number): void;
  /** The first of the list, all of them without `most`. Read again after the next call: it has other ones. */
  read(list: number, most?: number): Int32Array;
  /** Gives back memory that is not in use. */
  compact(): void;
}

/** As it is read: a number with both. Weights are smaller than this number of bits can say. */
const WEIGHT_BITS = 7;
export const slotOfPosting = (posting: number): number => posting >> WEIGHT_BITS;
export const weightOfPosting = (posting: number): number => posting & ((1 << WEIGHT_BITS) - 1);

/** Nearly always one of the first tells. */
const FEW = 64;

/** Whether one of the list's postings is such. */
export const somePosting = (
  { read }: Pick<Postings, "read">,
  list: number,
  is: (posting: number) => boolean,
): boolean => read(list, FEW).some(is) || read(list).some(is);

const CODE_BITS = 3;
const CODE_MASK = (1 << CODE_BITS) - 1;
/** By their codes, from the heaviest on. */
const WEIGHTS = Uint8Array.from(Object.values(weights)).sort().reverse();
/** Of every weight that a posting may have. */
const CODES = Uint8Array.from({ length: 1 << WEIGHT_BITS }, (_, weight) => {
  const code = WEIGHTS.findIndex((known) => known <= weight);
  return code < 0 ? WEIGHTS.length - 1 : code;
});

const BYTE_BITS = 7;
const MORE = 1 << BYTE_BITS;

/** The array grows by a quarter: it is much of the index. */
const GROWTH = 1.25;
const FIRST_SIZE = 4_096;
/** Four bytes, which one posting needs in a shop of 100,000 products. */
const FIRST_POWER = 2;
const powerOf = (size: number): number => 31 - Math.clz32(size);
/** Bytes that the number takes. */
const widthOf = (value: number): number => Math.max(1, Math.ceil((32 - Math.clz32(value)) / BYTE_BITS));

export function postings(): Postings {
  let all = new Uint8Array(FIRST_SIZE);
  let end = 0;
  const starts = integers();
  /** Bytes in use. */
  const sizes = integers();
  /** Bytes of the blocks. */
  const rooms = integers();
  const lastSlots = integers();
  /** Where blocks that are not in use begin, by the power of two that they hold. */
  let unused: number[][] = [];
  /** What was read last. */
  let found = new Int32Array(0);

  function takeBlock(power: number): number {
    const start = unused[power]?.pop();
    if (start !== undefined) return start;
    const size = 1 << power;
    if (end + size > all.length) {
      const larger = new Uint8Array(Math.ceil((end + size) * GROWTH));
      larger.set(all);
      all = larger;
    }
    end += size;
    return end - size;
  }

  /** Moves a list to a block that has room for so many bytes. Returns where it begins now. */
  function move(list: number, needed: number): number {
    const from = starts.values[list] ?? 0;
    const power = powerOf(needed - 1) + 1;
    const to = takeBlock(power);
    all.copyWithin(to, from, from + (sizes.values[list] ?? 0));
    const left = powerOf(rooms.values[list] ?? 0);
    unused[left] ??= [];
    unused[left].push(from);
    starts.values[list] = to;
    rooms.values[list] = 1 << power;
    return to;
  }

  return {
    open() {
      starts.push(takeBlock(FIRST_POWER));
      sizes.push(0);
      rooms.push(1 << FIRST_POWER);
      lastSlots.push(0);
    },
    add(list, slot, weight) {
      const value = ((slot - (lastSlots.values[list] ?? 0)) << CODE_BITS) | (CODES[weight] ?? 0);
      const size = sizes.values[list] ?? 0;
      const needed = size + widthOf(value);
      const start = needed > (rooms.values[list] ?? 0) ? move(list, needed) : (starts.values[list] ?? 0);
      write(all, start + size, value);
      sizes.values[list] = needed;
      lastSlots.values[list] = slot;
    },
    read(list, most = Number.POSITIVE_INFINITY) {
      const start = starts.values[list] ?? 0;
      const stop = start + (sizes.values[list] ?? 0);
      const limit = Math.min(most, stop - start);
      if (found.length < limit) found = new Int32Array(Math.ceil(limit * GROWTH));
      return found.subarray(0, readInto(found, all, { start, stop, limit }));
    },
    compact() {
      const roomOf = (list: number): number => Math.max(1, Math.floor((sizes.values[list] ?? 0) * 1.125));
      let size = 0;
      for (let list = 0; list < sizes.length; list += 1) size += roomOf(list);
      const packed = new Uint8Array(Math.ceil(size * 1.05) + FIRST_SIZE);
      let place = 0;
      for (let list = 0; list < sizes.length; list += 1) {
        const start = starts.values[list] ?? 0;
        packed.set(all.subarray(start, start + (sizes.values[list] ?? 0)), place);
        starts.values[list] = place;
        rooms.values[list] = roomOf(list);
        place += roomOf(list);
      }
      [all, end, unused] = [packed, size, []];
    },
  };
}

function write(bytes: Uint8Array, place: number, value: number): void {
  let [at, left] = [place, value];
  for (; left >= MORE; at += 1) {
    bytes[at] = (left & (MORE - 1)) | MORE;
    left >>>= BYTE_BITS;
  }
  bytes[at] = left;
}

/** Returns how many postings it has read. */
function readInto(
  found: Int32Array,
  bytes: Uint8Array,
  { start, stop, limit }: { readonly start: number; readonly stop: number; readonly limit: number },
): number {
  let [count, slot] = [0, 0];
  for (let at = start; at < stop && count < limit; count += 1) {
    let byte = bytes[at] ?? 0;
    let value = byte & (MORE - 1);
    at += 1;
    for (let shift = BYTE_BITS; byte >= MORE; shift += BYTE_BITS) {
      byte = bytes[at] ?? 0;
      value |= (byte & (MORE - 1)) << shift;
      at += 1;
    }
    slot += value >> CODE_BITS;
    found[count] = (slot << WEIGHT_BITS) | (WEIGHTS[value & CODE_MASK] ?? 0);
  }
  return count;
}
