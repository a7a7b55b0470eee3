import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "../../platform/money.ts";
import type { PromotionEffect, PromotionTerms } from "../promotions/contract/promotion.ts";
import type { CouponTerms } from "../promotions/contract.ts";
import type { PricedLine } from "./automatic.ts";
import type { DeliveryRules } from "./contract/delivery-rules.ts";
import { priceOf } from "./pricing.ts";

const rules: DeliveryRules = { base: { type: "conditional", fee: 3_000, freeFrom: 50_000 }, regions: [] };
const won = (amount: number) => money(amount, "KRW");
const fixed = (amount: number) => ({ type: "fixed" as const, amount: won(amount) });
const percent = (each: number) => ({ type: "percent" as const, percent: each });
const buyGet = (buy: number, get: number, each = 100): PromotionEffect => ({
  type: "buy_get",
  buy,
  get,
  percent: each,
});
const line = (at: number, price: number, quantity = 1): PricedLine => ({
  variantId: `variant-${at}`,
  productId: `product-${at}`,
  categoryIds: [`category-${at}`],
  quantity,
  total: price * quantity,
});

let made = 0;
function promotion(effect: PromotionEffect, more: Partial<PromotionTerms> = {}): PromotionTerms {
  made += 1;
  const id = `00000000-0000-7000-8000-${String(made).padStart(12, "0")}`;
  const goods = { productIds: [], categoryIds: [] };
  return { id, name: `P${made}`, effect, ...goods, startsAt: null, endsAt: null, ...more };
}
const coupon = (discount: CouponTerms["discount"]): CouponTerms => ({
  ...{ id: "00000000-0000-7000-8000-aaaaaaaaaaaa", code: "C", name: "쿠폰", kind: "cart", discount },
  ...{ minimum: won(0), productIds: [], categoryIds: [], combinable: true },
});

function price(
  lines: readonly PricedLine[],
  promotions: readonly PromotionTerms[],
  coupons: CouponTerms[] = [],
) {
  const result = priceOf({ lines, promotions, coupons, rules, postcode: null, currency: "KRW" });
  return {
    total: result.total.amount,
    parts: result.lineDiscounts.map(({ amount }) => amount),
    amounts: result.promotions.map(({ amount }) => amount),
    coupons: result.applied.map(({ amount }) => amount.amount),
  };
}

describe("buy and get", () => {
  test.each([
    [1, []],
    [2, []],
    [3, [10_000]],
    [5, [10_000]],
    [6, [20_000]],
  ])("two and one free: %d pieces", (quantity, amounts) => {
    expect(price([line(0, 10_000, quantity)], [promotion(buyGet(2, 1))]).amounts).toEqual(amounts);
  });

  test("makes the cheapest pieces of all its goods cheaper, and no others", () => {
    const lines = [line(0, 9_000, 2), line(1, 5_000, 3), line(2, 1_000, 9)];
    const terms = promotion(buyGet(3, 2), { productIds: ["product-0"], categoryIds: ["category-1"] });
    expect(price(lines, [terms]).parts).toEqual([0, 10_000, 0]);
    expect(price(lines, [promotion(buyGet(3, 2, 50), { productIds: terms.productIds })]).amounts).toEqual([]);
  });

  test("of a percentage rounds down, and goes on to the next line when one is used up", () => {
    const lines = [line(0, 3_333), line(1, 999)];
    expect(price(lines, [promotion(buyGet(1, 1, 50))]).parts).toEqual([0, 499]);
    expect(price([line(0, 3_000, 4), line(1, 1_000, 2)], [promotion(buyGet(1, 1))]).parts).toEqual([
      3_000, 2_000,
    ]);
  });
});

describe("tiers", () => {
  const byAmount: PromotionEffect = {
    type: "tiers",
    by: "amount",
    tiers: [
      { from: 30_000, discount: fixed(3_000) },
      { from: 50_000, discount: fixed(7_000) },
    ],
  };
  test.each([
    [29_999, []],
    [30_000, [3_000]],
    [49_999, [3_000]],
    [50_000, [7_000]],
  ])("by amount: goods of %d", (amount, amounts) => {
    expect(price([line(0, amount)], [promotion(byAmount)]).amounts).toEqual(amounts);
  });

  test("by pieces, of a percentage, spread over the lines by their prices", () => {
    const effect: PromotionEffect = {
      type: "tiers",
      by: "quantity",
      tiers: [{ from: 3, discount: percent(10) }],
    };
    expect(price([line(0, 10_000, 2), line(1, 3_333)], [promotion(effect)])).toMatchObject({
      amounts: [2_333],
      parts: [2_000, 333],
    });
  });

  test("look at the goods before all discounts, and so does the threshold of free delivery", () => {
    const all = [promotion(byAmount), promotion(buyGet(1, 1))];
    expect(price([line(0, 25_000, 2)], all)).toMatchObject({ amounts: [25_000, 7_000], total: 18_000 });
  });
});

test("coupons take from what promotions left", () => {
  const half = coupon(percent(50));
  expect(price([line(0, 10_000, 3)], [promotion(buyGet(2, 1))], [half])).toMatchObject({
    ...{ amounts: [10_000], coupons: [10_000] },
    total: 13_000,
  });
  expect(price([line(0, 10_000, 2)], [promotion(buyGet(1, 1))], [coupon(fixed(50_000))]).total).toBe(3_000);
});

const effects: fc.Arbitrary<PromotionEffect> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 100 }))
    .map(([buy, get, each]) => buyGet(buy, get, each)),
  fc
    .tuple(
      fc.constantFrom("amount" as const, "quantity" as const),
      fc.uniqueArray(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.integer({ min: 1, max: 100 }),
    )
    .map(
      ([by, froms, amount, each]): PromotionEffect => ({
        type: "tiers",
        by,
        tiers: froms
          .toSorted((one, other) => one - other)
          .map((from, at) => ({ from, discount: at % 2 === 0 ? fixed(amount) : percent(each) })),
      }),
    ),
);
const promotionsOf = fc
  .array(fc.tuple(effects, fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 3 })), {
    maxLength: 5,
  })
  .map((all) =>
    all.map(([effect, places]) => promotion(effect, { productIds: places.map((at) => `product-${at}`) })),
  );
const linesOf = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 20 })), { maxLength: 8 })
  .map((all) => all.map(([each, quantity], at) => line(at, each, quantity)));

describe("whatever the goods and the promotions", () => {
  test("the parts sum to the won, and no line costs less than nothing", () => {
    fc.assert(
      fc.property(linesOf, promotionsOf, fc.integer({ min: 1, max: 100 }), (lines, promotions, each) => {
        const result = price(lines, promotions, [coupon(percent(each))]);
        const sumOf = (all: readonly number[]) => all.reduce((sum, amount) => sum + amount, 0);
        const subtotal = sumOf(lines.map(({ total }) => total));
        const fee = subtotal === 0 || subtotal >= 50_000 ? 0 : 3_000;
        expect(sumOf(result.parts)).toBe(sumOf(result.amounts) + sumOf(result.coupons));
        expect(result.total).toBe(subtotal - sumOf(result.parts) + fee);
        for (const [at, part] of result.parts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(lines[at]?.total ?? 0);
        }
        for (const amount of result.amounts) expect(amount).toBeGreaterThan(0);
      }),
    );
  });

  test("neither the order of the lines nor that of the promotions matters, for any line", () => {
    fc.assert(
      fc.property(linesOf, promotionsOf, fc.nat(), (lines, promotions, turn) => {
        const turned = <Item>(all: readonly Item[]) => {
          const at = all.length === 0 ? 0 : turn % all.length;
          return [...all.slice(at), ...all.slice(0, at)].toReversed();
        };
        const partsByLine = (order: readonly PricedLine[], all: readonly PromotionTerms[]) => {
          const { parts, ...sums } = price(order, all, [coupon(fixed(1_001))]);
          const byLine = order.map(({ variantId }, at) => [variantId, parts[at]] as const);
          return { ...sums, parts: Object.fromEntries(byLine) };
        };
        expect(partsByLine(turned(lines), turned(promotions))).toEqual(partsByLine(lines, promotions));
      }),
    );
  });
});
