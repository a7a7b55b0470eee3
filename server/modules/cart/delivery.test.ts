import fc from "fast-check";
import { expect, test } from "vitest";
import { money } from "../../platform/money.ts";
import { deliveryFee, freeDeliveryRemaining } from "./delivery.ts";

const rule = { fee: 3_000, freeFrom: 50_000 };
const won = (amount: number) => money(amount, "KRW");

test.each([
  [0, 0, null],
  [1, 3_000, 49_999],
  [49_999, 3_000, 1],
  [50_000, 0, null],
  [1_000_000, 0, null],
])("goods of %d won: fee %d, %s more until delivery is free", (goods, fee, remaining) => {
  expect(deliveryFee(rule, won(goods))).toEqual(won(fee));
  expect(freeDeliveryRemaining(rule, won(goods))).toEqual(remaining === null ? null : won(remaining));
});

test("a threshold of 0 is always free, a fee of 0 asks for nothing more", () => {
  fc.assert(
    fc.property(fc.nat(), (goods) => {
      expect(deliveryFee({ fee: 3_000, freeFrom: 0 }, won(goods)).amount).toBe(0);
      expect(freeDeliveryRemaining({ fee: 0, freeFrom: 50_000 }, won(goods))).toBeNull();
    }),
  );
});

test("buying exactly what remains makes delivery free, and one less does not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 49_999 }), (goods) => {
      const remaining = freeDeliveryRemaining(rule, won(goods))?.amount ?? 0;
      expect(deliveryFee(rule, won(goods + remaining)).amount).toBe(0);
      expect(deliveryFee(rule, won(goods + remaining - 1)).amount).toBe(3_000);
    }),
  );
});
