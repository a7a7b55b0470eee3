import fc from "fast-check";
import { expect, test } from "vitest";
import { taxFreeAfter, taxSplitOf, vatIn } from "./tax.ts";

const amounts = fc.integer({ min: 0, max: 1_000_000_000_000 });

test("VAT is a tenth of what is taxed, rounded as Toss rounds it", () => {
  expect([11_000, 15_000, 10, 1, 0].map(vatIn)).toEqual([1_000, 1_364, 1, 0, 0]);
  expect(taxSplitOf(25_000, 10_000, "KRW")).toEqual({
    taxable: { amount: 13_636, currency: "KRW" },
    vat: { amount: 1_364, currency: "KRW" },
    taxFree: { amount: 10_000, currency: "KRW" },
  });
});

test("the three parts sum to the total, and none is negative", () => {
  fc.assert(
    fc.property(amounts, amounts, (taxed, taxFree) => {
      const { taxable, vat, taxFree: free } = taxSplitOf(taxed + taxFree, taxFree, "KRW");
      expect(taxable.amount + vat.amount + free.amount).toBe(taxed + taxFree);
      expect(free.amount).toBe(taxFree);
      expect(Math.min(taxable.amount, vat.amount)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(vat.amount * 11 - taxed)).toBeLessThanOrEqual(11);
    }),
  );
});

test("what is taken off both parts leaves each between nothing and itself", () => {
  expect(taxFreeAfter({ taxed: 13_000, taxFree: 20_000 }, 3_300)).toBe(18_000);
  fc.assert(
    fc.property(amounts, amounts, fc.double({ min: 0, max: 1, noNaN: true }), (taxed, taxFree, share) => {
      const less = Math.floor((taxed + taxFree) * share);
      const left = taxFreeAfter({ taxed, taxFree }, less);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThanOrEqual(taxFree);
      expect(taxed + taxFree - less - left).toBeLessThanOrEqual(taxed);
      expect(taxed + taxFree - less - left).toBeGreaterThanOrEqual(0);
    }),
  );
});
