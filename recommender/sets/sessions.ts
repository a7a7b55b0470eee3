/** Sets of click sessions: session neighbours, tuned on the newest tenth of the training sessions. */
import { randomFrom } from "../matrix/random.ts";
import { type Sparse, sparseOfLists } from "../matrix/sparse.ts";
import { bestOf } from "../matrix/top.ts";
import {
  SESSION_DEFAULTS,
  type SessionOptions,
  type SessionSearch,
  sessionIndex,
  sessionSearch,
} from "../models/session-knn.ts";
import { numbering } from "../store/columns.ts";
import { type LineReport, readLines } from "./lines.ts";
import { sample } from "./sample.ts";

export interface SessionTraining {
  /** Oldest first; a row has the items in click order. */
  readonly sessions: Sparse;
}

export interface SessionCase {
  readonly prefix: readonly number[];
  readonly target: number;
}

export interface SessionSet {
  readonly training: SessionTraining;
  readonly cases: readonly SessionCase[];
  readonly reports: readonly LineReport[];
}

export const SESSIONS_AT = 20;
/** A longer session counts as several, so that no query reads all clicks of a program. */
const MOST_CLICKS = 200;

export function readSessions(train: string, test: string): SessionSet {
  const items = numbering();
  const numbers = (text: string): number[] =>
    text.split(" ").flatMap((name) => (name === "" ? [] : [items.numberOf(name)]));
  const sessions: number[][] = [];
  const trained = readLines(train, (fields) => {
    if (fields.length !== 1) return "a session has no tabs";
    const clicks = numbers(fields[0] as string);
    for (let from = 0; from < clicks.length; from += MOST_CLICKS)
      sessions.push(clicks.slice(from, from + MOST_CLICKS));
    return undefined;
  });
  const width = items.names.length;
  const cases: SessionCase[] = [];
  const tested = readLines(test, ([prefix = "", target = ""]) => {
    if (prefix === "" || target === "" || target.includes(" ")) return "not a prefix and one target";
    cases.push({ prefix: numbers(prefix), target: items.numberOf(target) });
    return undefined;
  });
  return { training: { sessions: sparseOfLists(sessions, width) }, cases, reports: [trained, tested] };
}

const GRID: Readonly<Record<keyof SessionOptions, readonly number[]>> = {
  recency: [0.8, 1.2, 2, 3, 4.5, 7],
  nearness: [1, 1.5, 2, 3, 5],
  idfExponent: [0, 0.5, 1, 1.5],
  rarity: [0, 0.3, 0.5, 0.75, 1],
  lengthExponent: [0, 0.25, 0.5, 0.75],
  ageing: [0, 0.25, 0.5, 1, 2, 4],
  backward: [0.5, 0.75, 1],
  newest: [500, 1_000, 2_500],
  neighbours: [250, 500, 1_000, 1_500],
};
const RANDOM_TRIALS = 8;
const MOST_TRIALS = 40;
const MOST_TUNING_CASES = 2_500;

export interface SessionRecipe {
  readonly options: SessionOptions;
  readonly trials: number;
}

export function tuneSessions({ sessions }: SessionTraining, seed: number): SessionRecipe {
  const cut = Math.floor(sessions.rows * 0.9);
  const end = sessions.starts[cut] as number;
  const older = {
    rows: cut,
    width: sessions.width,
    starts: sessions.starts.subarray(0, cut + 1),
    columns: sessions.columns.subarray(0, end),
  };
  const cases = casesOf(sessions, cut, MOST_TUNING_CASES);
  const index = sessionIndex(older, Math.max(...GRID.newest));
  let trials = 0;
  const measureOf = (options: SessionOptions): number => {
    trials++;
    const { hit, mrr } = measureSessions(sessionSearch(index, options), cases);
    return Math.log(hit + 1e-9) + Math.log(mrr + 1e-9);
  };
  const random = randomFrom(seed);
  let options = SESSION_DEFAULTS;
  let value = measureOf(options);
  const names = Object.keys(GRID) as (keyof SessionOptions)[];
  const consider = (other: SessionOptions): void => {
    const result = measureOf(other);
    if (result > value) [options, value] = [other, result];
  };
  while (trials < RANDOM_TRIALS) {
    const drawn = names.map((name) => [name, GRID[name][Math.floor(random() * GRID[name].length)]]);
    consider(Object.fromEntries(drawn) as unknown as SessionOptions);
  }
  for (const step of [1, -1, 1, -1]) {
    for (const name of names) {
      const next = GRID[name][GRID[name].indexOf(options[name]) + step];
      if (next !== undefined && trials < MOST_TRIALS) consider({ ...options, [name]: next });
    }
  }
  return { options, trials };
}

/** At most so many of the prefixes of the sessions from a row on, each with the item that came next. */
function casesOf({ rows, starts, columns }: Sparse, from: number, most: number): SessionCase[] {
  const places: { begin: number; at: number }[] = [];
  for (let session = from; session < rows; session++) {
    const begin = starts[session] as number;
    const end = starts[session + 1] as number;
    for (let at = begin + 1; at < end; at++) places.push({ begin, at });
  }
  return sample(places, most).map(({ begin, at }) => ({
    prefix: [...columns.subarray(begin, at)],
    target: columns[at] as number,
  }));
}

export interface SessionFigures {
  readonly hit: number;
  readonly mrr: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Full ranking over all items, repeats allowed; `fill` completes lists that are short. */
export function measureSessions(
  session: SessionSearch,
  cases: readonly SessionCase[],
  fill: (list: Uint32Array, without: ArrayLike<number>) => Uint32Array = (list) => list,
): SessionFigures {
  const best = bestOf(SESSIONS_AT);
  const times = new Float64Array(cases.length);
  let hits = 0;
  let reciprocal = 0;
  for (const [k, { prefix, target }] of cases.entries()) {
    const began = performance.now();
    const { touched, scores, size } = session.search(prefix);
    for (let at = 0; at < size; at++) {
      const item = touched[at] as number;
      const score = scores[item] as number;
      if (score >= best.floor()) best.offer(item, score);
    }
    const place = fill(best.take().entries, []).indexOf(target);
    times[k] = performance.now() - began;
    if (place < 0) continue;
    hits++;
    reciprocal += 1 / (place + 1);
  }
  times.sort();
  const share = (rank: number): number => times[Math.floor(times.length * rank)] ?? 0;
  const count = Math.max(1, cases.length);
  return { hit: hits / count, mrr: reciprocal / count, p50Ms: share(0.5), p99Ms: share(0.99) };
}
