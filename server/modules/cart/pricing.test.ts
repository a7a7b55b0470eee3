import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "../../platform/money.ts";
import type { CouponTerms } from "../promotions/contract.ts";
import type { PricedLine } from "./automatic.ts";
import type { DeliveryRules } from "./contract/delivery-rules.ts";
import { priceOf } from "./pricing.ts";

const islands = { name: { ko: "J", en: null }, surcharge: 4_000, ranges: [{ from: "63000", to: "63644" }] };
const rules: DeliveryRules = {
  base: { type: "conditional", fee: 3_000, freeFrom: 50_000 },
  regions: [islands],
};
const won = (amount: number) => money(amount, "KRW");
const fixed = (amount: number) => ({ type: "fixed" as const, amount: won(amount) });
const percent = (each: number, cap?: number) => ({
  type: "percent" as const,
  percent: each,
  ...(cap === undefined ? {} : { cap: won(cap) }),
});

let made = 0;
function coupon(
  kind: CouponTerms["kind"],
  discount: CouponTerms["discount"],
  more: Partial<CouponTerms> = {},
) {
  made += 1;
  const id = `00000000-0000-7000-8000-${String(made).padStart(12, "0")}`;
  const terms = { minimum: won(0), productIds: [], categoryIds: [], combinable: true };
  return { id, code: `C${made}`, name: "쿠폰", kind, discount, ...terms, ...more };
}
const goods = (...totals: number[]): PricedLine[] =>
  totals.map((total, at) => ({
    variantId: `variant-${at}`,
    productId: `product-${at}`,
    categoryIds: [`category-${at}`],
    quantity: 1,
    total,
  }));

function price(lines: readonly PricedLine[], ...coupons: CouponTerms[]) {
  return shown(priceOf({ lines, promotions: [], coupons, rules, postcode: null, currency: "KRW" }));
}
function shown(result: ReturnType<typeof priceOf>) {
  return {
    total: result.total.amount,
    fee: result.deliveryFee.amount,
    parts: result.lineDiscounts.map(({ amount }) => amount),
    amounts: result.applied.map(({ amount }) => amount.amount),
    refused: result.refused.map(({ reason }) => reason),
  };
}

describe("without coupons", () => {
  test("the total is the goods and the delivery fee", () => {
    expect(price(goods(10_000, 20_000))).toMatchObject({ total: 33_000, fee: 3_000, parts: [0, 0] });
    expect(price(goods(50_000))).toMatchObject({ total: 50_000, fee: 0 });
    expect(price([])).toMatchObject({ total: 0, fee: 0, parts: [] });
  });
});

describe("a coupon of the cart", () => {
  test("is spread over the lines by their prices, largest remainders first", () => {
    expect(price(goods(12_900, 7_500, 2_000), coupon("cart", fixed(5_000)))).toEqual({
      ...{ total: 20_400, fee: 3_000, refused: [] },
      ...{ parts: [2_880, 1_674, 446], amounts: [5_000] },
    });
  });

  test("takes no more than the goods cost, and nothing off the delivery", () => {
    expect(price(goods(4_000), coupon("cart", fixed(5_000)))).toMatchObject({
      total: 3_000,
      amounts: [4_000],
    });
  });

  test("of a percentage rounds down and stops at its cap", () => {
    expect(price(goods(9_999), coupon("cart", percent(10)))).toMatchObject({ amounts: [999] });
    expect(price(goods(90_000), coupon("cart", percent(10, 5_000)))).toMatchObject({ amounts: [5_000] });
    expect(price(goods(9_999), coupon("cart", percent(100)))).toMatchObject({
      total: 3_000,
      amounts: [9_999],
    });
  });

  test("needs its minimum, which looks at the goods before all coupons", () => {
    const half = coupon("product", percent(50));
    const large = coupon("cart", fixed(1_000), { minimum: won(20_000) });
    expect(price(goods(19_999), large)).toMatchObject({ refused: ["MINIMUM_NOT_MET"] });
    expect(price(goods(20_000), half, large)).toMatchObject({ amounts: [10_000, 1_000], refused: [] });
  });

  test("does not make delivery cost anything that was free", () => {
    expect(price(goods(50_000), coupon("cart", fixed(10_000)))).toMatchObject({ fee: 0, total: 40_000 });
  });
});

describe("a coupon of goods", () => {
  test("applies to its products and to those of its categories alone", () => {
    const some = coupon("product", percent(10), { productIds: ["product-0"], categoryIds: ["category-2"] });
    expect(price(goods(10_000, 10_000, 10_000), some)).toMatchObject({ parts: [1_000, 0, 1_000] });
  });

  test("is refused when the cart has none of them", () => {
    const other = coupon("product", percent(10), { productIds: ["product-9"] });
    expect(price(goods(10_000), other)).toMatchObject({ parts: [0], refused: ["NOT_FOR_THESE_GOODS"] });
  });

  test("needs its minimum in these goods", () => {
    const some = coupon("product", percent(10), { productIds: ["product-0"], minimum: won(15_000) });
    expect(price(goods(10_000, 90_000), some)).toMatchObject({ refused: ["MINIMUM_NOT_MET"] });
  });
});

describe("a coupon of delivery", () => {
  test("takes off the fee, up to all of it, and nothing off the goods", () => {
    expect(price(goods(10_000), coupon("delivery", percent(100)))).toMatchObject({
      total: 10_000,
      fee: 3_000,
    });
    expect(price(goods(10_000), coupon("delivery", fixed(5_000)))).toMatchObject({
      total: 10_000,
      amounts: [3_000],
      parts: [0],
    });
  });

  test("leaves the surcharge of a region", () => {
    const free = coupon("delivery", percent(100));
    const basket = { lines: goods(10_000), promotions: [], coupons: [free], rules, currency: "KRW" as const };
    expect(shown(priceOf({ ...basket, postcode: "63100" }))).toMatchObject({
      ...{ total: 14_000, fee: 7_000 },
      amounts: [3_000],
    });
  });

  test("is not used where delivery is free", () => {
    expect(price(goods(50_000), coupon("delivery", fixed(3_000)))).toMatchObject({ refused: ["NO_EFFECT"] });
  });
});

test("several coupons: those of goods first, percentages before amounts, each of what is left", () => {
  const coupons = [
    coupon("delivery", fixed(1_000)),
    coupon("cart", fixed(1_000)),
    coupon("cart", percent(10)),
    coupon("product", fixed(2_000), { productIds: ["product-0"] }),
  ];
  expect(price(goods(10_000, 12_000), ...coupons)).toMatchObject({
    amounts: [2_000, 2_000, 1_000, 1_000],
    total: 22_000 - 5_000 + 3_000 - 1_000,
  });
});

describe("coupons that are not combinable", () => {
  const alone = (kind: CouponTerms["kind"], off: number, productIds: string[] = []) =>
    coupon(kind, fixed(off), { productIds, combinable: false });

  test("are one of the cart and one of delivery: the first that was named stays", () => {
    const [small, large] = [alone("cart", 1_000), alone("cart", 2_000)];
    expect(price(goods(10_000), small, large)).toMatchObject({
      amounts: [1_000],
      refused: ["NOT_COMBINABLE"],
    });
    expect(price(goods(10_000), large, small)).toMatchObject({
      amounts: [2_000],
      refused: ["NOT_COMBINABLE"],
    });
    const ways = [alone("delivery", 1_000), alone("delivery", 500)];
    expect(price(goods(10_000), small, ...ways)).toMatchObject({
      amounts: [1_000, 1_000],
      refused: ["NOT_COMBINABLE"],
    });
  });

  test("of goods are one for each line", () => {
    const first = alone("product", 1_000, ["product-0"]);
    expect(price(goods(9_000, 9_000), first, alone("product", 500, ["product-1"]))).toMatchObject({
      ...{ parts: [1_000, 500], refused: [] },
    });
    const both = alone("product", 500, ["product-0", "product-1"]);
    expect(price(goods(9_000, 9_000), first, both)).toMatchObject({ refused: ["NOT_COMBINABLE"] });
    expect(price(goods(9_000, 9_000), first, alone("cart", 500))).toMatchObject({ refused: [] });
  });

  test("do not go with one that is; two that are do", () => {
    const free = coupon("cart", fixed(1_000));
    expect(price(goods(9_000), free, alone("cart", 500))).toMatchObject({ amounts: [1_000] });
    expect(price(goods(9_000), alone("cart", 500), free)).toMatchObject({ amounts: [500] });
    expect(price(goods(9_000), free, coupon("cart", fixed(500)))).toMatchObject({ amounts: [1_000, 500] });
  });

  test("exclude none while they do not apply themselves", () => {
    const unmet = coupon("cart", fixed(5_000), { minimum: won(50_000), combinable: false });
    const nothing = coupon("cart", percent(1), { combinable: false });
    expect(price(goods(50), unmet, nothing, alone("cart", 10))).toMatchObject({
      ...{ amounts: [10], refused: ["NO_EFFECT", "MINIMUM_NOT_MET"] },
    });
  });
});

const amounts = fc.integer({ min: 0, max: 1_000_000_000 });
const terms = fc
  .record({
    kind: fc.constantFrom<CouponTerms["kind"]>("product", "cart", "delivery"),
    discount: fc.oneof(
      fc.integer({ min: 1, max: 1_000_000_000 }).map(fixed),
      fc
        .tuple(fc.integer({ min: 1, max: 100 }), fc.option(fc.integer({ min: 1, max: 1_000_000 })))
        .map(([each, cap]) => percent(each, cap ?? undefined)),
    ),
    minimum: fc.oneof(fc.constant(won(0)), amounts.map(won)),
    places: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
    combinable: fc.boolean(),
  })
  .map(({ kind, discount, minimum, places, combinable }) =>
    coupon(kind, discount, {
      ...{ minimum, combinable },
      productIds: kind === "product" ? places.map((at) => `product-${at}`) : [],
    }),
  );
const baskets = fc.tuple(fc.array(amounts, { maxLength: 10 }), fc.array(terms, { maxLength: 10 }));

describe("whatever the goods and the coupons", () => {
  test("the parts sum to the whole, nothing is negative, and no line costs less than nothing", () => {
    fc.assert(
      fc.property(baskets, ([totals, coupons]) => {
        const lines = goods(...totals).map((line, at) => ({ ...line, taxFree: at % 2 === 0 }));
        const { subtotal, total, deliveryFee, applied, lineDiscounts, refused, ...rest } = priceOf({
          ...{ lines, promotions: [], coupons, rules, postcode: "63100" },
          currency: "KRW",
        });
        const sumOf = (all: readonly { amount: number }[]) =>
          all.reduce((rest, { amount }) => rest + amount, 0);
        const off = applied.map(({ amount }) => amount);
        const ofDelivery = applied.flatMap(({ coupon: { kind }, amount }) =>
          kind === "delivery" ? [amount] : [],
        );
        expect(total.amount).toBe(subtotal.amount - sumOf(off) + deliveryFee.amount);
        expect(sumOf(lineDiscounts) + sumOf(ofDelivery)).toBe(sumOf(off));
        const ofTaxFree = lines.map(({ taxFree, total }, at) =>
          taxFree ? total - (lineDiscounts[at]?.amount ?? 0) : 0,
        );
        expect(rest.taxFree).toBe(ofTaxFree.reduce((sum, amount) => sum + amount, 0));
        expect(rest.taxFree).toBeLessThanOrEqual(total.amount);
        expect(total.amount).toBeGreaterThanOrEqual(0);
        expect(sumOf(ofDelivery)).toBeLessThanOrEqual(deliveryFee.amount);
        for (const [at, { amount }] of lineDiscounts.entries()) {
          expect(amount).toBeGreaterThanOrEqual(0);
          expect(amount).toBeLessThanOrEqual(lines[at]?.total ?? 0);
        }
        for (const { amount } of off) expect(amount).toBeGreaterThan(0);
        expect(applied.length + refused.length).toBe(coupons.length);
      }),
    );
  });

  test("the order of coupons that go together does not matter", () => {
    fc.assert(
      fc.property(baskets, fc.nat(), ([totals, mixed], turn) => {
        const coupons = mixed.map((each) => ({ ...each, combinable: true }));
        const at = coupons.length === 0 ? 0 : turn % coupons.length;
        const turned = [...coupons.slice(at), ...coupons.slice(0, at)].toReversed();
        expect(price(goods(...totals), ...turned)).toEqual(price(goods(...totals), ...coupons));
      }),
    );
  });
});
