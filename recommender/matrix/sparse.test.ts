import fc from "fast-check";
import { expect, test } from "vitest";
import {
  columnCounts,
  rowColumns,
  rowValues,
  type Sparse,
  sparseFrom,
  summed,
  transposed,
} from "./sparse.ts";
import { bestOf, rankedValue } from "./top.ts";

const entries = fc.array(fc.tuple(fc.nat(6), fc.nat(4), fc.integer({ min: 1, max: 9 })), { maxLength: 40 });

const matrixOf = (list: readonly (readonly [number, number, number])[]): Sparse =>
  sparseFrom(
    7,
    5,
    Uint32Array.from(list, ([row]) => row),
    Uint32Array.from(list, ([, column]) => column),
    Float32Array.from(list, ([, , value]) => value),
  );

const dense = (matrix: Sparse): number[][] =>
  Array.from({ length: matrix.rows }, (_, row) => {
    const line = new Array<number>(matrix.width).fill(0);
    for (const [k, column] of rowColumns(matrix, row).entries())
      line[column] = (line[column] ?? 0) + (rowValues(matrix, row)[k] ?? 0);
    return line;
  });

test("a matrix holds the sums of its entries, transposed as well as summed up", () => {
  fc.assert(
    fc.property(entries, (list) => {
      const expected = Array.from({ length: 7 }, () => new Array<number>(5).fill(0));
      for (const [row, column, value] of list)
        (expected[row] as number[])[column] = (expected[row]?.[column] ?? 0) + value;
      const matrix = matrixOf(list);
      expect(dense(matrix)).toEqual(expected);
      expect(dense(summed(matrix))).toEqual(expected);
      const turned = dense(transposed(matrix));
      expect(turned).toEqual(Array.from({ length: 5 }, (_, column) => expected.map((line) => line[column])));
      const distinct = new Set(list.map(([row, column]) => `${row}/${column}`));
      expect(summed(matrix).columns.length).toBe(distinct.size);
      expect([...columnCounts(matrix)].reduce((sum, count) => sum + count, 0)).toBe(list.length);
    }),
  );
});

test("the best are those of a sort: the larger score first, of equal ones the lower number", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 50 }), fc.nat(12), (scores, count) => {
      const best = bestOf(count);
      for (const [entry, score] of scores.entries()) best.offer(entry, score);
      const sorted = scores.map((score, entry) => [entry, score] as const);
      sorted.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      expect([...best.take().entries]).toEqual(sorted.slice(0, count).map(([entry]) => entry));
      if (scores.length === 0) return;
      const rank = count % scores.length;
      expect(rankedValue(Float64Array.from(scores), scores.length, rank)).toBe(sorted[rank]?.[1]);
    }),
  );
});
