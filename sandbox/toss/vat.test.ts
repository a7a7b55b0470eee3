import fc from "fast-check";
import { expect, test } from "vitest";
import { splitVat } from "./vat.ts";

test.each([
  [15_000, 13_636, 1_364],
  [30_000, 27_273, 2_727],
  [37_400, 34_000, 3_400],
  [50_000_000_000, 45_454_545_455, 4_545_454_545],
  [0, 0, 0],
])("%i won contain %i won without tax and %i won of tax", (taxable, suppliedAmount, vat) => {
  expect(splitVat(taxable)).toEqual({ suppliedAmount, vat });
});

test("price and tax are whole, not negative, and always add up to the taxable amount", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (taxable) => {
      const { suppliedAmount, vat } = splitVat(taxable);
      expect(suppliedAmount + vat).toBe(taxable);
      expect(Number.isInteger(suppliedAmount) && suppliedAmount >= 0 && vat >= 0).toBe(true);
      expect(Math.abs(vat - taxable / 11)).toBeLessThanOrEqual(1);
    }),
  );
});
