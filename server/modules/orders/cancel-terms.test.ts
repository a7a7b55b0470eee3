import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CancelTerms, keptAfterReturn, planCancel, type TermedOrder, termsOf } from "./cancel-terms.ts";
import type { Pieces } from "./refund-amounts.ts";

const conditional = { base: { type: "conditional", fee: 3_000, freeFrom: 50_000 } } as const;
const line = (id: string, quantity: number, unitPrice: number, discount = 0) => ({
  ...{ id, quantity, unitPrice, discount },
  ...{ canceled: 0, canceledFree: 0, shipped: 0, returned: 0, refunded: 0 },
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
}

/** The coupon of a cart takes off what the lines say. */
function orderOf({ lines, deliveryFee = 0, coupon, points = 0, delivery = conditional }: Given): TermedOrder {
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

test("a return gives back what was deducted for the coupon of its goods, and the rest stays", () => {
  const coupon = { minimum: 30_000 };
  const bought = orderOf({ lines: [line("a", 3, 10_000, 3_000)], coupon, deliveryFee: 3_000 });
  const { order } = cancel(bought, one("a"));
  expect(order.cancelKept).toBe(2_000);
  expect(keptAfterReturn(order, one("a"), false)).toBe(1_000);
  expect(keptAfterReturn(order, one("a", 2), false)).toBe(0);
});

test("terms are kept by line; a quote of an older version has none", () => {
  const coupons = [{ couponId: "c", minimum: 5_000, parts: [null, 700] }];
  const terms = { delivery: conditional, groups: ["cold", null], coupons };
  expect(termsOf({ terms }, [{ id: "a" }, { id: "b" }])).toEqual({
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
    points: fc.integer({ min: 0, max: 20_000 }),
    seed: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
    byShop: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  });
  type Case = Parameters<
    Parameters<typeof fc.property<[typeof given extends fc.Arbitrary<infer T> ? T : never]>>[1]
  >[0];
  function start({ lines: raw, percent, minimum, points }: Case): TermedOrder {
    const lines = raw.map(([quantity, price], at) =>
      line(`l${at}`, quantity, price, Math.floor((quantity * price * percent) / 100)),
    );
    const worth = raw.reduce((sum, [quantity, price]) => sum + quantity * price, 0);
    const whole = orderOf({ lines, coupon: { minimum: Math.min(minimum, worth) } });
    const deliveryFee = worth >= 50_000 || worth === 0 ? 0 : 3_000;
    return orderOf({
      ...{ lines, deliveryFee, coupon: { minimum: Math.min(minimum, worth) } },
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
