import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planRefund, type RefundableLine } from "./refund-amounts.ts";
import { taxFreePartOf, taxFreePartOfStaff } from "./refund-tax.ts";

interface TaxedLine extends RefundableLine {
  readonly taxType: "taxable" | "tax_free";
}
const line = (id: string, given: Partial<TaxedLine> = {}): TaxedLine => ({
  ...{ id, quantity: 1, unitPrice: 10_000, discount: 0, taxType: "taxable" as const },
  ...{ canceled: 0, shipped: 0, returned: 0, refunded: 0, ...given },
});
const orderOf = (lines: TaxedLine[], points = 0) => {
  const worth = (of: (each: TaxedLine) => boolean) =>
    lines.filter(of).reduce((sum, each) => sum + each.quantity * each.unitPrice - each.discount, 0);
  const whole = worth(() => true) + 3_000;
  const free = worth(({ taxType }) => taxType === "tax_free");
  const total = whole - Math.min(points, whole);
  return {
    ...{ total, refunded: 0, returnFees: 0, pointsSpent: whole - total, pointsRefunded: 0 },
    ...{ taxFree: Math.floor((free * total) / whole), taxFreeRefunded: 0, lines },
  };
};
type Order = ReturnType<typeof orderOf>;

const isWithin = (order: Order, amount: number, part: number) => {
  const left = order.taxFree - order.taxFreeRefunded;
  expect(part).toBeGreaterThanOrEqual(0);
  expect(part).toBeLessThanOrEqual(Math.min(amount, left));
  expect(amount - part).toBeLessThanOrEqual(order.total - order.refunded - left);
};

/** The order after pieces were canceled one by one. */
function cancelPiece(order: Order, lineId: string): Order {
  const plan = planRefund(order, [{ lineId, quantity: 1 }]);
  const part = taxFreePartOf(order, plan);
  isWithin(order, plan.amount, part);
  return {
    ...order,
    refunded: order.refunded + plan.amount,
    pointsRefunded: order.pointsRefunded + plan.points,
    taxFreeRefunded: order.taxFreeRefunded + part,
    lines: order.lines.map((each) => ({
      ...each,
      canceled: each.canceled + (each.id === lineId ? 1 : 0),
      refunded: each.refunded + (plan.lines.find((found) => found.lineId === each.id)?.amount ?? 0),
    })),
  };
}

describe("the tax-free part of a refund", () => {
  const mixed = () => orderOf([line("book", { taxType: "tax_free" }), line("mug", { unitPrice: 20_000 })]);

  test("is that of the goods that come back; delivery is taxed", () => {
    const order = mixed();
    expect(taxFreePartOf(order, planRefund(order, [{ lineId: "book", quantity: 1 }]))).toBe(10_000);
    expect(taxFreePartOf(order, planRefund(order, [{ lineId: "mug", quantity: 1 }]))).toBe(0);
  });

  test("has the share of the money where points paid too", () => {
    const order = orderOf(mixed().lines, 16_500);
    expect(taxFreePartOf(order, planRefund(order, [{ lineId: "book", quantity: 1 }]))).toBe(5_000);
  });

  test("of what staff give back is of their lines, and for no line of both parts", () => {
    expect(taxFreePartOfStaff(mixed(), 3_300, [])).toBe(1_000);
    expect(taxFreePartOfStaff(mixed(), 4_000, [{ lineId: "book", amount: 4_000 }])).toBe(4_000);
    expect(taxFreePartOfStaff(mixed(), 4_000, [{ lineId: "mug", amount: 4_000 }])).toBe(0);
  });

  test("is nothing of an order whose parts are not known", () => {
    const old = { ...mixed(), taxFree: null };
    expect(
      taxFreePartOf(old, {
        amount: 10_000,
        points: 0,
        lines: [{ lineId: "book", quantity: 1, amount: 10_000 }],
      }),
    ).toBe(0);
  });
});

const lines = fc
  .array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 4 }),
      unitPrice: fc.integer({ min: 0, max: 50_000 }),
      off: fc.integer({ min: 0, max: 100 }),
      taxType: fc.constantFrom("taxable" as const, "tax_free" as const),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) =>
    all.map(({ off, ...each }, at) =>
      line(`line-${at}`, { ...each, discount: Math.floor((each.quantity * each.unitPrice * off) / 100) }),
    ),
  );

test("in whatever order, refunds are covered by both parts, and all of both is back at the end", () => {
  fc.assert(
    fc.property(lines, fc.nat(60_000), fc.nat(5_000), fc.nat(), (all, points, gift, turn) => {
      let order = orderOf(all, points);
      const amount = Math.min(gift, order.total);
      const part = taxFreePartOfStaff(order, amount, []);
      isWithin(order, amount, part);
      order = { ...order, refunded: amount, taxFreeRefunded: part };
      const pieces = all.flatMap(({ id, quantity }) => Array.from({ length: quantity }, () => id));
      for (const [at] of pieces.entries())
        order = cancelPiece(order, pieces[(at + turn) % pieces.length] ?? "");
      expect([order.refunded, order.taxFreeRefunded]).toEqual([order.total, order.taxFree]);
    }),
  );
});
