import fc from "fast-check";
import { expect, test } from "vitest";
import { money } from "../../../platform/money.ts";
import { type PriceTier, tiersOf, unitPriceOf } from "./price-tiers.ts";

const amount = fc.integer({ min: 0, max: 40 });
const offer = fc.record({ minQuantity: fc.integer({ min: 1, max: 20 }), amount, foreign: fc.boolean() }).map(
  ({ minQuantity, amount, foreign }): PriceTier => ({
    minQuantity,
    price: money(amount, foreign ? "USD" : "KRW"),
  }),
);

test("a piece costs the lowest of the own price and all offers that its quantity reaches", () => {
  fc.assert(
    fc.property(
      amount,
      fc.array(offer, { maxLength: 12 }),
      fc.integer({ min: 1, max: 25 }),
      (own, offers, many) => {
        const price = money(own, "KRW");
        const reached = offers.filter((each) => each.price.currency === "KRW" && each.minQuantity <= many);
        const lowest = Math.min(own, ...reached.map((each) => each.price.amount));
        expect(unitPriceOf({ price, tiers: tiersOf(price, offers) }, many)).toEqual(money(lowest, "KRW"));
      },
    ),
  );
});

test("tiers rise in quantity and fall in price, below the own one, in whatever order offers come", () => {
  fc.assert(
    fc.property(amount, fc.array(offer, { maxLength: 12 }), (own, offers) => {
      const price = money(own, "KRW");
      const tiers = tiersOf(price, offers);
      expect(tiersOf(price, offers.toReversed())).toEqual(tiers);
      const steps = [{ minQuantity: 0, price }, ...tiers];
      tiers.forEach((tier, at) => {
        expect(tier.minQuantity).toBeGreaterThan(steps[at]?.minQuantity ?? Number.NaN);
        expect(tier.price.amount).toBeLessThan(steps[at]?.price.amount ?? Number.NaN);
      });
    }),
  );
});

test("more pieces never cost more each", () => {
  fc.assert(
    fc.property(
      amount,
      fc.array(offer, { maxLength: 12 }),
      fc.integer({ min: 1, max: 25 }),
      (own, offers, many) => {
        const price = money(own, "KRW");
        const variant = { price, tiers: tiersOf(price, offers) };
        expect(unitPriceOf(variant, many + 1).amount).toBeLessThanOrEqual(unitPriceOf(variant, many).amount);
      },
    ),
  );
});
