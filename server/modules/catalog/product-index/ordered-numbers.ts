/** Numbers that stay in an order while more come in. Four bytes each, outside the heap. */

export interface OrderedNumbers {
  /** Replaced by `insert`. */
  readonly values: Int32Array;
  /** Of many that come in at once, `isKept` says which of the former ones stay. */
  insert(added: readonly number[], isKept?: (value: number) => boolean): void;
  /** How many of them come before those for which `isBefore` is false. */
  placeOf(isBefore: (value: number) => boolean): number;
}

/** Above so many new numbers, sorting all is cheaper than inserting each. */
const MOST_INSERTIONS = 500;

export function orderedNumbers(compare: (a: number, b: number) => number): OrderedNumbers {
  let values = new Int32Array(0);

  function placeOf(isBefore: (value: number) => boolean, end = values.length): number {
    let [low, high] = [0, end];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(values[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    get values() {
      return values;
    },
    placeOf: (isBefore) => placeOf(isBefore),
    insert(added, isKept = () => true) {
      const areMany = added.length > MOST_INSERTIONS;
      const kept = areMany ? values.filter(isKept) : values;
      values = new Int32Array(kept.length + added.length);
      values.set(kept);
      if (areMany) {
        values.set(added, kept.length);
        values.sort(compare);
        return;
      }
      added.forEach((value, at) => {
        const end = kept.length + at;
        const place = placeOf((other) => compare(other, value) < 0, end);
        values.copyWithin(place + 1, place, end);
        values[place] = value;
      });
    },
  };
}
