/** Selection of the largest scores, with ties broken by the lower number: the same list on every run. */

/**
 * Keeps the best of what it is offered in a heap whose root is the worst kept. Fixed memory; `take` and
 * `members` empty it.
 */
export interface Best {
  /** The score that an entry must reach to be kept. */
  floor(): number;
  offer(entry: number, score: number): void;
  /** The kept entries, best first. */
  take(): BestEntries;
  /** The kept entries in no order, which saves the time of sorting them; the next offer overwrites them. */
  members(): BestEntries;
}

interface BestEntries {
  readonly entries: Uint32Array;
  readonly scores: Float64Array;
}

export function bestOf(capacity: number): Best {
  const entries = new Uint32Array(capacity);
  const scores = new Float64Array(capacity);
  let size = 0;
  /** Puts an entry into the heap of the first `limit`, from the root down. */
  const sink = (limit: number, entry: number, score: number): void => {
    let at = 0;
    for (let child = 1; child < limit; child = 2 * at + 1) {
      let worst = scores[child] as number;
      const right = child + 1;
      if (right < limit) {
        const other = scores[right] as number;
        if (other < worst || (other === worst && (entries[right] as number) > (entries[child] as number))) {
          child = right;
          worst = other;
        }
      }
      if (worst > score || (worst === score && (entries[child] as number) <= entry)) break;
      entries[at] = entries[child] as number;
      scores[at] = worst;
      at = child;
    }
    entries[at] = entry;
    scores[at] = score;
  };
  const rise = (entry: number, score: number): void => {
    let at = size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = scores[parent] as number;
      if (above < score || (above === score && (entries[parent] as number) >= entry)) break;
      entries[at] = entries[parent] as number;
      scores[at] = above;
      at = parent;
    }
    entries[at] = entry;
    scores[at] = score;
  };
  const members = (): BestEntries => {
    const count = size;
    size = 0;
    return { entries: entries.subarray(0, count), scores: scores.subarray(0, count) };
  };
  return {
    floor: () => (size < capacity ? Number.NEGATIVE_INFINITY : (scores[0] as number)),
    offer(entry, score) {
      if (size < capacity) return rise(entry, score);
      const worst = scores[0] as number;
      if (capacity === 0 || score < worst || (score === worst && entry > (entries[0] as number))) return;
      sink(size, entry, score);
    },
    take() {
      for (let limit = size - 1; limit > 0; limit--) {
        const [entry, score] = [entries[limit] as number, scores[limit] as number];
        entries[limit] = entries[0] as number;
        scores[limit] = scores[0] as number;
        sink(limit, entry, score);
      }
      const sorted = members();
      return { entries: sorted.entries.slice(), scores: sorted.scores.slice() };
    },
    members,
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
