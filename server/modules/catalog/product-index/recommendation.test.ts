import { expect, test } from "vitest";
import { recommendation } from "./orders.ts";

const DAY = 86_400;
const at = (days: number): number => 1_800_000_000e6 + days * DAY * 1e6;
const shown = { inStock: true, ratingRank: 0 };
/** As the table has it: the average in ten-thousandths of a star, then how many rated. */
const rated = (stars: number, count: number) => ({ inStock: true, ratingRank: stars * 10_000 * 1e6 + count });

test("of equals the newer one comes first, and twice the sales outweigh two weeks", () => {
  expect(recommendation(at(1), 3, shown)).toBeGreaterThan(recommendation(at(0), 3, shown));
  expect(recommendation(at(0), 7, shown)).toBeGreaterThan(recommendation(at(13), 3, shown));
  expect(recommendation(at(0), 7, shown)).toBeLessThan(recommendation(at(15), 3, shown));
});

test("what is sold out comes after all that can be bought", () => {
  const best = recommendation(at(9_000), 800_000, { ...rated(5, 999_999), inStock: false });
  expect(best).toBeLessThan(recommendation(at(0), 0, rated(1, 999_999)));
});

test("good ratings lift a product and bad ones sink it, many of them more than one", () => {
  const none = recommendation(at(0), 0, shown);
  const [one, many] = [recommendation(at(0), 0, rated(5, 1)), recommendation(at(0), 0, rated(5, 100))];
  expect(one).toBeGreaterThan(none);
  expect(many).toBeGreaterThan(one);
  expect(recommendation(at(0), 0, rated(1, 10))).toBeLessThan(none);
});
