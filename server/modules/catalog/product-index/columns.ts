/** Columns of numbers that grow at their end. Ten times smaller than objects, and read in order. */

type Numbers = Int32Array | Uint8Array | Float64Array;

export interface Column<Values extends Numbers> {
  /** Longer than what is in use. Replaced when the column grows: read it anew after `push`. */
  values: Values;
  length: number;
  push(value: number): void;
}

const FIRST_SIZE = 4;
/** Half is added to a short column, and an eighth to a long one: the index has dozens of those. */
const LONG = 50_000;

function column<Values extends Numbers>(make: (size: number) => Values): Column<Values> {
  return {
    values: make(FIRST_SIZE),
    length: 0,
    push(value) {
      if (this.length === this.values.length) {
        const larger = make(Math.ceil(this.length * (this.length < LONG ? 1.5 : 1.125)));
        larger.set(this.values);
        this.values = larger;
      }
      this.values[this.length] = value;
      this.length += 1;
    },
  };
}

export const integers = (): Column<Int32Array> => column((size) => new Int32Array(size));
export const flags = (): Column<Uint8Array> => column((size) => new Uint8Array(size));
/** Exact up to 2^53: minor units, microseconds. */
export const numbers = (): Column<Float64Array> => column((size) => new Float64Array(size));
