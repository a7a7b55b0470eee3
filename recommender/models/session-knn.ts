/**
 * Recommendations of sessions like this one, of the VMIS-kNN and VSTAN kind (Kersbergen 2022, Garg 2019).
 *
 * The index has each session's items in click order and, for each item, the sessions that have it, newest
 * first. A query gives each of these sessions Σ exp(−lag / recency) · idf^idfExponent over the shared items
 * (lag 0 is the newest item of the query), divided by |session|^lengthExponent and decayed by age. Of the
 * `neighbours` best
 * sessions each item scores exp(−distance / nearness) from the newest shared item, times idf^rarity.
 */
import type { Sparse } from "../matrix/sparse.ts";
import { rankedValue } from "../matrix/top.ts";

export interface SessionOptions {
  readonly recency: number;
  readonly nearness: number;
  readonly idfExponent: number;
  readonly rarity: number;
  readonly lengthExponent: number;
  /** Sessions count exp(−ageing · age), where the oldest of the index has age 1. */
  readonly ageing: number;
  /** The factor of items that stand before the newest shared item of their session. */
  readonly backward: number;
  /** How many of an item's newest sessions are looked at. */
  readonly newest: number;
  readonly neighbours: number;
}

export const SESSION_DEFAULTS: SessionOptions = {
  recency: 3,
  nearness: 2,
  idfExponent: 1,
  rarity: 0.5,
  lengthExponent: 0.25,
  ageing: 0.5,
  backward: 1,
  newest: 1000,
  neighbours: 500,
};

export interface SessionIndex {
  /** Rows are sessions, oldest first; a row has the items in click order. */
  readonly sessions: Pick<Sparse, "rows" | "width" | "starts" | "columns">;
  /** The sessions of an item, newest first, each once, at most `newest`. */
  readonly postingStarts: Uint32Array;
  readonly postings: Uint32Array;
  /** log(sessions / sessions with the item). */
  readonly idf: Float32Array;
}

export function sessionIndex(sessions: SessionIndex["sessions"], newest: number): SessionIndex {
  const { rows, width, starts, columns } = sessions;
  const counts = new Uint32Array(width);
  const lastIn = new Int32Array(width).fill(-1);
  for (let session = 0; session < rows; session++) {
    for (let k = starts[session] as number, end = starts[session + 1] as number; k < end; k++) {
      const item = columns[k] as number;
      if (lastIn[item] === session) continue;
      lastIn[item] = session;
      counts[item] = (counts[item] as number) + 1;
    }
  }
  const postingStarts = new Uint32Array(width + 1);
  const idf = new Float32Array(width);
  for (let item = 0; item < width; item++) {
    const count = counts[item] as number;
    postingStarts[item + 1] = (postingStarts[item] as number) + Math.min(count, newest);
    idf[item] = count === 0 ? 0 : Math.log(rows / count);
  }
  const postings = new Uint32Array(postingStarts[width] as number);
  const next = postingStarts.slice();
  lastIn.fill(-1);
  for (let session = rows - 1; session >= 0; session--) {
    for (let k = starts[session] as number, end = starts[session + 1] as number; k < end; k++) {
      const item = columns[k] as number;
      const at = next[item] as number;
      if (lastIn[item] === session || at === postingStarts[item + 1]) continue;
      lastIn[item] = session;
      postings[at] = session;
      next[item] = at + 1;
    }
  }
  return { sessions, postingStarts, postings, idf };
}

/** The memory of one query after the other. A query leaves its scores in it until the next one begins. */
export interface SessionScores {
  /** The items with a score, in no order: the first `size` of `touched`. */
  readonly touched: Uint32Array;
  size: number;
  readonly scores: Float64Array;
  /** The sessions that gave the scores: the first `used` of `near`. */
  readonly near: Uint32Array;
  used: number;
}

export interface SessionSearch {
  readonly found: SessionScores;
  /** Scores the items for a session whose items are given oldest first. */
  search(history: ArrayLike<number>): SessionScores;
}

export function sessionSearch(index: SessionIndex, options: SessionOptions): SessionSearch {
  const { rows, width } = index.sessions;
  const likeness = new Float64Array(rows);
  const newestShared = new Uint32Array(rows);
  const open = new Uint32Array(rows);
  const buffer = new Float64Array(rows);
  const found: SessionScores = {
    touched: new Uint32Array(width),
    size: 0,
    scores: new Float64Array(width),
    near: new Uint32Array(Math.min(rows, options.neighbours)),
    used: 0,
  };
  const rarity = Float64Array.from(index.idf, (idf) => Math.max(idf, LEAST_IDF) ** options.rarity);
  const factors = sessionFactors(index, options);
  const decay = decays(options);

  /** Gives each session that shares an item its likeness. Returns how many there are. */
  const meet = (history: ArrayLike<number>): number => {
    let size = 0;
    const seen = new Set<number>();
    for (let at = history.length - 1; at >= 0 && seen.size < MOST_OF_A_QUERY; at--) {
      const item = history[at] as number;
      if (seen.has(item) || item >= width) continue;
      seen.add(item);
      const lag = history.length - 1 - at;
      const idf = Math.max(index.idf[item] as number, LEAST_IDF);
      const weight = Math.exp(-Math.min(MOST_DECAY, lag / options.recency)) * idf ** options.idfExponent;
      const from = index.postingStarts[item] as number;
      const end = Math.min(index.postingStarts[item + 1] as number, from + options.newest);
      for (let k = from; k < end; k++) {
        const session = index.postings[k] as number;
        if (likeness[session] === 0) {
          open[size++] = session;
          newestShared[session] = item;
        }
        likeness[session] = (likeness[session] as number) + weight;
      }
    }
    return size;
  };

  const gather = (): void => {
    const { starts, columns } = index.sessions;
    const { scores, touched } = found;
    let size = 0;
    for (let k = 0; k < found.used; k++) {
      const session = found.near[k] as number;
      const from = starts[session] as number;
      const end = starts[session + 1] as number;
      let shared = end - 1;
      while (columns[shared] !== newestShared[session]) shared--;
      const weight = likeness[session] as number;
      for (let at = from; at < end; at++) {
        const item = columns[at] as number;
        if (scores[item] === 0) touched[size++] = item;
        const factor = decay[Math.max(0, Math.min(2 * REACH, at - shared + REACH))] as number;
        scores[item] = (scores[item] as number) + weight * factor * (rarity[item] as number);
      }
    }
    found.size = size;
  };

  return {
    found,
    search(history) {
      for (let k = 0; k < found.size; k++) found.scores[found.touched[k] as number] = 0;
      found.size = 0;
      const size = meet(history);
      takeNearest(found, options.neighbours, { met: open.subarray(0, size), likeness, factors, buffer });
      gather();
      for (let k = 0; k < size; k++) likeness[open[k] as number] = 0;
      return found;
    },
  };
}

/** The sessions of the largest likeness; of equal ones at the border the newest. */
function takeNearest(
  found: SessionScores,
  neighbours: number,
  memory: {
    readonly met: Uint32Array;
    readonly likeness: Float64Array;
    readonly factors: Float64Array;
    readonly buffer: Float64Array;
  },
): void {
  const { met, likeness, factors, buffer } = memory;
  for (let k = 0; k < met.length; k++) {
    const session = met[k] as number;
    const value = (likeness[session] as number) * (factors[session] as number);
    likeness[session] = value;
    buffer[k] = value;
  }
  found.used = 0;
  let floor = Number.NEGATIVE_INFINITY;
  let room = met.length;
  if (met.length > neighbours) {
    floor = rankedValue(buffer, met.length, neighbours - 1);
    room = neighbours;
    for (const session of met) if ((likeness[session] as number) > floor) room--;
  }
  // Sessions of one posting list come newest first, so that the border keeps the newest.
  for (const session of met) {
    const value = likeness[session] as number;
    if (value > floor || (value === floor && room-- > 0)) found.near[found.used++] = session;
  }
}

/** Distances beyond this many clicks count as this many. */
const REACH = 200;
/**
 * Bounds of the factors of a score. A product of them stays above zero, because a score of zero means that
 * the session or the item has not been met. An item of every session has an idf of zero.
 */
const LEAST_IDF = 1e-6;
const MOST_DECAY = 50;
/** Older items of a long query weigh nothing, and would only take time. */
const MOST_OF_A_QUERY = 30;

function decays({ nearness, backward }: SessionOptions): Float64Array {
  return Float64Array.from({ length: 2 * REACH + 1 }, (_, at) => {
    const distance = at - REACH;
    const nearnessOf = Math.exp(-Math.min(MOST_DECAY, Math.abs(distance) / nearness));
    return nearnessOf * (distance < 0 ? backward : 1);
  });
}

function sessionFactors(
  { sessions }: SessionIndex,
  { lengthExponent, ageing }: SessionOptions,
): Float64Array {
  const { rows, starts } = sessions;
  return Float64Array.from({ length: rows }, (_, row) => {
    const length = (starts[row + 1] as number) - (starts[row] as number);
    return length ** -lengthExponent * Math.exp((-ageing * (rows - 1 - row)) / rows);
  });
}
