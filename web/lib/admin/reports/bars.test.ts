import { expect, test } from "vitest";
import { barsOf } from "./bars.ts";

test("the highest bar fills the box, and the others are in proportion", () => {
  const { bars, zero } = barsOf([50, 100, 0], 300, 200);
  expect(zero).toBe(200);
  expect(bars.map(({ y, height }) => [y, height])).toEqual([
    [100, 100],
    [0, 200],
    [200, 0],
  ]);
  expect(bars.map(({ x, width }) => x + width / 2)).toEqual([50, 150, 250]);
});

test("a negative value hangs below the line at zero", () => {
  const { bars, zero } = barsOf([75, -25], 100, 100);
  expect(zero).toBe(75);
  expect(bars[1]).toMatchObject({ y: 75, height: 25 });
});

test("without values, or with zeros alone, there is a line and no bar", () => {
  expect(barsOf([], 100, 100)).toEqual({ bars: [], zero: 100 });
  expect(barsOf([0, 0], 100, 100).bars.map(({ height }) => height)).toEqual([0, 0]);
});
