import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { promotionParts } from "../cart/contract/promotion-parts.ts";
import { type CancelTerms, planCancel, type TermedOrder, termsOf } from "./cancel-terms.ts";
import { planReturn } from "./claims/return-amounts.ts";
import type { Pieces } from "./refund-amounts.ts";

const conditional = { base: { type: "conditional", fee: 3_000, freeFrom: 50_000 } } as const;
const line = (id: string, quantity: number, unitPrice: number, discount = 0) => ({
  ...{ id, variantId: id, quantity, unitPrice, discount },
  ...{ canceled: 0, canceledFree: 0, shipped: 0, returned: 0, returnedDue: 0, refunded: 0 },
});
type Line = ReturnType<typeof line>;
interface Given {
  readonly lines: readonly Line[];
  readonly deliveryFee?: number;
  readonly coupon?: {
    readonly minimum: number;
    readonly kind?: "cart" | "delivery";
    readonly amount?: number;
  };
  readonly points?: number;
  readonly delivery?: CancelTerms["delivery"];
  /** Of a promotion that takes off what the lines say, instead of a coupon. */
  readonly effect?: NonNullable<CancelTerms["promotions"]>[number]["effect"];
}

/** The coupon of a cart takes off what the lines say. */
function orderOf(given: Given): TermedOrder {
  const { lines, deliveryFee = 0, coupon, points = 0, delivery = conditional, effect } = given;
  const { kind = "cart", minimum = 0 } = coupon ?? {};
  const ofLines = lines.reduce((sum, { discount }) => sum + discount, 0);
  const amount = kind === "cart" ? ofLines : (coupon?.amount ?? 0);
  const goods = lines.reduce((sum, each) => sum + each.quantity * each.unitPrice - each.discount, 0);
  return {
    total: goods + deliveryFee - (kind === "delivery" ? amount : 0) - points,
    ...{ refunded: 0, returnFees: 0, pointsSpent: points, pointsRefunded: 0, lines },
    ...{ deliveryFee, deliverySurcharge: 0, cancelKept: 0 },
    discounts: coupon ? [{ couponId: "c", name: "쿠폰", kind, amount }] : [],
    cancelTerms: {
      delivery,
      groups: lines.map(({ id }) => ({ lineId: id, group: null })),
      coupons: coupon
        ? [
            {
              ...{ couponId: "c", minimum },
              lines: lines.map(({ id, discount }) => ({
                lineId: id,
                amount: kind === "cart" ? discount : 0,
              })),
            },
          ]
        : [],
      promotions: effect
        ? [
            {
              ...{ promotionId: "p", name: "행사", effect },
              lines: lines.map(({ id, discount }) => ({ lineId: id, amount: discount })),
            },
          ]
        : [],
    },
  };
}

/** The order after a cancellation, as the statement stores it. */
function cancel(order: TermedOrder, pieces: readonly Pieces[], deduct = true) {
  const plan = planCancel(order, pieces, deduct);
  const lines = order.lines.map((each) => {
    const part = plan.lines.find(({ lineId }) => lineId === each.id);
    if (!part) return each;
    return {
      ...each,
      canceled: each.canceled + part.quantity,
      canceledFree: each.canceledFree + (deduct ? 0 : part.quantity),
      refunded: each.refunded + part.amount,
    };
  });
  const refunded = order.refunded + plan.amount;
  const pointsRefunded = order.pointsRefunded + plan.points;
  return { plan, order: { ...order, refunded, pointsRefunded, cancelKept: plan.kept, lines } };
}
const one = (lineId: string, quantity = 1) => [{ lineId, quantity }];

describe("a partial cancellation", () => {
  test("deducts the delivery fee that the rest costs, once, and gives it back with the last piece", () => {
    const bought = orderOf({ lines: [line("a", 3, 20_000)] });
    const first = cancel(bought, one("a"));
    expect(first.plan).toMatchObject({
      amount: 17_000,
      kept: 3_000,
      deductions: [{ kind: "delivery", name: null, amount: 3_000 }],
    });
    const second = cancel(first.order, one("a"));
    expect(second.plan).toMatchObject({ amount: 20_000, kept: 3_000, deductions: [] });
    expect(cancel(second.order, one("a")).plan).toMatchObject({ amount: 23_000, whole: true, kept: 0 });
  });

  test("takes a coupon back from the goods that stay, when they are below its minimum", () => {
    const coupon = { minimum: 20_000 };
    const bought = orderOf({ lines: [line("a", 2, 10_000, 5_000)], coupon, deliveryFee: 3_000 });
    // The piece cost 7,500, and the other one costs 10,000 without the coupon.
    const first = cancel(bought, one("a"));
    expect(first.plan).toMatchObject({
      amount: 5_000,
      deductions: [{ kind: "coupon", name: "쿠폰", amount: 2_500 }],
    });
    expect(cancel(first.order, one("a")).plan.amount).toBe(13_000);
  });

  test("takes a coupon of delivery back below its minimum", () => {
    const coupon = { kind: "delivery", minimum: 20_000, amount: 3_000 } as const;
    const bought = orderOf({ lines: [line("a", 2, 10_000)], coupon, deliveryFee: 3_000 });
    expect(cancel(bought, one("a")).plan).toMatchObject({ amount: 7_000, kept: 3_000 });
  });

  test("never gives back less than nothing; the rest is deducted from the next piece", () => {
    const lines = [line("cheap", 2, 1_000), line("dear", 1, 49_000)];
    const first = cancel(orderOf({ lines }), one("cheap", 2));
    expect(first.plan).toMatchObject({ amount: 0, kept: 2_000, deductions: [{ amount: 2_000 }] });
    const more = orderOf({ lines: [line("cheap", 3, 1_000), line("dear", 1, 47_500)] });
    const steps = cancel(cancel(more, one("cheap")).order, one("cheap"));
    expect(steps.plan).toMatchObject({ amount: 0, kept: 2_000 });
  });

  test("of the shop deducts nothing, and costs nothing when its buyer cancels later", () => {
    const bought = orderOf({ lines: [line("a", 4, 20_000)] });
    const byShop = cancel(bought, one("a", 2), false);
    expect(byShop.plan).toMatchObject({ amount: 40_000, kept: 0, deductions: [] });
    // With the two pieces that the shop did not deliver the buyer would have 60,000.
    const byBuyer = cancel(byShop.order, one("a"));
    expect(byBuyer.plan).toMatchObject({ amount: 20_000, kept: 0 });
  });

  test("of an order without terms, or with a coupon without a minimum, deducts nothing", () => {
    const old = { ...orderOf({ lines: [line("a", 3, 20_000)] }), cancelTerms: null };
    expect(cancel(old, one("a")).plan.amount).toBe(20_000);
    const coupon = { minimum: 0 };
    const bought = orderOf({ lines: [line("a", 7, 3_330, 3_030)], coupon, deliveryFee: 3_000 });
    let [current, sum] = [bought, 0];
    for (let piece = 0; piece < 7; piece += 1) {
      const { plan, order } = cancel(current, one("a"));
      expect(plan.deductions).toEqual([]);
      [current, sum] = [order, sum + plan.amount];
    }
    expect(sum).toBe(bought.total);
  });

  test("looks at the fee of each delivery group, and a lower fee of the rest gives nothing back", () => {
    const perPiece = { base: { type: "per_quantity", fee: 1_000, pieces: 1 } } as const;
    const bought = orderOf({ lines: [line("a", 3, 20_000)], deliveryFee: 3_000, delivery: perPiece });
    expect(cancel(bought, one("a")).plan).toMatchObject({ amount: 20_000, kept: 0 });
  });
});

/** The order after a return, as the statement stores it. */
function giveBack(order: TermedOrder, pieces: readonly Pieces[], fault: "buyer" | "seller") {
  const plan = planReturn(order, pieces, { fault, fee: 0 });
  const lines = order.lines.map((each) => {
    const part = plan.lines.find(({ lineId }) => lineId === each.id);
    if (!part) return each;
    return {
      ...each,
      returned: each.returned + part.quantity,
      returnedDue: each.returnedDue + (fault === "buyer" ? part.quantity : 0),
      refunded: each.refunded + part.amount,
    };
  });
  const refunded = order.refunded + plan.amount;
  const pointsRefunded = order.pointsRefunded + plan.points;
  return { plan, order: { ...order, refunded, pointsRefunded, cancelKept: plan.kept, lines } };
}
const twoAndOne = { type: "buy_get", buy: 2, get: 1, percent: 100 } as const;

describe("an automatic promotion", () => {
  test("of three for two is deducted when two stay, and comes back with them", () => {
    const bought = orderOf({ lines: [line("a", 3, 10_000, 10_000)], effect: twoAndOne, deliveryFee: 3_000 });
    const first = cancel(bought, one("a"));
    expect(first.plan).toMatchObject({
      amount: 0,
      kept: 6_666,
      deductions: [{ kind: "promotion", name: "행사", amount: 6_666 }],
    });
    const second = cancel(first.order, one("a"));
    expect(second.plan).toMatchObject({ amount: 10_000, kept: 3_333, deductions: [] });
    expect(cancel(second.order, one("a")).plan).toMatchObject({ amount: 13_000, whole: true });
  });

  test("of which the rest earns a part is deducted for the other part", () => {
    // Two of six are free: both of the cheap line. Three earn one of them.
    const lines = [line("cheap", 2, 1_000, 2_000), line("dear", 4, 10_000)];
    const bought = orderOf({ lines, effect: twoAndOne, deliveryFee: 3_000 });
    expect(cancel(bought, one("dear", 3)).plan).toMatchObject({ amount: 29_000, kept: 1_000 });
    // The dear ones alone would earn a dear one: a lower price of the rest gives nothing back.
    expect(cancel(bought, one("cheap", 2)).plan).toMatchObject({ amount: 0, kept: 0 });
  });

  test("that the shop breaks is not deducted, now or later", () => {
    const bought = orderOf({ lines: [line("a", 3, 10_000, 10_000)], effect: twoAndOne, deliveryFee: 3_000 });
    const byShop = cancel(bought, one("a"), false);
    expect(byShop.plan).toMatchObject({ amount: 6_666, kept: 0 });
    const returned = giveBack(bought, one("a"), "seller");
    expect(returned.plan).toMatchObject({ amount: 6_666, kept: 0, deductions: [] });
    // Two count as bought, of which one stays: it pays for its part of what they did not earn.
    expect(giveBack(returned.order, one("a"), "buyer").plan).toMatchObject({ goods: 3_334, kept: 3_333 });
  });
});

describe("a return", () => {
  test("of a buyer at fault is deducted what a coupon's minimum misses, and the rest gives it back", () => {
    const coupon = { minimum: 30_000 };
    const bought = orderOf({ lines: [line("a", 3, 10_000, 3_000)], coupon, deliveryFee: 3_000 });
    const first = giveBack(bought, one("a"), "buyer");
    expect(first.plan).toMatchObject({
      ...{ goods: 7_000, kept: 2_000 },
      deductions: [{ kind: "coupon", amount: 2_000 }],
    });
    const second = giveBack(first.order, one("a"), "buyer");
    expect(second.plan).toMatchObject({ goods: 10_000, kept: 1_000, deductions: [] });
    expect(giveBack(second.order, one("a"), "buyer").plan).toMatchObject({ goods: 10_000, kept: 0 });
  });

  test("by the seller's fault gives back what a cancellation had deducted for its goods", () => {
    const coupon = { minimum: 30_000 };
    const bought = orderOf({ lines: [line("a", 3, 10_000, 3_000)], coupon, deliveryFee: 3_000 });
    const { order } = cancel(bought, one("a"));
    expect(order.cancelKept).toBe(2_000);
    expect(giveBack(order, one("a"), "seller").plan).toMatchObject({ goods: 10_000, kept: 1_000 });
    expect(giveBack(order, one("a", 2), "seller").plan).toMatchObject({ goods: 20_000, kept: 0 });
  });

  test("by the seller's fault pays for nothing that an earlier cancellation did not cover", () => {
    const bought = orderOf({ lines: [line("cheap", 3, 1_000), line("dear", 1, 47_500)] });
    // Of the 3,000 that delivery costs now, the piece covers 1,000.
    const { order } = cancel(bought, one("cheap"));
    expect(order.cancelKept).toBe(1_000);
    expect(giveBack(order, one("dear"), "seller").plan).toMatchObject({ goods: 47_500, kept: 1_000 });
    expect(giveBack(order, one("dear"), "buyer").plan).toMatchObject({ goods: 45_500, kept: 3_000 });
  });

  test("leaves the delivery fee as it is: the goods were delivered", () => {
    const bought = orderOf({ lines: [line("a", 3, 20_000)] });
    expect(giveBack(bought, one("a"), "buyer").plan).toMatchObject({ goods: 20_000, kept: 0 });
  });
});

test("terms are kept by line; a quote of an older version has none", () => {
  const coupons = [{ couponId: "c", minimum: 5_000, parts: [null, 700] }];
  const terms = { delivery: conditional, groups: ["cold", null], coupons };
  expect(termsOf({ terms }, [{ id: "a" }, { id: "b" }])).toEqual({
    promotions: [],
    delivery: conditional,
    groups: [
      { lineId: "a", group: "cold" },
      { lineId: "b", group: null },
    ],
    coupons: [{ couponId: "c", minimum: 5_000, lines: [{ lineId: "b", amount: 700 }] }],
  });
  expect(termsOf({}, [])).toBeNull();
});

describe("any cancellations in any order", () => {
  const given = fc.record({
    lines: fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 40_000 })), {
      minLength: 1,
      maxLength: 4,
    }),
    percent: fc.integer({ min: 0, max: 100 }),
    minimum: fc.integer({ min: 0, max: 100_000 }),
    effect: fc.constantFrom(null, twoAndOne, {
      ...({ type: "tiers", by: "quantity" } as const),
      tiers: [{ from: 4, discount: { type: "percent", percent: 30 } as const }],
    }),
    points: fc.integer({ min: 0, max: 20_000 }),
    seed: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
    byShop: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  });
  type Case = Parameters<
    Parameters<typeof fc.property<[typeof given extends fc.Arbitrary<infer T> ? T : never]>>[1]
  >[0];
  function start({ lines: raw, percent, minimum, points, effect }: Case): TermedOrder {
    const goods = raw.map(([quantity, price], at) => {
      const total = quantity * price;
      return { variantId: `l${at}`, quantity, total, left: total };
    });
    const promoted = effect ? promotionParts(effect, goods) : [];
    const lines = raw.map(([quantity, price], at) =>
      line(`l${at}`, quantity, price, promoted[at] ?? Math.floor((quantity * price * percent) / 100)),
    );
    const worth = raw.reduce((sum, [quantity, price]) => sum + quantity * price, 0);
    const terms = effect ? { effect } : { coupon: { minimum: Math.min(minimum, worth) } };
    const whole = orderOf({ lines, ...terms });
    const deliveryFee = worth >= 50_000 || worth === 0 ? 0 : 3_000;
    return orderOf({
      ...{ lines, deliveryFee, ...terms },
      points: Math.min(points, whole.total + deliveryFee),
    });
  }
  const piecesOf = ({ lines }: TermedOrder) =>
    lines.flatMap(({ id, quantity }) => Array.from({ length: quantity }, () => id));

  test("never exceed what was paid, are never negative, and end in exactly the total", () => {
    fc.assert(
      fc.property(given, (each) => {
        const bought = start(each);
        const all = piecesOf(bought).map((id, at) => ({ id, by: each.seed[at % 20] ?? 0 }));
        let current = bought;
        for (const [at, { id }] of all.toSorted((one, other) => one.by - other.by).entries()) {
          const { plan, order } = cancel(current, one(id), !each.byShop[at % 20]);
          for (const amount of [
            plan.amount,
            plan.points,
            plan.kept,
            ...plan.lines.map((part) => part.amount),
          ])
            expect(amount).toBeGreaterThanOrEqual(0);
          expect(order.refunded).toBeLessThanOrEqual(bought.total);
          expect(order.pointsRefunded).toBeLessThanOrEqual(bought.pointsSpent);
          const deducted = plan.deductions.reduce((sum, { amount }) => sum + amount, 0);
          expect(deducted).toBe(plan.whole ? 0 : Math.max(0, plan.kept - current.cancelKept));
          current = order;
        }
        expect([current.refunded, current.pointsRefunded]).toEqual([bought.total, bought.pointsSpent]);
        expect(current.cancelKept).toBe(0);
      }),
    );
  });

  test("and returns after them, are never negative and end in what was paid but a fee of delivery", () => {
    fc.assert(
      fc.property(given, (each) => {
        const bought = start(each);
        const all = piecesOf(bought).map((id, at) => ({ id, by: each.seed[at % 20] ?? 0 }));
        const paid = bought.total + bought.pointsSpent;
        let current = bought;
        for (const [at, { id, by }] of all.toSorted((first, other) => first.by - other.by).entries()) {
          const seller = by % 3 === 0;
          const isCancel = at < all.length / 2 && at < all.length - 1;
          const { plan, order } = isCancel
            ? cancel(current, one(id), !seller)
            : giveBack(current, one(id), seller ? "seller" : "buyer");
          for (const amount of [
            plan.amount,
            plan.points,
            plan.kept,
            ...plan.lines.map((part) => part.amount),
          ])
            expect(amount).toBeGreaterThanOrEqual(0);
          const deducted = plan.deductions.reduce((sum, { amount }) => sum + amount, 0);
          expect(deducted).toBe(plan.lines.length === 0 ? 0 : Math.max(0, plan.kept - current.cancelKept));
          expect(order.refunded + order.pointsRefunded).toBeLessThanOrEqual(paid);
          current = order;
        }
        // What is not back is a fee of delivery: the one that was paid, or that a cancellation deducted.
        const left = paid - current.refunded - current.pointsRefunded;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(3_000);
      }),
    );
  });

  test("give the same for the same pieces, unless goods did not cover a deduction", () => {
    fc.assert(
      fc.property(given, fc.integer({ min: 1, max: 6 }), (each, count) => {
        const bought = start(each);
        const pieces = piecesOf(bought);
        const some = pieces.slice(0, Math.min(count, pieces.length - 1));
        const run = (order: readonly string[]) => {
          let [current, short] = [bought, false];
          for (const id of order) {
            const result = cancel(current, one(id));
            short ||= result.plan.amount + result.plan.points === 0;
            current = result.order;
          }
          return { short, worth: current.refunded + current.pointsRefunded };
        };
        const [forth, back] = [run(some), run(some.toReversed())];
        if (!forth.short && !back.short) expect(forth.worth).toBe(back.worth);
      }),
    );
  });
});
