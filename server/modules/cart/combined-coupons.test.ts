import fc from "fast-check";
import { expect, test } from "vitest";
import { money } from "../../platform/money.ts";
import type { CouponTerms } from "../promotions/contract.ts";
import { combinedCoupons, goTogether } from "./combined-coupons.ts";

const candidates = fc.array(
  fc
    .record({
      kind: fc.constantFrom<CouponTerms["kind"]>("product", "cart", "delivery"),
      combinable: fc.boolean(),
      places: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
    })
    .map(({ kind, combinable, places }) => ({
      coupon: {
        ...{ id: "c", code: "C", name: "쿠폰", kind, combinable, productIds: [], categoryIds: [] },
        ...{ minimum: money(0, "KRW"), discount: { type: "percent" as const, percent: 10 } },
      },
      places,
    })),
  { maxLength: 10 },
);

test("what is kept goes together, and what is not collides with one that was named before it", () => {
  fc.assert(
    fc.property(candidates, (all) => {
      const kept = combinedCoupons(all);
      for (const [at, one] of kept.entries())
        for (const other of kept.slice(at + 1)) expect(goTogether(one, other)).toBe(true);
      for (const [at, each] of all.entries()) {
        if (kept.includes(each)) continue;
        expect(all.slice(0, at).some((other) => kept.includes(other) && !goTogether(each, other))).toBe(true);
      }
    }),
  );
});

test("one of the cart, one of delivery and one for each line, unless all of them are combinable", () => {
  fc.assert(
    fc.property(candidates, (all) => {
      const kept = combinedCoupons(all);
      const groups = [
        kept.filter(({ coupon: { kind } }) => kind === "cart"),
        kept.filter(({ coupon: { kind } }) => kind === "delivery"),
        ...[0, 1, 2, 3].map((line) =>
          kept.filter(({ coupon: { kind }, places }) => kind === "product" && places.includes(line)),
        ),
      ];
      for (const group of groups)
        expect(group.length < 2 || group.every(({ coupon: { combinable } }) => combinable)).toBe(true);
    }),
  );
});

test("whether two go together is the same from both sides", () => {
  fc.assert(
    fc.property(candidates, (all) => {
      for (const one of all)
        for (const other of all) expect(goTogether(one, other)).toBe(goTogether(other, one));
    }),
  );
});
