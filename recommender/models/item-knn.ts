/**
 * Item-item neighbours. W_ij = (d_i d_j)^−½ Σ_u d_u^(−2·userExponent) r_ui r_uj, where d is the sum of a row
 * or
 * column of r. A row at a time is summed in a dense array (Gustavson 1978), and its K largest entries are
 * kept.
 *
 * Time: Σ_u n_u² additions; memory: one number for each item, and the kept lists. Rows do not depend on one
 * another, so that any partition of the items among workers gives the same bytes.
 */
import type { Sparse } from "../matrix/sparse.ts";
import { transposed } from "../matrix/sparse.ts";
import { rankedValue } from "../matrix/top.ts";

export interface ItemKnnOptions {
  /** How many neighbours an item keeps. */
  readonly neighbours: number;
  /** ua of the formula; 0.25 weighs a user by d_u^−½, 0.5 is the linear filter of GF-CF. */
  readonly userExponent: number;
  /** The exponent of d_j of the neighbour; ½ in the formula. Less prefers popular neighbours. */
  readonly itemExponent?: number;
  /** Pairs of fewer users are in no list. */
  readonly fewestUsers?: number;
  /** The user of each row where one user has several rows; rows of one user follow one another. */
  readonly userOfRow?: Uint32Array;
  /** The items whose rows are computed: from `from` to before `to`. The others' rows stay empty. */
  readonly from?: number;
  readonly to?: number;
}

/** The neighbours of each item in an order that the input determines, with their weights. */
export function itemNeighbours(users: Sparse, options: ItemKnnOptions): Sparse {
  const items = transposed(users);
  const count = items.rows;
  const { from = 0, to = count } = options;
  const weightOf = userWeights(users, options.userExponent);
  const { own, other } = itemWeights(items, options.itemExponent ?? 0.5);
  const fewest = options.fewestUsers ?? 1;
  const row = rowSums(users, items, weightOf, fewest > 1 ? (options.userOfRow ?? "rows") : undefined);
  const buffer = new Float64Array(count);
  const starts = new Uint32Array(count + 1);
  const columns: Uint32Array[] = [];
  const values: Float32Array[] = [];
  let total = 0;
  for (let item = from; item < to; item++) {
    const kept = largest(row.sum(item, fewest), row, other, options.neighbours, buffer);
    const scale = own[item] as number;
    for (let k = 0; k < kept.values.length; k++) kept.values[k] = (kept.values[k] as number) * scale;
    columns.push(kept.columns);
    values.push(kept.values);
    total += kept.columns.length;
    starts[item + 1] = total;
  }
  starts.fill(total, to + 1);
  return { rows: count, width: count, starts, ...concatenated(columns, values, total) };
}

function userWeights(users: Sparse, exponent: number): Float64Array {
  const weights = new Float64Array(users.rows);
  for (let user = 0; user < users.rows; user++) {
    let degree = 0;
    for (let k = users.starts[user] as number; k < (users.starts[user + 1] as number); k++)
      degree += users.values[k] as number;
    weights[user] = degree > 0 ? degree ** (-2 * exponent) : 0;
  }
  return weights;
}

function itemWeights(items: Sparse, exponent: number): { own: Float64Array; other: Float64Array } {
  const own = new Float64Array(items.rows);
  const other = new Float64Array(items.rows);
  for (let item = 0; item < items.rows; item++) {
    let degree = 0;
    for (let k = items.starts[item] as number; k < (items.starts[item + 1] as number); k++)
      degree += items.values[k] as number;
    own[item] = degree > 0 ? degree ** (exponent - 1) : 0;
    other[item] = degree > 0 ? degree ** -exponent : 0;
  }
  return { own, other };
}

interface RowSums {
  readonly sums: Float64Array;
  readonly touched: Uint32Array;
  /** Sums the row of an item. Returns how many entries `touched` has. `clear` has to follow. */
  sum(item: number, fewest: number): number;
}

/** The item itself is no neighbour of its own. Users are counted only where small pairs are left out. */
function rowSums(
  users: Sparse,
  items: Sparse,
  weightOf: Float64Array,
  countedBy: Uint32Array | "rows" | undefined,
): RowSums {
  const counting = countedBy !== undefined;
  const sums = new Float64Array(items.rows);
  const counts = new Uint32Array(counting ? items.rows : 0);
  const lastUser = new Int32Array(counting ? items.rows : 0).fill(-1);
  const touched = new Uint32Array(items.rows);
  const { starts, columns, values } = users;
  return {
    sums,
    touched,
    sum(item, fewest) {
      if (!counting) return plainSum(users, items, weightOf, { sums, touched }, item);
      let size = 0;
      for (let k = items.starts[item] as number, end = items.starts[item + 1] as number; k < end; k++) {
        const user = items.columns[k] as number;
        const weight = (weightOf[user] as number) * (items.values[k] as number);
        const person = countedBy === "rows" ? user : (countedBy[user] as number);
        for (let m = starts[user] as number, last = starts[user + 1] as number; m < last; m++) {
          const other = columns[m] as number;
          const before = sums[other] as number;
          if (before === 0) touched[size++] = other;
          sums[other] = before + weight * (values[m] as number);
          if (lastUser[other] === person) continue;
          lastUser[other] = person;
          counts[other] = (counts[other] as number) + 1;
        }
      }
      let kept = 0;
      for (let k = 0; k < size; k++) {
        const other = touched[k] as number;
        const isEnough = (counts[other] as number) >= fewest;
        counts[other] = 0;
        lastUser[other] = -1;
        if (isEnough && other !== item) touched[kept++] = other;
        else sums[other] = 0;
      }
      return kept;
    },
  };
}

/** The same without counting, which is where the time of large sets goes. */
function plainSum(
  { starts, columns, values }: Sparse,
  items: Sparse,
  weightOf: Float64Array,
  { sums, touched }: Pick<RowSums, "sums" | "touched">,
  item: number,
): number {
  let size = 0;
  for (let k = items.starts[item] as number, end = items.starts[item + 1] as number; k < end; k++) {
    const user = items.columns[k] as number;
    const weight = (weightOf[user] as number) * (items.values[k] as number);
    for (let m = starts[user] as number, last = starts[user + 1] as number; m < last; m++) {
      const other = columns[m] as number;
      const before = sums[other] as number;
      if (before === 0) touched[size++] = other;
      sums[other] = before + weight * (values[m] as number);
    }
  }
  sums[item] = 0;
  const own = touched.subarray(0, size).indexOf(item);
  if (own < 0) return size;
  touched[own] = touched[size - 1] as number;
  return size - 1;
}

/** The K largest of a summed row, which is cleared. Of equal ones at the border the lower numbers stay. */
function largest(
  size: number,
  { sums, touched }: RowSums,
  other: Float64Array,
  most: number,
  buffer: Float64Array,
): { columns: Uint32Array; values: Float32Array } {
  const columns = new Uint32Array(Math.min(size, most));
  const values = new Float32Array(columns.length);
  for (let k = 0; k < size; k++) {
    const item = touched[k] as number;
    const score = Math.fround((sums[item] as number) * (other[item] as number));
    sums[item] = score;
    buffer[k] = score;
  }
  const floor = size > most ? rankedValue(buffer, size, most - 1) : Number.NEGATIVE_INFINITY;
  const atBorder: number[] = [];
  let kept = 0;
  for (let k = 0; k < size; k++) {
    const item = touched[k] as number;
    const score = sums[item] as number;
    sums[item] = 0;
    if (score > floor) {
      columns[kept] = item;
      values[kept++] = score;
    } else if (score === floor) {
      atBorder.push(item);
    }
  }
  for (const item of atBorder.sort((a, b) => a - b).slice(0, columns.length - kept)) {
    columns[kept] = item;
    values[kept++] = floor;
  }
  return { columns, values };
}

function concatenated(
  columns: readonly Uint32Array[],
  values: readonly Float32Array[],
  total: number,
): { columns: Uint32Array; values: Float32Array } {
  const allColumns = new Uint32Array(total);
  const allValues = new Float32Array(total);
  let at = 0;
  for (const [k, part] of columns.entries()) {
    allColumns.set(part, at);
    allValues.set(values[k] as Float32Array, at);
    at += part.length;
  }
  return { columns: allColumns, values: allValues };
}
