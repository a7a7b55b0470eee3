import fc from "fast-check";
import { expect, test } from "vitest";
import { priceAfter, problemsOfChange } from "./bulk-change.ts";
import type { PriceRule } from "./change-schema.ts";

const rule = (fields: Partial<PriceRule>): PriceRule => ({ rounding: "nearest", to: 1, ...fields });

test.each([
  [12_900, rule({ percent: -10 }), 11_610],
  [12_900, rule({ percent: -10, to: 100 }), 11_600],
  [12_900, rule({ percent: -10, to: 100, rounding: "up" }), 11_700],
  [12_950, rule({ percent: 0, to: 100 }), 13_000],
  [12_950, rule({ percent: 0, to: 100, rounding: "down" }), 12_900],
  [333, rule({ percent: 50 }), 500],
  [333, rule({ percent: 50, rounding: "down" }), 499],
  [12_900, rule({ amount: -900, to: 1_000 }), 12_000],
  [500, rule({ amount: -900 }), -400],
  [10, rule({ amount: -10 }), 0],
])("a price of %d by %j is %d", (amount, by, expected) => {
  expect(priceAfter(amount, by)).toBe(expected);
});

test("a rounded price is a multiple, and less than one multiple away from the exact one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000_000 }),
      fc.integer({ min: -99, max: 900 }),
      fc.constantFrom(1 as const, 10 as const, 100 as const, 1_000 as const),
      fc.constantFrom("nearest" as const, "down" as const, "up" as const),
      (amount, percent, to, rounding) => {
        const exact = (amount * (100 + percent)) / 100;
        const rounded = priceAfter(amount, { percent, to, rounding });
        expect(rounded % to).toBe(0);
        expect(Math.abs(rounded - exact)).toBeLessThan(to);
        if (rounding === "down") expect(rounded).toBeLessThanOrEqual(exact);
        if (rounding === "up") expect(rounded).toBeGreaterThanOrEqual(exact);
      },
    ),
  );
});

test("a change says something, and a price rule has a percent or an amount", () => {
  expect(problemsOfChange({})).toMatchObject([{ pointer: "/change", code: "REQUIRED" }]);
  const [one, other] = ["019A1C3D-02AA-7F55-8E21-64B0C9D7E8F1", "019a1c3d-02aa-7f55-8e21-64b0c9d7e8f2"];
  expect(
    problemsOfChange({ addCategoryIds: [other, one], removeCategoryIds: [one.toLowerCase()] }),
  ).toMatchObject([{ pointer: "/change/removeCategoryIds/0", code: "MISMATCH" }]);
  expect(problemsOfChange({ addTags: ["봄"], removeTags: ["여름", "봄"] })).toMatchObject([
    { pointer: "/change/removeTags/1", code: "MISMATCH" },
  ]);
  expect(problemsOfChange({ addTags: ["봄"], removeTags: ["여름"] })).toEqual([]);
  expect(problemsOfChange({ price: rule({}) })).toMatchObject([{ pointer: "/change/price/percent" }]);
  expect(problemsOfChange({ price: rule({ percent: 1, amount: 1 }) })).toMatchObject([
    { pointer: "/change/price/amount", code: "MISMATCH" },
  ]);
  expect(problemsOfChange({ price: rule({ amount: 1 }) })).toEqual([]);
});
