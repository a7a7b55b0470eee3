import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, equal, money, percentOf, split, sum, times } from "./money.ts";

const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });

test("sums are exact in any order", () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 100 }), (amounts) => {
      const parts = amounts.map((each) => money(each, "KRW"));
      const exact = amounts.reduce((total, each) => total + BigInt(each), 0n);
      expect(BigInt(sum("KRW", parts).amount)).toBe(exact);
      expect(sum("KRW", [...parts].reverse())).toEqual(sum("KRW", parts));
    }),
  );
});

test("a price times a quantity is that many prices", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000_000 }),
      fc.integer({ min: 1, max: 999 }),
      (each, quantity) => {
        expect(BigInt(times(money(each, "USD"), quantity).amount)).toBe(BigInt(each) * BigInt(quantity));
      },
    ),
  );
});

test("amounts of two currencies are never added, and never equal", () => {
  expect(() => add(money(1, "KRW"), money(1, "USD"))).toThrow(TypeError);
  expect(() => sum("KRW", [money(1, "USD")])).toThrow(TypeError);
  expect(equal(money(1, "KRW"), money(1, "USD"))).toBe(false);
  expect(equal(money(1, "KRW"), money(1, "KRW"))).toBe(true);
});

describe("a split", () => {
  test.each([
    [1_000, [3_333, 3_333, 3_334], [333, 333, 334]],
    [5_000, [12_900, 7_500, 2_000], [2_880, 1_674, 446]],
    [1, [1, 1, 1], [1, 0, 0]],
    [0, [0, 0], [0, 0]],
    [0, [], []],
    [3, [0, 3, 0], [0, 3, 0]],
  ])("of %d over %j is %j", (whole, weights, parts) => {
    expect(split(whole, weights)).toEqual(parts);
  });

  test("sums to the whole, and no part is negative or above its weight", () => {
    const weights = fc.array(amount, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (each, share) => {
        const total = each.reduce((all, weight) => all + weight, 0);
        const whole = Math.floor(total * share);
        const parts = split(whole, each);
        expect(parts.reduce((all, part) => all + part, 0)).toBe(whole);
        for (const [at, part] of parts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(each[at] ?? 0);
        }
      }),
    );
  });

  test("of something without any weight is refused", () => {
    expect(() => split(1, [0, 0])).toThrow(RangeError);
  });
});

test("a percentage is rounded down, and exact for the largest amounts", () => {
  expect([percentOf(999, 10), percentOf(12_345, 15), percentOf(0, 50)]).toEqual([99, 1_851, 0]);
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 100 }), (whole, percent) => {
      expect(BigInt(percentOf(whole, percent))).toBe((BigInt(whole) * BigInt(percent)) / 100n);
    }),
  );
});
