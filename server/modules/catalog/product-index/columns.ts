/** Columns of numbers that grow at their end. Ten times smaller than objects, and read in order. */

type Numbers = Int32Array | Uint8Array | Float64Array;

export interface Column<Values extends Numbers> {
  /** Longer than what is in use. Replaced when the column grows: read it anew after `push`. */
  values: Values;
  length: number;
  push(value: number): void;
  /** Bytes that are held. */
  readonly bytes: number;
}

/** Most words find a few products alone. */
const FIRST_SIZE = 4;

function column<Values extends Numbers>(make: (size: number) => Values): Column<Values> {
  return {
    values: make(FIRST_SIZE),
    length: 0,
    push(value) {
      if (this.length === this.values.length) {
        const larger = make(Math.ceil(this.length * 1.5));
        larger.set(this.values);
        this.values = larger;
      }
      this.values[this.length] = value;
      this.length += 1;
    },
    get bytes() {
      return this.values.byteLength;
    },
  };
}

export const integers = (): Column<Int32Array> => column((size) => new Int32Array(size));
export const flags = (): Column<Uint8Array> => column((size) => new Uint8Array(size));
/** Exact up to 2^53: minor units, microseconds. */
export const numbers = (): Column<Float64Array> => column((size) => new Float64Array(size));
