/**
 * Implicit ALS (Hu 2008) with the regularisation of Rendle 2021: minimises
 * Σ_observed w (1 − x·y)² + α₀ Σ_all (x·y)² + λ Σ_u (n_u + α₀·|items|) |x_u|², and the same for items.
 *
 * Each row is solved by a few steps of conjugate gradients from its last value. A row's result depends on the
 * other side alone, so that the order of rows, and how they are shared out, change nothing. Factors are rows
 * of a Float32Array; sums are in double precision.
 */

import { normalFrom, randomFrom } from "../matrix/random.ts";
import type { Sparse } from "../matrix/sparse.ts";
import { transposed } from "../matrix/sparse.ts";

export interface IalsOptions {
  readonly factors: number;
  readonly epochs: number;
  /** λ */
  readonly regularisation: number;
  /** α₀, the weight of what was not observed. */
  readonly unobserved: number;
  readonly seed: number;
  readonly steps?: number;
}

export interface Factors {
  readonly width: number;
  readonly users: Float32Array;
  readonly items: Float32Array;
}

export function ials(matrix: Sparse, options: IalsOptions): Factors {
  const { factors: width, seed } = options;
  const byItem = transposed(matrix);
  const random = randomFrom(seed);
  const start = (rows: number): Float32Array =>
    Float32Array.from({ length: rows * width }, () => (0.1 * normalFrom(random)) / Math.sqrt(width));
  const users = start(matrix.rows);
  const items = start(matrix.width);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    solveRows(matrix, users, items, options);
    solveRows(byItem, items, users, options);
  }
  return { width, users, items };
}

/** Improves each row of `solved` for the fixed other side. Rows without entries become zero. */
function solveRows(matrix: Sparse, solved: Float32Array, fixed: Float32Array, options: IalsOptions): void {
  const width = options.factors;
  const gram = gramOf(fixed, width, options.unobserved);
  const solve = rowSolver(gram, width, options);
  for (let row = 0; row < matrix.rows; row++) {
    const from = matrix.starts[row] as number;
    const end = matrix.starts[row + 1] as number;
    const target = solved.subarray(row * width, (row + 1) * width);
    if (from === end) target.fill(0);
    else solve(target, matrix.columns.subarray(from, end), matrix.values.subarray(from, end), fixed);
  }
}

/** scale · YᵀY */
export function gramOf(rows: Float32Array, width: number, scale: number): Float64Array {
  const gram = new Float64Array(width * width);
  for (let from = 0; from < rows.length; from += width) {
    for (let a = 0; a < width; a++) {
      const value = rows[from + a] as number;
      const line = a * width;
      for (let b = 0; b <= a; b++)
        gram[line + b] = (gram[line + b] as number) + value * (rows[from + b] as number);
    }
  }
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) {
      const value = scale * (gram[a * width + b] as number);
      gram[a * width + b] = value;
      gram[b * width + a] = value;
    }
  }
  return gram;
}

type RowSolver = (
  target: Float32Array,
  columns: ArrayLike<number>,
  weights: ArrayLike<number>,
  fixed: Float32Array,
) => void;

/** Solves for one row, from what `target` has before. `gram` is α₀·YᵀY of all rows of the fixed side. */
export function rowSolver(
  gram: Float64Array,
  width: number,
  { regularisation, unobserved, steps = 3 }: Omit<IalsOptions, "factors" | "epochs" | "seed">,
): RowSolver {
  const x = new Float64Array(width);
  const residual = new Float64Array(width);
  const direction = new Float64Array(width);
  const image = new Float64Array(width);
  return (target, columns, weights, fixed) => {
    const count = columns.length;
    const ridge = regularisation * (count + unobserved * (fixed.length / width));
    /** image = (gram + Σ w y yᵀ + ridge) · vector */
    const apply = (vector: Float64Array): void => {
      for (let a = 0; a < width; a++) {
        let sum = ridge * (vector[a] as number);
        const line = a * width;
        for (let b = 0; b < width; b++) sum += (gram[line + b] as number) * (vector[b] as number);
        image[a] = sum;
      }
      for (let k = 0; k < count; k++) {
        const from = (columns[k] as number) * width;
        let dot = 0;
        for (let a = 0; a < width; a++) dot += (fixed[from + a] as number) * (vector[a] as number);
        dot *= weights[k] as number;
        for (let a = 0; a < width; a++) image[a] = (image[a] as number) + dot * (fixed[from + a] as number);
      }
    };
    for (let a = 0; a < width; a++) x[a] = target[a] as number;
    apply(x);
    for (let a = 0; a < width; a++) residual[a] = -(image[a] as number);
    for (let k = 0; k < count; k++) {
      const from = (columns[k] as number) * width;
      const weight = weights[k] as number;
      for (let a = 0; a < width; a++)
        residual[a] = (residual[a] as number) + weight * (fixed[from + a] as number);
    }
    direction.set(residual);
    let error = dotOf(residual, residual);
    for (let step = 0; step < steps && error > 1e-12; step++) {
      apply(direction);
      const rate = error / dotOf(direction, image);
      for (let a = 0; a < width; a++) {
        x[a] = (x[a] as number) + rate * (direction[a] as number);
        residual[a] = (residual[a] as number) - rate * (image[a] as number);
      }
      const next = dotOf(residual, residual);
      const ratio = next / error;
      for (let a = 0; a < width; a++)
        direction[a] = (residual[a] as number) + ratio * (direction[a] as number);
      error = next;
    }
    target.set(x);
  };
}

function dotOf(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let a = 0; a < left.length; a++) sum += (left[a] as number) * (right[a] as number);
  return sum;
}
