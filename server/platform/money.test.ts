import fc from "fast-check";
import { expect, test } from "vitest";
import { add, equal, money, sum, times } from "./money.ts";

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
