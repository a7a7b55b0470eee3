/** Eigenvectors of a symmetric matrix of some hundred rows, by cyclic Jacobi rotations. */
export interface Eigenvectors {
  /** From the largest. */
  readonly values: Float64Array;
  /** Column k of the square is the vector of value k. */
  readonly vectors: Float64Array;
}

const MOST_SWEEPS = 12;

export function eigenOf(symmetric: Float64Array, width: number): Eigenvectors {
  const matrix = symmetric.slice();
  // Vectors as rows while they are rotated: a rotation walks along memory.
  const rows = new Float64Array(width * width);
  for (let a = 0; a < width; a++) rows[a * width + a] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let a = 0; a < width; a++) {
      diagonal += (matrix[a * width + a] as number) ** 2;
      for (let b = 0; b < a; b++) off += (matrix[a * width + b] as number) ** 2;
    }
    if (off <= 1e-18 * diagonal) break;
    for (let a = 0; a < width; a++) for (let b = a + 1; b < width; b++) rotate(matrix, rows, width, a, b);
  }
  const order = Array.from({ length: width }, (_, k) => k).sort(
    (a, b) => (matrix[b * width + b] as number) - (matrix[a * width + a] as number) || a - b,
  );
  const vectors = new Float64Array(width * width);
  for (const [k, from] of order.entries())
    for (let a = 0; a < width; a++) vectors[a * width + k] = rows[from * width + a] as number;
  return { values: Float64Array.from(order, (from) => matrix[from * width + from] as number), vectors };
}

function rotate(matrix: Float64Array, rows: Float64Array, width: number, a: number, b: number): void {
  const off = matrix[a * width + b] as number;
  const [first, second] = [matrix[a * width + a] as number, matrix[b * width + b] as number];
  if (Math.abs(off) < 1e-15 * Math.sqrt(Math.abs(first * second))) return;
  const theta = (second - first) / (2 * off);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const [rowA, rowB] = [a * width, b * width];
  for (let k = 0; k < width; k++) {
    const [x, y] = [matrix[rowA + k] as number, matrix[rowB + k] as number];
    matrix[rowA + k] = cosine * x - sine * y;
    matrix[rowB + k] = sine * x + cosine * y;
    const [v, w] = [rows[rowA + k] as number, rows[rowB + k] as number];
    rows[rowA + k] = cosine * v - sine * w;
    rows[rowB + k] = sine * v + cosine * w;
  }
  for (let k = 0; k < width; k++) {
    const at = k * width;
    const [x, y] = [matrix[at + a] as number, matrix[at + b] as number];
    matrix[at + a] = cosine * x - sine * y;
    matrix[at + b] = sine * x + cosine * y;
  }
}
