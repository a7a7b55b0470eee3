/** Selection of the largest scores, with ties broken by the lower number: the same list on every run. */

/**
 * Keeps the best of what it is offered in a heap whose root is the worst kept. Fixed memory; `take` empties
 * it.
 */
export interface Best {
  /** The score that an entry must reach to be kept. */
  floor(): number;
  offer(entry: number, score: number): void;
  /** The kept entries, best first. */
  take(): { entries: Uint32Array; scores: Float64Array };
}

export function bestOf(capacity: number): Best {
  const entries = new Uint32Array(capacity);
  const scores = new Float64Array(capacity);
  let size = 0;
  /** Whether the entry at a is worse than the one at b. */
  const isWorse = (a: number, b: number): boolean => {
    const [x, y] = [scores[a] as number, scores[b] as number];
    return x < y || (x === y && (entries[a] as number) > (entries[b] as number));
  };
  const swap = (a: number, b: number): void => {
    const [entry, score] = [entries[a] as number, scores[a] as number];
    entries[a] = entries[b] as number;
    scores[a] = scores[b] as number;
    entries[b] = entry;
    scores[b] = score;
  };
  const sink = (limit: number): void => {
    for (let at = 0; ; ) {
      let worst = at;
      const left = 2 * at + 1;
      if (left < limit && isWorse(left, worst)) worst = left;
      if (left + 1 < limit && isWorse(left + 1, worst)) worst = left + 1;
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  };
  return {
    floor: () => (size < capacity ? Number.NEGATIVE_INFINITY : (scores[0] as number)),
    offer(entry, score) {
      if (size < capacity) {
        entries[size] = entry;
        scores[size] = score;
        for (let at = size++; at > 0; ) {
          const parent = (at - 1) >> 1;
          if (!isWorse(at, parent)) break;
          swap(at, parent);
          at = parent;
        }
        return;
      }
      const worst = scores[0] as number;
      if (capacity === 0 || score < worst || (score === worst && entry > (entries[0] as number))) return;
      entries[0] = entry;
      scores[0] = score;
      sink(size);
    },
    take() {
      const count = size;
      for (let limit = size - 1; limit > 0; limit--) {
        swap(0, limit);
        sink(limit);
      }
      size = 0;
      return { entries: entries.slice(0, count), scores: scores.slice(0, count) };
    },
  };
}

/**
 * The value of rank `rank` (0 is the largest) among the first `length` numbers; reorders them. Hoare's
 * quickselect with the middle as pivot.
 */
export function rankedValue(numbers: Float64Array, length: number, rank: number): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const pivot = numbers[(low + high) >> 1] as number;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((numbers[i] as number) > pivot) i++;
      while ((numbers[j] as number) < pivot) j--;
      if (i > j) break;
      const other = numbers[i] as number;
      numbers[i++] = numbers[j] as number;
      numbers[j--] = other;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else return numbers[rank] as number;
  }
  return numbers[rank] as number;
}
