/**
 * Scores items for one visitor. Candidates come from the sessions like this one, from the neighbours of what
 * the visitor looked at, from earlier purchases and from the popular; each part of the blend gives each
 * candidate a score from 0 to 1. What the visitor has looked at is no candidate; what the visitor has bought
 * is one by its repeat part alone.
 */
import { bestOf } from "../matrix/top.ts";
import { gramOf, rowSolver } from "../models/ials.ts";
import { sessionIndex, sessionSearch } from "../models/session-knn.ts";
import type { ModelParts } from "./parts.ts";
import { DAY_MS, PURCHASE, REFUND, type Recipe, TYPE_WEIGHTS } from "./recipe.ts";

export const blendParts = ["session", "neighbours", "taste", "repeat", "popular"] as const;
export type BlendPart = (typeof blendParts)[number];

/** An entry of a history in the numbers of the model. */
export interface KnownEntry {
  readonly item: number;
  readonly type: number;
  readonly at: number;
}

export interface VisitorScores {
  /** The first `size` of `candidates` are candidates. */
  size: number;
  readonly candidates: Uint32Array;
  /** By the number of the item. */
  readonly scores: Readonly<Record<BlendPart, Float64Array>>;
  /**
   * The number of the item of the history that leads to the candidate by its neighbours; the item itself:
   * none.
   */
  readonly leadsFrom: Uint32Array;
  readonly isBought: (item: number) => boolean;
  /** The items of the session that the search was for, oldest first. */
  recent: readonly number[];
}

/** Entries of a history that count. */
const MOST_ENTRIES = 200;
const MOST_OF_PROFILE = 50;
const MOST_RECENT = 20;
/** Up to this many items all are scored by taste: 0.15 ms for 32 factors. */
const ALL_BY_TASTE = 4_000;
const BEST_BY_TASTE = 100;
const PROFILE_HALF_LIFE_DAYS = 30;
const REPEAT_HALF_LIFE_DAYS = 60;
/** Days after a purchase until half of its repeat score is back. */
const REST_DAYS = 3;

export interface VisitorScorer {
  /** History in the order of time. The result is overwritten by the next call. */
  score(history: readonly KnownEntry[], now: number): VisitorScores;
  /** The sessions of the last search, as numbers. */
  nearSessions(): Uint32Array;
}

export function visitorScorer(parts: ModelParts, recipe: Recipe): VisitorScorer {
  const count = parts.items.length;
  const board = candidateBoard(count);
  const sessions = { starts: parts.sessionStarts, columns: parts.sessionItems };
  const index = sessionIndex(
    { rows: parts.sessionStarts.length - 1, width: count, ...sessions },
    recipe.session.newest,
  );
  const search = sessionSearch(index, recipe.session);
  const taste = tasteOf(parts, recipe);
  const best = bestOf(BEST_BY_TASTE);
  const strongest = new Float64Array(count);
  const tastes = new Float64Array(count <= ALL_BY_TASTE ? count : 0);
  const { scores } = board.found;

  const byNeighbours = (profile: ReadonlyMap<number, number>): void => {
    strongest.fill(0);
    for (const [from, weight] of [...profile].slice(0, MOST_OF_PROFILE)) {
      for (const { starts, columns, values } of [parts.seenTogether, parts.boughtTogether]) {
        for (let k = starts[from] as number, end = starts[from + 1] as number; k < end; k++) {
          const item = columns[k] as number;
          const score = weight * (values[k] as number);
          if (!board.add(scores.neighbours, item, score) || score <= (strongest[item] as number)) continue;
          strongest[item] = score;
          board.found.leadsFrom[item] = from;
        }
      }
    }
  };
  const byTaste = (profile: ReadonlyMap<number, number>): void => {
    const vector = taste?.vectorOf(profile);
    if (vector === undefined || taste === undefined) return;
    for (let item = 0; item < tastes.length; item++) {
      const score = taste.score(vector, item);
      tastes[item] = score;
      if (score > 0 && score >= best.floor()) best.offer(item, score);
    }
    for (const item of best.members().entries) board.add(scores.taste, item, 0);
    const { candidates, size } = board.found;
    for (let k = 0; k < size; k++) {
      const item = candidates[k] as number;
      if (!board.found.isBought(item)) scores.taste[item] = tastes[item] ?? taste.score(vector, item);
    }
  };

  return {
    nearSessions: () => search.found.near.subarray(0, search.found.used),
    score(given, now) {
      const history = given.slice(-MOST_ENTRIES);
      const profile = profileOf(history, now);
      const bought = repeatsOf(history, now);
      const recent = recentOf(history);
      board.begin(
        new Set(history.map(({ item }) => item).filter((item) => !bought.has(item))),
        bought,
        recent,
      );
      const sessionScores = search.search(recent);
      for (let k = 0; k < sessionScores.size; k++) {
        const item = sessionScores.touched[k] as number;
        board.add(scores.session, item, sessionScores.scores[item] as number);
      }
      byNeighbours(profile);
      for (const [item, frequency] of bought)
        board.add(scores.repeat, item, frequency * (parts.repeatRate[item] as number));
      const { columns, values } = parts.popular;
      for (let k = 0; k < columns.length; k++)
        board.add(scores.popular, columns[k] as number, values[k] as number);
      byTaste(profile);
      board.scale();
      return board.found;
    },
  };
}

const LOOKED_AT = 1;
const BOUGHT = 2;

interface CandidateBoard {
  readonly found: VisitorScores;
  begin(looked: ReadonlySet<number>, bought: ReadonlyMap<number, number>, recent: readonly number[]): void;
  /** Adds to the scores of a part. Returns whether the item may be a candidate. */
  add(part: Float64Array, item: number, score: number): boolean;
  /** Makes the best of each part 1. */
  scale(): void;
}

/** Scores for all items in fixed memory; only what a query touched is cleared. */
function candidateBoard(count: number): CandidateBoard {
  const scores = Object.fromEntries(blendParts.map((part) => [part, new Float64Array(count)])) as Record<
    BlendPart,
    Float64Array
  >;
  const tables = blendParts.map((part) => scores[part]);
  const isCandidate = new Uint8Array(count);
  /** Whether the visitor looked at an item, or bought it: a table, as it is asked for at each score. */
  const marks = new Uint8Array(count);
  let marked: number[] = [];
  const found: VisitorScores = {
    size: 0,
    candidates: new Uint32Array(count),
    scores,
    leadsFrom: new Uint32Array(count),
    isBought: (item) => marks[item] === BOUGHT,
    recent: [],
  };
  return {
    found,
    begin(lookedAt, bought, recent) {
      for (let k = 0; k < found.size; k++) {
        const item = found.candidates[k] as number;
        isCandidate[item] = 0;
        for (let part = 0; part < tables.length; part++) (tables[part] as Float64Array)[item] = 0;
      }
      found.size = 0;
      found.recent = recent;
      for (const item of marked) marks[item] = 0;
      for (const item of lookedAt) marks[item] = LOOKED_AT;
      for (const item of bought.keys()) marks[item] = BOUGHT;
      marked = [...lookedAt, ...bought.keys()];
    },
    add(part, item, score) {
      const mark = marks[item];
      if (mark === LOOKED_AT || (mark === BOUGHT && part !== scores.repeat)) return false;
      if (isCandidate[item] === 0) {
        isCandidate[item] = 1;
        found.candidates[found.size++] = item;
        found.leadsFrom[item] = item;
      }
      part[item] = (part[item] as number) + score;
      return true;
    },
    scale() {
      for (const values of tables) {
        let most = 0;
        for (let k = 0; k < found.size; k++) {
          const value = values[found.candidates[k] as number] as number;
          if (value > most) most = value;
        }
        if (most === 0) continue;
        for (let k = 0; k < found.size; k++) {
          const item = found.candidates[k] as number;
          values[item] = Math.max(0, (values[item] as number) / most);
        }
      }
    },
  };
}

/** What each item of a history weighs, newest first. */
function profileOf(history: readonly KnownEntry[], now: number): Map<number, number> {
  const profile = new Map<number, number>();
  for (let k = history.length - 1; k >= 0; k--) {
    const { item, type, at } = history[k] as KnownEntry;
    const age = Math.max(0, now - at) / DAY_MS;
    const weight = (TYPE_WEIGHTS[type] as number) * 2 ** (-age / PROFILE_HALF_LIFE_DAYS);
    profile.set(item, (profile.get(item) ?? 0) + weight);
  }
  for (const [item, weight] of profile) if (weight <= 0) profile.delete(item);
  return profile;
}

/** The items bought and not given back, with how often and how long ago. */
function repeatsOf(history: readonly KnownEntry[], now: number): Map<number, number> {
  const repeats = new Map<number, { sum: number; lastAt: number }>();
  for (const { item, type, at } of history) {
    if (type === REFUND) repeats.delete(item);
    if (type !== PURCHASE) continue;
    const age = Math.max(0, now - at) / DAY_MS;
    const { sum } = repeats.get(item) ?? { sum: 0 };
    repeats.set(item, { sum: sum + 2 ** (-age / REPEAT_HALF_LIFE_DAYS), lastAt: at });
  }
  return new Map(
    [...repeats].map(([item, { sum, lastAt }]) => [
      item,
      sum * (1 - 2 ** (-Math.max(0, now - lastAt) / (REST_DAYS * DAY_MS))),
    ]),
  );
}

/** The last items of a history, each at its last place, oldest first. */
function recentOf(history: readonly KnownEntry[]): number[] {
  const recent = new Set<number>();
  for (let k = history.length - 1; k >= 0 && recent.size < MOST_RECENT; k--) {
    const { item, type } = history[k] as KnownEntry;
    if (type !== REFUND) recent.add(item);
  }
  return [...recent].reverse();
}

interface Taste {
  /** The visitor's factors, of the items that have some; undefined when none has. */
  vectorOf(profile: ReadonlyMap<number, number>): Float32Array | undefined;
  score(vector: Float32Array, item: number): number;
}

function tasteOf({ factors }: ModelParts, { factors: width }: Recipe): Taste | undefined {
  if (factors.length === 0) return undefined;
  const unobserved = 0.1;
  const solve = rowSolver(gramOf(factors, width, unobserved), width, {
    regularisation: 0.003,
    unobserved,
    steps: 5,
  });
  return {
    vectorOf(profile) {
      const columns = [...profile.keys()].slice(0, MOST_OF_PROFILE);
      if (columns.length === 0) return undefined;
      const weights = columns.map((item) => Math.log1p(profile.get(item) ?? 0));
      const vector = new Float32Array(width);
      solve(vector, columns, weights, factors);
      return vector;
    },
    score(vector, item) {
      let sum = 0;
      const from = item * width;
      for (let a = 0; a < width; a++) sum += (vector[a] as number) * (factors[from + a] as number);
      return sum;
    },
  };
}
