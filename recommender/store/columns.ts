/** Arrays of numbers that grow: memory for millions of entries without an object for each. */
export interface GrowingNumbers<
  Numbers extends Float64Array | Float32Array | Int32Array | Uint8Array | Uint32Array,
> {
  readonly length: number;
  push(value: number): void;
  /** The numbers so far, as a view that the next push may leave behind. */
  view(): Numbers;
}

export function growing<Numbers extends Float64Array | Float32Array | Int32Array | Uint8Array | Uint32Array>(
  make: (length: number) => Numbers,
): GrowingNumbers<Numbers> {
  let numbers = make(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === numbers.length) {
        const larger = make(2 * length);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[length++] = value;
    },
    view: () => numbers.subarray(0, length) as Numbers,
  };
}

/** Gives each text a number, in the order in which they come. */
export interface Numbering {
  readonly names: string[];
  numberOf(name: string): number;
}

export function numbering(): Numbering {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
  };
}

/** Two 32-bit hashes of a text, mixed so that all bits of both depend on all of it (cyrb53). */
export function hashOf(text: string): readonly [number, number] {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 2_654_435_761);
    second = Math.imul(second ^ code, 1_597_334_677);
  }
  first =
    Math.imul(first ^ (first >>> 16), 2_246_822_507) ^ Math.imul(second ^ (second >>> 13), 3_266_489_909);
  second =
    Math.imul(second ^ (second >>> 16), 2_246_822_507) ^ Math.imul(first ^ (first >>> 13), 3_266_489_909);
  return [first >>> 0, second >>> 0];
}

/** A set of pairs of 32-bit numbers in one open table: 16 bytes an entry at most. */
export function pairSet(): { add(first: number, second: number): boolean } {
  let capacity = 1 << 16;
  let table = new Uint32Array(2 * capacity);
  let size = 0;
  const slotOf = (first: number, second: number): number => {
    for (let slot = first & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
      const [a, b] = [table[2 * slot], table[2 * slot + 1]];
      if ((a === first && b === second) || (a === 0 && b === 0)) return slot;
    }
  };
  const put = (first: number, second: number): boolean => {
    const slot = slotOf(first, second);
    if (table[2 * slot] === first && table[2 * slot + 1] === second) return false;
    table[2 * slot] = first;
    table[2 * slot + 1] = second;
    return true;
  };
  const grow = (): void => {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(2 * capacity);
    for (let at = 0; at < old.length; at += 2) {
      const [first, second] = [old[at] as number, old[at + 1] as number];
      if (first !== 0 || second !== 0) put(first, second);
    }
  };
  return {
    /**
     * Returns false when the pair is in the set already. (0, 0) marks an empty place and counts as (0, 1).
     */
    add(first, second) {
      if (2 * size > capacity) grow();
      const isNew = put(first, first === 0 && second === 0 ? 1 : second);
      if (isNew) size++;
      return isNew;
    },
  };
}
