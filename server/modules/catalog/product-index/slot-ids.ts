/**
 * The ids of the products, by slot, and the last slot of each id.
 *
 * Stores: sixteen bytes for each slot, and a hash table of slots with linear probing, which is at most half
 * full. As texts in a `Map` the ids of 100,000 products took 8 MB more.
 * Always: nothing is taken out. A later slot of an id takes the place of the former one in the table.
 */
export interface SlotIds {
  /** Gives the id the next slot. */
  push(id: string): void;
  /** The last slot of the id. */
  find(id: string): number | undefined;
  text(slot: number): string;
  /** Below zero: the id of `a` comes first, as texts are compared. */
  compare(a: number, b: number): number;
  readonly size: number;
}

/** Of an id, in bytes. */
const SIZE = 16;
/** The last bytes of an id are random. */
const RANDOM = 12;
const [FREE, FIRST_SLOTS] = [-1, 8];

/** Ids are UUIDs in lower case. */
export function slotIds(): SlotIds {
  let bytes = Buffer.alloc(FIRST_SLOTS * SIZE);
  let table = new Int32Array(FIRST_SLOTS * 2).fill(FREE);
  let size = 0;
  const wanted = Buffer.alloc(SIZE);
  const compareBytes = (slot: number, other: Buffer, at: number): number =>
    bytes.compare(other, at, at + SIZE, slot * SIZE, (slot + 1) * SIZE);

  /** Where the id of these bytes is in the table, or belongs. */
  function placeOf(id: Buffer, at: number): number {
    const last = table.length - 1;
    let place = id.readInt32LE(at + RANDOM) & last;
    for (let slot = table[place] ?? FREE; slot !== FREE && compareBytes(slot, id, at) !== 0; ) {
      place = (place + 1) & last;
      slot = table[place] ?? FREE;
    }
    return place;
  }

  function widen(): void {
    const [longer, known] = [Buffer.alloc(bytes.length * 2), table];
    bytes.copy(longer);
    bytes = longer;
    table = new Int32Array(known.length * 2).fill(FREE);
    for (const slot of known) if (slot !== FREE) table[placeOf(bytes, slot * SIZE)] = slot;
  }

  return {
    push(id) {
      if (size * SIZE === bytes.length) widen();
      write(bytes, size * SIZE, id);
      table[placeOf(bytes, size * SIZE)] = size;
      size += 1;
    },
    find(id) {
      write(wanted, 0, id);
      const slot = table[placeOf(wanted, 0)] ?? FREE;
      return slot === FREE ? undefined : slot;
    },
    text(slot) {
      const digits = bytes.toString("hex", slot * SIZE, (slot + 1) * SIZE);
      const [first, second, third] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16)];
      return `${first}-${second}-${third}-${digits.slice(16, 20)}-${digits.slice(20)}`;
    },
    compare: (a, b) => compareBytes(a, bytes, b * SIZE),
    get size() {
      return size;
    },
  };
}

function write(bytes: Buffer, at: number, id: string): void {
  bytes.write(id.replaceAll("-", ""), at, "hex");
}
