/**
 * Sets of views, carts and purchases of the same users, without time. Candidates are what the user viewed or
 * put in the cart, and the neighbours of all that. The blend is chosen on purchases of the training part that
 * are hidden in turn, one of each user, as the test part hides one.
 */
import { randomFrom } from "../matrix/random.ts";
import { rowColumns, rowLength, type Sparse, sparseFrom, sparseOfLists, summed } from "../matrix/sparse.ts";
import { bestOf } from "../matrix/top.ts";
import { blendedList, type Candidates, searchBlend } from "../models/blend.ts";
import { itemNeighbours } from "../models/item-knn.ts";
import { numbering } from "../store/columns.ts";
import { type LineReport, readLines, readLists } from "./lines.ts";
import { popularFill } from "./popular-fill.ts";
import { sample } from "./sample.ts";

/** Rows are users, in all three the same. */
export interface BehaviourTraining {
  readonly views: Sparse;
  readonly carts: Sparse;
  readonly buys: Sparse;
}

export interface BehaviourSet {
  readonly training: BehaviourTraining;
  /** Purchases that were held out, one a line. */
  readonly cases: readonly { readonly user: number; readonly item: number }[];
  readonly reports: readonly LineReport[];
}

export const BEHAVIOURS_AT = 10;

export interface BehaviourFiles {
  readonly view: string;
  readonly cart: string | undefined;
  readonly buy: string;
  readonly test: string;
}

export function readBehaviours({ view, cart, buy, test }: BehaviourFiles): BehaviourSet {
  const users = numbering();
  const items = numbering();
  const reports: LineReport[] = [];
  const read = (path: string): number[][] => {
    const { lists, report } = readLists(path, users, items);
    reports.push(report);
    return lists;
  };
  const lists = [view, cart, buy].map((path) => (path === undefined ? [] : read(path)));
  const width = items.names.length;
  const cases: { user: number; item: number }[] = [];
  const tested = readLines(test, ([user = "", item = ""]) => {
    if (user === "" || item === "" || item.includes(" ")) return "not a user and one item";
    cases.push({ user: users.numberOf(user), item: items.numberOf(item) });
    return undefined;
  });
  const [views, carts, buys] = lists.map((rows) =>
    sparseOfLists(
      Array.from({ length: users.names.length }, (_, row) => rows[row] ?? []),
      width,
    ),
  ) as [Sparse, Sparse, Sparse];
  return { training: { views, carts, buys }, cases, reports: [...reports, tested] };
}

const PARTS = [
  "viewed",
  "viewed, by conversion",
  "carted",
  "neighbours",
  "neighbours, viewed",
  "neighbours, carted",
  "neighbours of buys",
  "popularity",
  "viewed, by popularity",
] as const;
const START = [1, 1, 0.5, 1, 1, 0.5, 0.5, 0.1, 0.1] as const;
const GRID = [0, 0.1, 0.25, 0.5, 1, 2, 4] as const;
const MOST_TUNING_USERS = 4_000;
const NEIGHBOURS = 500;
const CANDIDATES = 150;
/** A view, a cart and a purchase in the matrix of all behaviours. */
const WEIGHTS = { view: 1, cart: 3, buy: 5 } as const;

export interface BehaviourRecipe {
  readonly weights: readonly number[];
  readonly trials: number;
}

export function tuneBehaviours(training: BehaviourTraining, seed: number): BehaviourRecipe {
  const { kept, hidden } = hideOne(training.buys, seed);
  const fit = fitted({ ...training, buys: kept });
  const questions = sample([...hidden], MOST_TUNING_USERS).map(([user, item]) =>
    candidatesOf(fit, user, new Set([item])),
  );
  const { weights, trials } = searchBlend(questions, {
    start: START,
    grid: GRID,
    at: BEHAVIOURS_AT,
    measure: ({ hit, ndcg }) => hit + ndcg,
  });
  return { weights, trials };
}

export function recommendBehaviours(
  training: BehaviourTraining,
  { weights }: BehaviourRecipe,
  asked: readonly number[],
): Map<number, Uint32Array> {
  const fit = fitted(training);
  const fill = popularFill(training.buys, BEHAVIOURS_AT);
  return new Map(
    asked.map((user) => {
      const list = blendedList(candidatesOf(fit, user, new Set()), weights, BEHAVIOURS_AT);
      return [user, fill(list, rowColumns(training.buys, user))];
    }),
  );
}

interface Fit extends BehaviourTraining {
  readonly all: Sparse;
  readonly neighbours: Sparse;
  readonly buyNeighbours: Sparse;
  /** The share of an item's viewers that bought it, smoothed. */
  readonly conversion: Float64Array;
  /** From 0 to 1. */
  readonly popularity: Float64Array;
}

function fitted(training: BehaviourTraining): Fit {
  const all = together(training);
  const binary = { ...all, values: new Float32Array(all.values.length).fill(1) };
  const options = { neighbours: NEIGHBOURS, userExponent: 0.25 };
  const bought = new Float64Array(all.width);
  for (const item of training.buys.columns) bought[item] = (bought[item] as number) + 1;
  const most = Math.log1p(bought.reduce((a, b) => Math.max(a, b), 0)) || 1;
  return {
    ...training,
    all,
    neighbours: itemNeighbours(binary, options),
    buyNeighbours: itemNeighbours(training.buys, options),
    conversion: conversionOf(training),
    popularity: bought.map((count) => Math.log1p(count) / most),
  };
}

function together({ views, carts, buys }: BehaviourTraining): Sparse {
  const length = views.columns.length + carts.columns.length + buys.columns.length;
  const [rowOf, columns, values] = [
    new Uint32Array(length),
    new Uint32Array(length),
    new Float32Array(length),
  ];
  let at = 0;
  for (const [matrix, weight] of [
    [views, WEIGHTS.view],
    [carts, WEIGHTS.cart],
    [buys, WEIGHTS.buy],
  ] as const) {
    for (let user = 0; user < matrix.rows; user++) {
      for (const item of rowColumns(matrix, user)) {
        rowOf[at] = user;
        columns[at] = item;
        values[at++] = weight;
      }
    }
  }
  return summed(sparseFrom(views.rows, views.width, rowOf, columns, values));
}

function conversionOf({ views, buys }: BehaviourTraining): Float64Array {
  const viewers = new Float64Array(views.width);
  const buyers = new Float64Array(views.width);
  for (let user = 0; user < views.rows; user++) {
    const bought = new Set(rowColumns(buys, user));
    for (const item of rowColumns(views, user)) {
      viewers[item] = (viewers[item] as number) + 1;
      if (bought.has(item)) buyers[item] = (buyers[item] as number) + 1;
    }
  }
  const sum = (numbers: Float64Array): number => numbers.reduce((a, b) => a + b, 0);
  const mean = sum(buyers) / (sum(viewers) || 1);
  return viewers.map((count, item) => ((buyers[item] as number) + 10 * mean) / (count + 10));
}

function candidatesOf(fit: Fit, user: number, wanted: ReadonlySet<number>): Candidates {
  const { all, neighbours, buyNeighbours, views, carts, buys } = fit;
  const bought = new Set(rowColumns(buys, user));
  const [viewed, carted] = [new Set(rowColumns(views, user)), new Set(rowColumns(carts, user))];
  const near = profileScores(all, neighbours, user);
  const nearBuys = profileScores(buys, buyNeighbours, user);
  const best = bestOf(CANDIDATES);
  for (let item = 0; item < near.length; item++) {
    const score = near[item] as number;
    if (score > 0 && !bought.has(item) && score >= best.floor()) best.offer(item, score);
  }
  const top = best.take();
  const items = Uint32Array.from(
    [...new Set([...top.entries, ...viewed, ...carted])].filter((item) => !bought.has(item)),
  ).sort();
  const nearScale = 1 / (top.scores[0] || 1);
  const buyScale = 1 / (nearBuys.reduce((a, b) => Math.max(a, b), 0) || 1);
  const conversionScale =
    1 / [...viewed].reduce((most, item) => Math.max(most, fit.conversion[item] ?? 0), 1e-9);
  const scores = new Float32Array(items.length * PARTS.length);
  for (const [k, item] of items.entries()) {
    const isViewed = viewed.has(item) ? 1 : 0;
    const isCarted = carted.has(item) ? 1 : 0;
    const nearness = (near[item] as number) * nearScale;
    const popularity = fit.popularity[item] as number;
    scores.set(
      [
        isViewed,
        isViewed * (fit.conversion[item] as number) * conversionScale,
        isCarted,
        nearness,
        isViewed * nearness,
        isCarted * nearness,
        (nearBuys[item] as number) * buyScale,
        popularity,
        isViewed * popularity,
      ],
      k * PARTS.length,
    );
  }
  return { items, scores, wanted };
}

/** Σ of the rows of what the user did, each by what it weighs. */
function profileScores(users: Sparse, { starts, columns, values }: Sparse, user: number): Float64Array {
  const sums = new Float64Array(users.width);
  for (let m = users.starts[user] as number; m < (users.starts[user + 1] as number); m++) {
    const item = users.columns[m] as number;
    const weight = users.values[m] as number;
    for (let k = starts[item] as number, end = starts[item + 1] as number; k < end; k++) {
      const other = columns[k] as number;
      sums[other] = (sums[other] as number) + weight * (values[k] as number);
    }
  }
  return sums;
}

/** Users with one purchase are asked about, too, where fewer than this have more. */
const FEWEST_HIDDEN = 100;

/** One purchase of each user with two and more is hidden, at random. */
function hideOne(buys: Sparse, seed: number): { kept: Sparse; hidden: Map<number, number> } {
  const lengths = Array.from({ length: buys.rows }, (_, user) => rowLength(buys, user));
  const fewest = lengths.filter((length) => length >= 2).length < FEWEST_HIDDEN ? 1 : 2;
  const random = randomFrom(seed);
  const hidden = new Map<number, number>();
  const lists = Array.from({ length: buys.rows }, (_, user) => {
    const own = [...rowColumns(buys, user)];
    if (own.length < fewest) return own;
    const item = own[Math.floor(random() * own.length)] as number;
    hidden.set(user, item);
    return own.filter((other) => other !== item);
  });
  return { kept: sparseOfLists(lists, buys.width), hidden };
}
