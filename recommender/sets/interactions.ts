/**
 * Sets of users and their items, without time. The models are item neighbours with two user exponents, bands
 * of the singular vectors (GF-CF), and EASE where few items have most of the interactions; a blend of all is
 * chosen on a part of the training data that is held out.
 */

import { meanOf, type RankingMetrics, rankingMetrics } from "../evaluation/metrics.ts";
import { randomFrom } from "../matrix/random.ts";
import { rowColumns, rowLength, type Sparse, sparseOfLists } from "../matrix/sparse.ts";
import { bestOf } from "../matrix/top.ts";
import { blendedList, type Candidates, searchBlend } from "../models/blend.ts";
import { ease, easeOfHead, headOf } from "../models/ease.ts";
import { itemNeighbours } from "../models/item-knn.ts";
import { type LowRank, lowRank } from "../models/low-rank.ts";
import { numbering } from "../store/columns.ts";
import { type LineReport, readLists, SetProblem } from "./lines.ts";
import { popularFill } from "./popular-fill.ts";
import { sample } from "./sample.ts";

/** All that tuning and training see. */
export interface InteractionTraining {
  readonly users: Sparse;
}

export interface InteractionSet {
  readonly training: InteractionTraining;
  /** The items of the test part, by the user's row. */
  readonly wanted: ReadonlyMap<number, ReadonlySet<number>>;
  readonly reports: readonly LineReport[];
}

export function readInteractions(train: string, test: string): InteractionSet {
  const users = numbering();
  const items = numbering();
  const trained = readLists(train, users, items);
  const width = items.names.length;
  const tested = readLists(test, users, items);
  const rows = Array.from({ length: users.names.length }, (_, row) => trained.lists[row] ?? []);
  const wanted = new Map<number, ReadonlySet<number>>();
  for (const [row, list] of tested.lists.entries()) if (list.length > 0) wanted.set(row, new Set(list));
  if (wanted.size === 0) throw new SetProblem(`${test}: no user has an item`);
  return {
    training: { users: sparseOfLists(rows, width) },
    wanted,
    reports: [trained.report, tested.report],
  };
}

/** Up to 1,000 neighbours, and fewer of many items: 400 MB for a list of all. */
export const neighboursFor = (items: number): number =>
  Math.max(200, Math.min(1_000, Math.floor(50_000_000 / Math.max(1, items))));
const EXPONENTS = [0.25, 0.5] as const;
const BANDS = [32, 64, 128, 256] as const;
/** Of more items EASE would take minutes, and is for those of the most users. */
const MOST_EASE_ITEMS = 5_000;
/** EASE of a head that has less of the interactions is not worth its time. */
const LEAST_OF_HEAD = 2 / 3;
/** A user of more items counts by a sample of them: a program's pairs would take minutes. */
const MOST_OF_A_USER = 5_000;
const RIDGES = [1, 3, 8] as const;
const CANDIDATES = 400;
const MOST_TUNING_USERS = 4_000;
/**
 * A blend has to be good for both shares of a user's items. What a user did at one time is split between both
 * sides, which flatters near neighbours; the more is held out, the more a blend has to infer.
 */
const HELD_OUT = [0.2, 0.5] as const;
export const INTERACTIONS_AT = 20;

export interface InteractionRecipe {
  /** The ridge of EASE; undefined: without EASE. */
  readonly ridge: number | undefined;
  readonly weights: readonly number[];
  readonly trials: number;
}

interface Fit {
  readonly users: Sparse;
  readonly lists: readonly Sparse[];
  readonly vectors: LowRank;
  /**
   * What the scores of each part are divided by, so that weights mean the same in the tuning and the final
   * fit.
   */
  readonly scales: number[];
}

export function tuneInteractions({ users }: InteractionTraining, seed: number): InteractionRecipe {
  const splits = HELD_OUT.map((share) => heldOut(users, share, seed));
  const share = headOf(users, MOST_EASE_ITEMS).users.columns.length / Math.max(1, users.columns.length);
  const ridge = share >= LEAST_OF_HEAD ? chooseRidge(heldOut(users, HELD_OUT[0], seed)) : undefined;
  const questions = splits.flatMap(({ kept, held }) => {
    const fit = fitted(kept, ridge, seed);
    return sample([...held.keys()], MOST_TUNING_USERS / splits.length).map((user) =>
      candidatesOf(fit, user, held.get(user) ?? new Set()),
    );
  });
  const lists = EXPONENTS.length + (ridge === undefined ? 0 : 1);
  const search = {
    grid: [0, 0.25, 0.5, 1, 1.5, 2.5],
    at: INTERACTIONS_AT,
    measure: ({ recall, ndcg }: RankingMetrics) => recall + ndcg,
  };
  // From the neighbours with all bands, and from EASE alone: a search by coordinates stays near its start.
  const starts = [0, ...(ridge === undefined ? [] : [lists - 1])].map((main) =>
    Array.from({ length: lists + BANDS.length }, (_, part) =>
      part === main ? 1 : part >= lists && main === 0 ? 0.5 : 0,
    ),
  );
  const blends = starts.map((start) => searchBlend(questions, { ...search, start }));
  const found = blends.reduce((best, other) => (other.value > best.value ? other : best));
  const trials = blends.reduce((sum, other) => sum + other.trials, 0);
  return { ridge, weights: found.weights, trials: trials + (ridge === undefined ? 0 : RIDGES.length) };
}

/** The lists of the given users, by the models trained on all of the training data. */
export function recommendInteractions(
  { users }: InteractionTraining,
  recipe: InteractionRecipe,
  asked: readonly number[],
  seed: number,
): Map<number, Uint32Array> {
  const fit = fitted(users, recipe.ridge, seed);
  const fill = popularFill(users, INTERACTIONS_AT);
  const lists = new Map<number, Uint32Array>();
  for (const user of asked) {
    const candidates = candidatesOf(fit, user, new Set());
    const list = blendedList(candidates, recipe.weights, INTERACTIONS_AT);
    lists.set(user, fill(list, rowColumns(users, user)));
  }
  return lists;
}

/** What each user counts for: all of their items, or a sample of many. */
export function withoutExcess(users: Sparse): Sparse {
  const rows = Array.from({ length: users.rows }, (_, user) => rowColumns(users, user));
  if (rows.every(({ length }) => length <= MOST_OF_A_USER)) return users;
  const lists = rows.map((items) => sample([...items], MOST_OF_A_USER));
  return sparseOfLists(lists, users.width);
}

const ITEM_EXPONENTS = [0.5, 0.4, 0.3, 0.2] as const;

/**
 * The exponent of an item's degree with which neighbours alone find most of what is held out: smaller ones
 * prefer popular neighbours. Of equal ones the first stays.
 */
export function chooseItemExponent({ users }: InteractionTraining, seed: number): number {
  const splits = HELD_OUT.map((share) => heldOut(users, share, seed));
  const foundBy = (itemExponent: number): number =>
    splits.reduce((sum, { kept, held }) => {
      const options = { neighbours: neighboursFor(users.width), userExponent: EXPONENTS[0], itemExponent };
      const asked = sample([...held.keys()], MOST_TUNING_USERS / splits.length);
      const lists = recommendByNeighbours(kept, itemNeighbours(withoutExcess(kept), options), asked);
      const metrics = asked.map((user) =>
        rankingMetrics(lists.get(user) ?? [], held.get(user) ?? new Set(), INTERACTIONS_AT),
      );
      return sum + meanOf(metrics.map(({ recall, ndcg }) => recall + ndcg));
    }, 0);
  return ITEM_EXPONENTS.map((exponent) => ({ exponent, value: foundBy(exponent) })).reduce((best, other) =>
    other.value > best.value ? other : best,
  ).exponent;
}

/** Lists of item neighbours alone. */
export function recommendByNeighbours(
  users: Sparse,
  neighbours: Sparse,
  asked: readonly number[],
): Map<number, Uint32Array> {
  const sums = new Float64Array(users.width);
  const best = bestOf(INTERACTIONS_AT);
  return new Map(
    asked.map((user) => {
      profileScores(users, neighbours, user, sums);
      for (let item = 0; item < sums.length; item++) {
        const score = sums[item] as number;
        if (score > 0 && score >= best.floor()) best.offer(item, score);
      }
      return [user, best.take().entries];
    }),
  );
}

/** Σ of the neighbours' rows of a user's items; the items themselves −∞. */
function profileScores(
  users: Sparse,
  { starts, columns, values }: Sparse,
  user: number,
  sums: Float64Array,
): void {
  sums.fill(0);
  const own = rowColumns(users, user);
  for (const item of own) {
    for (let k = starts[item] as number, end = starts[item + 1] as number; k < end; k++) {
      const other = columns[k] as number;
      sums[other] = (sums[other] as number) + (values[k] as number);
    }
  }
  for (const item of own) sums[item] = Number.NEGATIVE_INFINITY;
}

function fitted(users: Sparse, ridge: number | undefined, seed: number): Fit {
  const counted = withoutExcess(users);
  const lists = EXPONENTS.map((userExponent) =>
    itemNeighbours(counted, { neighbours: neighboursFor(users.width), userExponent }),
  );
  if (ridge !== undefined) lists.push(easeOfHead(users, ridge, MOST_EASE_ITEMS));
  const width = Math.min(BANDS.at(-1) as number, Math.floor(users.width / 4));
  const vectors = lowRank(users, { width, seed });
  const fit: Fit = { users, lists, vectors, scales: new Array(lists.length + BANDS.length).fill(1) };
  const known = sample(
    Array.from({ length: users.rows }, (_, user) => user).filter((user) => rowLength(users, user) > 0),
    300,
  );
  const sums = new Float64Array(fit.scales.length);
  for (const user of known) {
    const { items, scores } = candidatesOf(fit, user, new Set());
    for (let part = 0; part < sums.length; part++) {
      let most = 0;
      for (let k = 0; k < items.length; k++) most = Math.max(most, scores[k * sums.length + part] as number);
      sums[part] = (sums[part] as number) + most;
    }
  }
  // The bands keep one scale, that of all of them: together they are the filter.
  for (let part = 0; part < lists.length; part++)
    fit.scales[part] = known.length / ((sums[part] as number) || 1);
  const bandScale = known.length / (Math.max(...sums.subarray(lists.length)) || 1);
  fit.scales.fill(bandScale, lists.length);
  return fit;
}

/** The best of each list of neighbours, with the scores of all parts. */
function candidatesOf(fit: Fit, user: number, wanted: ReadonlySet<number>): Candidates {
  const { users, lists, vectors, scales } = fit;
  const best = bestOf(CANDIDATES);
  const kept = new Set<number>();
  const sums = lists.map((list) => {
    const scores = new Float64Array(users.width);
    profileScores(users, list, user, scores);
    for (let item = 0; item < scores.length; item++) {
      const score = scores[item] as number;
      if (score > 0 && score >= best.floor()) best.offer(item, score);
    }
    for (const item of best.take().entries) kept.add(item);
    return scores;
  });
  const items = Uint32Array.from(kept).sort();
  const scores = new Float32Array(items.length * scales.length);
  const taste = new Float64Array(vectors.width);
  for (const item of rowColumns(users, user))
    for (let a = 0; a < vectors.width; a++)
      taste[a] = (taste[a] as number) + (vectors.from[item * vectors.width + a] as number);
  for (const [k, item] of items.entries()) {
    const at = k * scales.length;
    for (const [part, list] of sums.entries())
      scores[at + part] = (list[item] as number) * (scales[part] as number);
    for (const [band, end] of BANDS.entries()) {
      let sum = 0;
      const from = item * vectors.width;
      for (let a = BANDS[band - 1] ?? 0; a < Math.min(end, vectors.width); a++)
        sum += (taste[a] as number) * (vectors.to[from + a] as number);
      scores[at + lists.length + band] = sum * (scales[lists.length + band] as number);
    }
  }
  return { items, scores, wanted };
}

interface Split {
  readonly kept: Sparse;
  readonly held: ReadonlyMap<number, ReadonlySet<number>>;
}

/** A share of the items of each user with five and more, at random. */
function heldOut(users: Sparse, share: number, seed: number): Split {
  const random = randomFrom(seed);
  const held = new Map<number, Set<number>>();
  const lists = Array.from({ length: users.rows }, (_, user) => {
    const own = [...rowColumns(users, user)];
    if (own.length < 5) return own;
    const taken = new Set(own.filter(() => random() < share));
    if (taken.size > 0 && taken.size < own.length) held.set(user, taken);
    return own.filter((item) => !taken.has(item));
  });
  return { kept: sparseOfLists(lists, users.width), held };
}

/**
 * Tried on the items with the most users, because a trial takes time with the third power of their number.
 */
function chooseRidge({ kept: users, held }: Split): number {
  const { placeOf, users: part } = headOf(users, 1_000);
  const asked = sample([...held.keys()], MOST_TUNING_USERS);
  const mean = users.columns.length / users.width;
  let chosen = { ridge: mean * RIDGES[1], hits: -1 };
  for (const factor of RIDGES) {
    const ridge = mean * factor;
    const lists = recommendByNeighbours(part, ease(part, ridge), asked);
    let hits = 0;
    for (const [user, list] of lists) {
      const wanted = new Set([...(held.get(user) ?? [])].flatMap((item) => placeOf.get(item) ?? []));
      for (const item of list) if (wanted.has(item)) hits++;
    }
    if (hits > chosen.hits) chosen = { ridge, hits };
  }
  return chosen.ridge;
}
