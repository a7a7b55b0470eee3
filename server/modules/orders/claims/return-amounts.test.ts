import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TermedOrder } from "../cancel-terms.ts";
import { planReturn } from "./return-amounts.ts";

type Line = TermedOrder["lines"][number];
const line = (given: Partial<Line> = {}): Line => ({
  id: "a",
  variantId: "v",
  quantity: 3,
  unitPrice: 10_000,
  discount: 0,
  canceled: 0,
  canceledFree: 0,
  shipped: 3,
  returned: 0,
  returnedDue: 0,
  refunded: 0,
  ...given,
});

const orderOf = (lines: readonly Line[], deliveryFee = 3_000): TermedOrder => ({
  total: deliveryFee + lines.reduce((sum, each) => sum + each.quantity * each.unitPrice - each.discount, 0),
  refunded: 0,
  returnFees: 0,
  pointsSpent: 0,
  pointsRefunded: 0,
  ...{ deliveryFee, deliverySurcharge: 0, discounts: [], cancelTerms: null, cancelKept: 0 },
  lines,
});
const pieces = (quantity: number, lineId = "a") => [{ lineId, quantity }];
const buyer = { fault: "buyer", fee: 3_000 } as const;
const seller = { fault: "seller", fee: 0 } as const;

describe("a return gives back", () => {
  test("what the pieces cost, less the fee of a buyer that changed its mind", () => {
    expect(planReturn(orderOf([line()]), pieces(2), buyer)).toEqual({
      goods: 20_000,
      deliveryFee: 0,
      returnFee: 3_000,
      amount: 17_000,
      points: 0,
      lines: [{ lineId: "a", quantity: 2, amount: 17_000 }],
      kept: 0,
      deductions: [],
    });
  });

  test("the delivery fee only when nothing is kept and the seller is at fault", () => {
    expect(planReturn(orderOf([line()]), pieces(3), buyer)).toMatchObject({ deliveryFee: 0, amount: 27_000 });
    expect(planReturn(orderOf([line()]), pieces(2), seller)).toMatchObject({
      deliveryFee: 0,
      amount: 20_000,
    });
    expect(planReturn(orderOf([line()]), pieces(3), seller)).toMatchObject({
      deliveryFee: 3_000,
      amount: 33_000,
    });
  });

  test("nothing, and never less, when the fee is higher than the goods", () => {
    expect(planReturn(orderOf([line({ unitPrice: 1_000 })]), pieces(1), buyer)).toMatchObject({
      returnFee: 1_000,
      amount: 0,
      lines: [{ amount: 0 }],
    });
  });

  test("the line's part of a discount with it", () => {
    const order = orderOf([line({ unitPrice: 5_000, discount: 5_000 })]);
    expect(planReturn(order, pieces(1), seller).goods).toBe(3_333);
    const after = { ...order, refunded: 3_333, lines: [line({ ...order.lines[0], canceled: 1 })] };
    expect(planReturn(after, pieces(2), seller).goods).toBe(6_667);
  });

  test("no more than is left after a refund by staff", () => {
    const refunded = { ...orderOf([line({ refunded: 25_000 })]), refunded: 31_000 };
    expect(planReturn(refunded, pieces(2), seller)).toMatchObject({ goods: 2_000, amount: 2_000 });
  });
});

test("a return gives back money and points in the proportion in which the order was paid", () => {
  const order = { ...orderOf([line()]), total: 16_500, pointsSpent: 16_500 };
  expect(planReturn(order, pieces(2), buyer)).toMatchObject({
    amount: 8_500,
    points: 8_500,
    returnFee: 3_000,
  });
  expect(planReturn(order, pieces(3), seller)).toMatchObject({ amount: 16_500, points: 16_500 });
});

test("returns of single pieces sum to the whole, and lines never get more than the refund", () => {
  const property = fc.property(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 9_007_199_254 }),
    fc.integer({ min: 0, max: 5_000 }),
    (quantity, unitPrice, fee) => {
      const whole = orderOf([line({ quantity, unitPrice, shipped: quantity })]);
      let order = whole;
      let goods = 0;
      for (let returned = 0; returned < quantity; returned += 1) {
        const plan = planReturn(order, pieces(1), { fault: "buyer", fee });
        goods += plan.goods;
        const forLines = plan.lines.reduce((sum, { amount }) => sum + amount, 0);
        expect(forLines).toBe(plan.amount);
        const refunded = order.refunded + plan.amount;
        const [current = line()] = order.lines;
        const next = { ...current, returned: returned + 1, refunded: current.refunded + forLines };
        order = { ...order, refunded, lines: [next] };
      }
      expect(goods).toBe(quantity * unitPrice);
    },
  );
  fc.assert(property);
});
