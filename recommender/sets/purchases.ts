/**
 * Sets of purchases in time. One cut for all: test is the last 28 days, validation the 28 before; what tunes
 * sees nothing of the test. The blend of repetition, neighbours, factors and popularity is chosen twice: for
 * all items, and for those that are new to the user.
 */

import { type Sparse, sparseFrom, summed } from "../matrix/sparse.ts";
import { bestOf } from "../matrix/top.ts";
import { blendedList, type Candidates, searchBlend } from "../models/blend.ts";
import { type Factors, ials } from "../models/ials.ts";
import { itemNeighbours } from "../models/item-knn.ts";
import { decayedPopularity } from "../models/popularity.ts";
import { numbering } from "../store/columns.ts";
import { PURCHASE_COLUMNS } from "./find-sets.ts";
import { headerOf, type LineReport, readLines, SetProblem } from "./lines.ts";
import { sample } from "./sample.ts";

/** Lines in the order of time. */
export interface PurchaseLines {
  readonly user: Uint32Array;
  readonly item: Uint32Array;
  readonly basket: Uint32Array;
  /** Milliseconds. */
  readonly at: Float64Array;
}

/** Everything before the test part. */
export interface PurchaseTraining {
  readonly lines: PurchaseLines;
  readonly users: number;
  readonly items: number;
  readonly until: number;
}

/** What a user bought in a window, and what they had bought before it. */
export interface PurchaseQuestion {
  readonly user: number;
  readonly wanted: ReadonlySet<number>;
  readonly fresh: ReadonlySet<number>;
}

export interface PurchaseSet {
  readonly training: PurchaseTraining;
  readonly questions: readonly PurchaseQuestion[];
  readonly usable: number;
  readonly reports: readonly LineReport[];
}

export const PURCHASES_AT = 20;
const DAY_MS = 86_400_000;
const WINDOW_MS = 28 * DAY_MS;

export function readPurchases(file: string): PurchaseSet {
  const header = headerOf(file);
  const place = PURCHASE_COLUMNS.map((column) => header.indexOf(column));
  const [users, items, baskets] = [numbering(), numbering(), numbering()];
  const found: { user: number; item: number; basket: number; at: number }[] = [];
  const isGood = goodsCodes(file, place);
  const report = readLines(file, (fields) => {
    const [invoice = "", code = "", quantity, time, price, customer = ""] = place.map(
      (at) => fields[at] ?? "",
    );
    const [pieces, seconds, amount] = [Number(quantity), Number(time), Number(price)];
    if (fields.length < PURCHASE_COLUMNS.length) return `${fields.length} fields`;
    if (time === "" || ![pieces, seconds, amount].every(Number.isFinite)) return "a number is none";
    if (customer === "" || pieces <= 0 || amount <= 0 || !isGood(code)) return undefined;
    found.push({
      user: users.numberOf(customer),
      item: items.numberOf(code),
      basket: baskets.numberOf(invoice),
      at: seconds * 1_000,
    });
    return undefined;
  });
  if (found.length === 0) throw new SetProblem(`${file}: no line is a customer's purchase of goods`);
  found.sort((a, b) => a.at - b.at);
  const end = (found.at(-1)?.at ?? 0) + 1;
  const until = end - WINDOW_MS;
  const all: PurchaseLines = {
    user: Uint32Array.from(found, ({ user }) => user),
    item: Uint32Array.from(found, ({ item }) => item),
    basket: Uint32Array.from(found, ({ basket }) => basket),
    at: Float64Array.from(found, ({ at }) => at),
  };
  return {
    training: {
      lines: linesBetween(all, Number.NEGATIVE_INFINITY, until),
      users: users.names.length,
      items: items.names.length,
      until,
    },
    questions: questionsOf(all, until, end),
    usable: found.length,
    reports: [report],
  };
}

/** A code of digits alone, or with three of them in a row. */
const NUMBERED = /^\d+$|\d{3}/;
/** The share of lines with such codes from which on others are taken for postage, fees and samples. */
const MOSTLY_NUMBERED = 0.9;

/** Tells goods from postage and fees by their codes; where codes have no such form, each is of goods. */
function goodsCodes(file: string, [, code = 0]: readonly number[]): (code: string) => boolean {
  let [lines, numbered] = [0, 0];
  readLines(file, (fields) => {
    lines++;
    if (NUMBERED.test(fields[code] ?? "")) numbered++;
    return undefined;
  });
  return numbered >= MOSTLY_NUMBERED * lines ? (text) => NUMBERED.test(text) : (text) => text !== "";
}

function linesBetween({ user, item, basket, at }: PurchaseLines, from: number, to: number): PurchaseLines {
  const begin = at.findIndex((time) => time >= from);
  const found = at.findIndex((time) => time >= to);
  const end = found < 0 ? at.length : found;
  const part = begin < 0 ? [0, 0] : [begin, end];
  return {
    user: user.subarray(...part),
    item: item.subarray(...part),
    basket: basket.subarray(...part),
    at: at.subarray(...part),
  };
}

/** Users with a history, and what they bought from `from` to before `to`. */
function questionsOf(lines: PurchaseLines, from: number, to: number): PurchaseQuestion[] {
  const earlier = itemsOfUsers(linesBetween(lines, Number.NEGATIVE_INFINITY, from));
  const later = itemsOfUsers(linesBetween(lines, from, to));
  return [...later].flatMap(([user, wanted]) => {
    const met = earlier.get(user);
    if (met === undefined) return [];
    return [{ user, wanted, fresh: new Set([...wanted].filter((item) => !met.has(item))) }];
  });
}

function itemsOfUsers({ user, item }: PurchaseLines): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  for (const [row, person] of user.entries()) {
    const own = found.get(person) ?? new Set();
    own.add(item[row] as number);
    found.set(person, own);
  }
  return found;
}

const PARTS = [
  "bought, 30 days",
  "bought, 120 days",
  "baskets",
  "users",
  "factors",
  "popular, 7 days",
  "popular, 30 days",
] as const;
const START = [0.5, 1, 0.5, 0.2, 0.5, 0.2, 0.2] as const;
const FRESH_START = [0, 0, 0.5, 0.5, 1, 0.3, 0.3] as const;
const GRID = [0, 0.1, 0.3, 0.7, 1.5] as const;
const CANDIDATES = 200;
const MOST_TUNING_USERS = 2_000;

export interface PurchaseRecipe {
  readonly regularisation: number;
  readonly weights: readonly number[];
  /** For the items that are new to the user. */
  readonly freshWeights: readonly number[];
  readonly trials: number;
}

const REGULARISATIONS = [0.003, 0.01, 0.03] as const;

export function tunePurchases(training: PurchaseTraining, seed: number): PurchaseRecipe {
  const cut = training.until - WINDOW_MS;
  const questions = sample(questionsOf(training.lines, cut, training.until), MOST_TUNING_USERS);
  const earlier = {
    ...training,
    lines: linesBetween(training.lines, Number.NEGATIVE_INFINITY, cut),
    until: cut,
  };
  let found: PurchaseRecipe | undefined;
  let most = -1;
  let trials = 0;
  const search = { grid: GRID, at: PURCHASES_AT, rounds: 2 };
  const counted = countsOf(earlier);
  for (const regularisation of REGULARISATIONS) {
    const fit = { ...counted, factors: factorsOf(counted.weights, regularisation, seed) };
    const candidates = questions.map((question) => candidatesOf(fit, question));
    const fresh = searchBlend(
      candidates.flatMap(({ fresh: own }) => (own.wanted.size > 0 ? [own] : [])),
      { ...search, start: FRESH_START, measure: ({ recall, ndcg }) => recall + ndcg },
    );
    const all = searchBlend(
      candidates.map(({ all: own }) => own),
      { ...search, start: START, measure: ({ recall, ndcg }) => recall + ndcg },
    );
    trials += fresh.trials + all.trials;
    if (fresh.value + all.value <= most) continue;
    most = fresh.value + all.value;
    found = { regularisation, weights: all.weights, freshWeights: fresh.weights, trials };
  }
  return { ...(found as PurchaseRecipe), trials };
}

export interface PurchaseLists {
  readonly all: Uint32Array;
  readonly fresh: Uint32Array;
}

/** The lists of users at the end of the training part. */
export function recommendPurchases(
  training: PurchaseTraining,
  recipe: PurchaseRecipe,
  asked: readonly number[],
  seed: number,
): Map<number, PurchaseLists> {
  const counted = countsOf(training);
  const fit = { ...counted, factors: factorsOf(counted.weights, recipe.regularisation, seed) };
  const empty = { wanted: new Set<number>(), fresh: new Set<number>() };
  return new Map(
    asked.map((user) => {
      const candidates = candidatesOf(fit, { user, ...empty });
      const all = blendedList(candidates.all, recipe.weights, PURCHASES_AT);
      const fresh = blendedList(candidates.fresh, recipe.freshWeights, PURCHASES_AT);
      return [user, { all, fresh }];
    }),
  );
}

interface Counts {
  readonly training: PurchaseTraining;
  readonly rowsOf: ReadonlyMap<number, number[]>;
  readonly baskets: Sparse;
  readonly users: Sparse;
  /** What each user bought, by how long ago. */
  readonly weights: Sparse;
  readonly popular: readonly [Float32Array, Float32Array];
}

interface Fit extends Counts {
  readonly factors: Factors;
}

const factorsOf = (weights: Sparse, regularisation: number, seed: number): Factors =>
  ials(
    { ...weights, values: weights.values.map((value) => Math.log1p(3 * value)) },
    { factors: 64, epochs: 10, regularisation, unobserved: 0.1, seed },
  );

function countsOf(training: PurchaseTraining): Counts {
  const { lines, users, items, until } = training;
  const rowsOf = new Map<number, number[]>();
  for (const [row, user] of lines.user.entries()) {
    const rows = rowsOf.get(user) ?? [];
    rows.push(row);
    rowsOf.set(user, rows);
  }
  const baskets = lines.basket.reduce((most, basket) => Math.max(most, basket + 1), 0);
  const matrixOf = (rows: number, rowOf: Uint32Array, values?: Float32Array): Sparse =>
    summed(sparseFrom(rows, items, rowOf, lines.item, values));
  const binary = (matrix: Sparse): Sparse => ({
    ...matrix,
    values: new Float32Array(matrix.values.length).fill(1),
  });
  const decayed = Float32Array.from(lines.at, (at) => 2 ** (-(until - at) / (180 * DAY_MS)));
  const weights = matrixOf(users, lines.user, decayed);
  const popularity = (days: number): Float32Array =>
    decayedPopularity(lines, () => 1, { items, now: until, halfLifeMs: days * DAY_MS });
  const options = { neighbours: 400, userExponent: 0.25 };
  return {
    training,
    rowsOf,
    baskets: itemNeighbours(binary(matrixOf(baskets, lines.basket)), options),
    users: itemNeighbours(binary(weights), options),
    weights,
    popular: [popularity(7), popularity(30)],
  };
}

function candidatesOf(
  fit: Fit,
  { user, wanted, fresh }: PurchaseQuestion,
): { readonly all: Candidates; readonly fresh: Candidates } {
  const parts = partScores(fit, user);
  const rows = fit.rowsOf.get(user) ?? [];
  const bought = new Set(rows.map((row) => fit.training.lines.item[row] as number));
  return { all: bestOfParts(parts, new Set(), wanted), fresh: bestOfParts(parts, bought, fresh) };
}

/** The best of each part, with the scores of all; each part's best is 1. */
function bestOfParts(
  parts: readonly ArrayLike<number>[],
  without: ReadonlySet<number>,
  wanted: ReadonlySet<number>,
): Candidates {
  const best = bestOf(CANDIDATES);
  const kept = new Set<number>();
  const scales = parts.map((scores) => {
    for (let item = 0; item < scores.length; item++) {
      const score = scores[item] as number;
      if (score > 0 && score >= best.floor() && !without.has(item)) best.offer(item, score);
    }
    const top = best.take();
    for (const item of top.entries) kept.add(item);
    return 1 / (top.scores[0] || 1);
  });
  const list = Uint32Array.from(kept).sort();
  const scores = new Float32Array(list.length * PARTS.length);
  for (const [k, item] of list.entries())
    for (const [part, own] of parts.entries())
      scores[k * PARTS.length + part] = (own[item] as number) * (scales[part] as number);
  return { items: list, scores, wanted };
}

/** In the order of PARTS. */
function partScores(fit: Fit, user: number): readonly ArrayLike<number>[] {
  const { lines, items, until } = fit.training;
  const [short, long, near, nearUsers, taste] = Array.from({ length: 5 }, () => new Float64Array(items)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const profile = new Map<number, number>();
  for (const row of fit.rowsOf.get(user) ?? []) {
    const item = lines.item[row] as number;
    const days = (until - (lines.at[row] as number)) / DAY_MS;
    short[item] = (short[item] as number) + 2 ** (-days / 30);
    long[item] = (long[item] as number) + 2 ** (-days / 120);
    profile.set(item, (profile.get(item) ?? 0) + 2 ** (-days / 90));
  }
  for (const [from, weight] of profile) {
    for (const [sums, { starts, columns, values }] of [
      [near, fit.baskets],
      [nearUsers, fit.users],
    ] as const) {
      for (let k = starts[from] as number, end = starts[from + 1] as number; k < end; k++) {
        const item = columns[k] as number;
        sums[item] = (sums[item] as number) + Math.sqrt(weight) * (values[k] as number);
      }
    }
  }
  const { width, users, items: factors } = fit.factors;
  for (let item = 0; item < items; item++) {
    let sum = 0;
    for (let a = 0; a < width; a++)
      sum += (users[user * width + a] as number) * (factors[item * width + a] as number);
    taste[item] = sum;
  }
  return [short, long, near, nearUsers, taste, ...fit.popular];
}
