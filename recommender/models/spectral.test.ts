import { expect, test } from "vitest";
import { eigenOf } from "../matrix/eigen.ts";
import { randomFrom } from "../matrix/random.ts";
import { columnCounts, rowColumns, rowLength, sparseOfLists } from "../matrix/sparse.ts";
import { type Candidates, searchBlend } from "./blend.ts";
import { ease, easeOfHead, headOf, inverseOf } from "./ease.ts";
import { lowRank } from "./low-rank.ts";

const random = randomFrom(3);
const lists = Array.from({ length: 30 }, () =>
  Array.from({ length: 9 }, (_, k) => k).filter(() => random() < 0.4),
);
const users = sparseOfLists(lists, 9);

test("eigenvectors are orthonormal, and take the matrix apart", () => {
  const width = 7;
  const matrix = new Float64Array(width * width);
  for (let a = 0; a < width; a++)
    for (let b = 0; b <= a; b++) {
      matrix[a * width + b] = random() - 0.5;
      matrix[b * width + a] = matrix[a * width + b] as number;
    }
  const { values, vectors } = eigenOf(matrix, width);
  const column = (k: number): number[] =>
    Array.from({ length: width }, (_, a) => vectors[a * width + k] as number);
  for (let k = 0; k < width; k++) {
    for (let a = 0; a < width; a++) {
      const image = column(k).reduce((sum, value, b) => sum + (matrix[a * width + b] as number) * value, 0);
      expect(image).toBeCloseTo((values[k] as number) * (column(k)[a] as number), 10);
    }
    for (let m = 0; m <= k; m++) {
      const product = column(k).reduce((sum, value, a) => sum + value * (column(m)[a] as number), 0);
      expect(product).toBeCloseTo(k === m ? 1 : 0, 10);
    }
  }
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
});

test("all singular vectors together give back each item to a user that has it alone", () => {
  const { width, from, to } = lowRank(users, { width: 9, seed: 1, passes: 8 });
  for (let item = 0; item < 9; item++) {
    for (let other = 0; other < 9; other++) {
      let sum = 0;
      for (let a = 0; a < width; a++)
        sum += (from[item * width + a] as number) * (to[other * width + a] as number);
      expect(sum).toBeCloseTo(item === other ? 1 : 0, 3);
    }
  }
});

test("EASE's weights are those of the closed form", () => {
  const ridge = 2;
  const gram = new Float64Array(81);
  for (const list of lists)
    for (const a of list) for (const b of list) gram[a * 9 + b] = (gram[a * 9 + b] as number) + 1;
  for (let a = 0; a < 9; a++) gram[a * 9 + a] = (gram[a * 9 + a] as number) + ridge;
  const inverse = inverseOf(gram.slice(), 9);
  for (let a = 0; a < 9; a++) {
    for (let b = 0; b < 9; b++) {
      let sum = 0;
      for (let k = 0; k < 9; k++) sum += (gram[a * 9 + k] as number) * (inverse[k * 9 + b] as number);
      expect(sum).toBeCloseTo(a === b ? 1 : 0, 10);
    }
  }
  const weights = ease(users, ridge);
  expect(weights.values[3]).toBeCloseTo(-(inverse[3] as number) / (inverse[3 * 9 + 3] as number), 6);
  expect(weights.values[0]).toBe(0);
});

test("the inverse of several blocks is one, and a head's weights are those of its items alone", () => {
  const random = randomFrom(3);
  const many = sparseOfLists(
    Array.from({ length: 200 }, () => Array.from({ length: 90 }, (_, k) => k).filter(() => random() < 0.2)),
    90,
  );
  const gram = new Float64Array(90 * 90);
  for (let a = 0; a < 90; a++)
    for (let b = 0; b < 90; b++) gram[a * 90 + b] = a === b ? 91 + a : 1 / (1 + a + b);
  const inverse = inverseOf(gram.slice(), 90);
  for (const [a, b] of [
    [0, 0],
    [0, 89],
    [31, 32],
    [64, 5],
    [89, 89],
  ] as const) {
    let sum = 0;
    for (let k = 0; k < 90; k++) sum += (gram[a * 90 + k] as number) * (inverse[k * 90 + b] as number);
    expect(sum).toBeCloseTo(a === b ? 1 : 0, 10);
  }
  const { items, users: part } = headOf(many, 40);
  const head = easeOfHead(many, 5, 40);
  const alone = ease(part, 5);
  expect([...head.values]).toEqual([...alone.values]);
  expect([...rowColumns(head, items[7] as number)]).toEqual(items);
  const counts = columnCounts(many);
  const least = Math.min(...items.map((item) => counts[item] as number));
  for (let item = 0; item < 90; item++) {
    if (items.includes(item)) continue;
    expect(rowLength(head, item)).toBe(0);
    expect(counts[item]).toBeLessThanOrEqual(least);
  }
});

test("a blend finds the part that ranks well, and leaves the one that does not", () => {
  const questions = Array.from({ length: 50 }, (_, k): Candidates => {
    const items = Uint32Array.from({ length: 20 }, (__, item) => item);
    const wanted = new Set([k % 20]);
    const scores = new Float32Array(40);
    for (const item of items) scores.set([random(), wanted.has(item) ? 0.9 : 0.5 * random()], 2 * item);
    return { items, scores, wanted };
  });
  const found = searchBlend(questions, {
    start: [1, 0],
    grid: [0, 0.5, 1],
    at: 5,
    measure: ({ ndcg }) => ndcg,
  });
  expect(found.value).toBeGreaterThan(0.95);
  expect((found.weights[1] as number) > (found.weights[0] as number)).toBe(true);
  expect(found.trials).toBeLessThanOrEqual(1 + 2 * 2 * 3);
});
