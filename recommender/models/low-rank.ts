/**
 * The leading right singular vectors of R̃ = D_U^−½ R D_I^−½ by subspace iteration (Halko 2011), for the
 * ideal
 * low-pass filter of GF-CF (Shen 2021): s_u = r_u D_I^−½ V Vᵀ D_I^½. A user's score of an item is the
 * product of
 * two rows of `width` numbers, and of the first k columns alone for a filter of k.
 */

import { eigenOf } from "../matrix/eigen.ts";
import { normalFrom, randomFrom } from "../matrix/random.ts";
import { rowLength, type Sparse, transposed } from "../matrix/sparse.ts";

export interface LowRankOptions {
  readonly width: number;
  readonly seed: number;
  readonly passes?: number;
}

export interface LowRank {
  readonly width: number;
  /** D_I^−½ V: what an item adds to a user's row. */
  readonly from: Float32Array;
  /** D_I^½ V: what a user's row is multiplied with. */
  readonly to: Float32Array;
}

/** More columns than asked for make the last ones exact sooner. */
const EXTRA = 16;

export function lowRank(users: Sparse, { width, seed, passes = 3 }: LowRankOptions): LowRank {
  const items = transposed(users);
  const inverseRoots = (matrix: Sparse): Float64Array =>
    Float64Array.from({ length: matrix.rows }, (_, row) => Math.max(1, rowLength(matrix, row)) ** -0.5);
  const [ofUsers, ofItems] = [inverseRoots(users), inverseRoots(items)];
  const kept = Math.min(width, users.width, users.rows);
  const columns = Math.min(kept + EXTRA, users.width, users.rows);
  const random = randomFrom(seed);
  let basis: Float32Array = Float32Array.from({ length: users.width * columns }, () => normalFrom(random));
  for (let pass = 0; pass < passes; pass++) {
    orthonormalise(basis, columns);
    basis = product(items, ofItems, ofUsers, product(users, ofUsers, ofItems, basis, columns), columns);
  }
  // Twice: the first time leaves errors of the size of the condition of the Gram matrix.
  orthonormalise(basis, columns);
  orthonormalise(basis, columns);
  const image = product(users, ofUsers, ofItems, basis, columns);
  const vectors = rotated(basis, columns, eigenOf(gram(image, columns), columns), kept);
  const scaled = (exponent: 1 | -1): Float32Array =>
    vectors.map((value, at) => value * (ofItems[Math.floor(at / kept)] as number) ** -exponent);
  return { width: kept, from: scaled(-1), to: scaled(1) };
}

/** diag(own) · matrix · diag(other) · right, of rows of `width` numbers. */
function product(
  matrix: Sparse,
  own: Float64Array,
  other: Float64Array,
  right: Float32Array,
  width: number,
): Float32Array {
  const { rows, starts, columns } = matrix;
  const result = new Float32Array(rows * width);
  const sums = new Float64Array(width);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let k = starts[row] as number, end = starts[row + 1] as number; k < end; k++) {
      const column = columns[k] as number;
      const weight = other[column] as number;
      const from = column * width;
      for (let a = 0; a < width; a++) sums[a] = (sums[a] as number) + weight * (right[from + a] as number);
    }
    const scale = own[row] as number;
    for (let a = 0; a < width; a++) result[row * width + a] = scale * (sums[a] as number);
  }
  return result;
}

function gram(rows: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width * width);
  const row = new Float64Array(width);
  for (let from = 0; from < rows.length; from += width) {
    for (let a = 0; a < width; a++) row[a] = rows[from + a] as number;
    for (let a = 0; a < width; a++) {
      const value = row[a] as number;
      const line = a * width;
      for (let b = 0; b <= a; b++) sums[line + b] = (sums[line + b] as number) + value * (row[b] as number);
    }
  }
  for (let a = 0; a < width; a++)
    for (let b = 0; b < a; b++) sums[b * width + a] = sums[a * width + b] as number;
  return sums;
}

/** Cholesky QR in place: rows · L^−T of rowsᵀ·rows = L·Lᵀ. */
function orthonormalise(rows: Float32Array, width: number): void {
  const lower = gram(rows, width);
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = lower[a * width + b] as number;
      for (let c = 0; c < b; c++) sum -= (lower[a * width + c] as number) * (lower[b * width + c] as number);
      lower[a * width + b] =
        a === b ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[b * width + b] as number);
    }
  }
  const solved = new Float64Array(width);
  for (let from = 0; from < rows.length; from += width) {
    for (let a = 0; a < width; a++) {
      let sum = rows[from + a] as number;
      const line = a * width;
      for (let b = 0; b < a; b++) sum -= (lower[line + b] as number) * (solved[b] as number);
      solved[a] = sum / (lower[line + a] as number);
    }
    rows.set(solved, from);
  }
}

/** rows · the first `kept` of the vectors. */
function rotated(
  rows: Float32Array,
  width: number,
  { vectors }: { readonly vectors: Float64Array },
  kept: number,
): Float32Array {
  const count = rows.length / width;
  const result = new Float32Array(count * kept);
  const sums = new Float64Array(kept);
  for (let row = 0; row < count; row++) {
    sums.fill(0);
    for (let a = 0; a < width; a++) {
      const value = rows[row * width + a] as number;
      for (let k = 0; k < kept; k++)
        sums[k] = (sums[k] as number) + value * (vectors[a * width + k] as number);
    }
    result.set(sums, row * kept);
  }
  return result;
}
