import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allLeft,
  mergePieces,
  type NamedPart,
  type Pieces,
  partsOfAmount,
  planRefund,
  type RefundableLine,
  type RefundableOrder,
  tooMany,
} from "./refund-amounts.ts";

const line = (given: Partial<RefundableLine> = {}): RefundableLine => ({
  id: "a",
  quantity: 3,
  unitPrice: 10_000,
  discount: 0,
  canceled: 0,
  shipped: 0,
  returned: 0,
  refunded: 0,
  ...given,
});

function orderOf(lines: readonly RefundableLine[], deliveryFee = 3_000): RefundableOrder {
  const sum = lines.reduce((total, each) => total + each.quantity * each.unitPrice - each.discount, 0);
  return {
    total: sum + deliveryFee,
    refunded: lines.reduce((total, each) => total + each.refunded, 0),
    returnFees: 0,
    pointsSpent: 0,
    pointsRefunded: 0,
    lines,
  };
}

/** The order after a cancellation, as the statement stores it. */
function cancel(
  order: RefundableOrder,
  pieces: readonly Pieces[],
): { order: RefundableOrder; amount: number; points: number } {
  const plan = planRefund(order, pieces);
  const lines = order.lines.map((each) => {
    const part = plan.lines.find(({ lineId }) => lineId === each.id);
    if (!part) return each;
    const { quantity, amount } = part;
    return { ...each, canceled: each.canceled + quantity, refunded: each.refunded + amount };
  });
  const { amount, points } = plan;
  const sums = { refunded: order.refunded + amount, pointsRefunded: order.pointsRefunded + points };
  return { order: { ...order, ...sums, lines }, amount, points };
}

/** What single pieces of a line give back, one cancellation after the other. */
function oneByOne(order: RefundableOrder, lineId: string, pieces: number): number[] {
  let current = order;
  return Array.from({ length: pieces }, () => {
    const canceled = cancel(current, [{ lineId, quantity: 1 }]);
    current = canceled.order;
    return canceled.amount;
  });
}

describe("the refund of canceled pieces", () => {
  test("follows the documented split: 10,000 won in three pieces are 3,333, 3,333 and 3,334", () => {
    const third = line({ quantity: 3, unitPrice: 5_000, discount: 5_000 });
    const other = line({ id: "b", quantity: 1 });
    expect(oneByOne(orderOf([third, other]), "a", 3)).toEqual([3_333, 3_333, 3_334]);
  });

  test("of 7 × 3,330 won less 13 %, one piece at a time, sums to the won with the delivery fee", () => {
    const discount = Math.floor(7 * 3_330 * 0.13);
    const order = orderOf([line({ quantity: 7, unitPrice: 3_330, discount })]);
    const amounts = oneByOne(order, "a", 7);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(7 * 3_330 - discount + 3_000);
    expect(amounts.at(-1)).toBeGreaterThan(3_000);
    for (const amount of amounts.slice(0, -1)) expect(amount).toBeLessThan(3_000);
  });

  const lines = fc.array(
    fc
      .record({
        quantity: fc.integer({ min: 1, max: 12 }),
        unitPrice: fc.integer({ min: 0, max: 1_000_000_000_000 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ quantity, unitPrice, share }) => ({
        quantity,
        unitPrice,
        discount: Math.floor(quantity * unitPrice * share),
      })),
    { minLength: 1, maxLength: 4 },
  );

  test("sums to the order's total in whatever order and groups its pieces are canceled", () => {
    fc.assert(
      fc.property(lines, fc.nat(100_000), fc.infiniteStream(fc.nat(1_000)), (given, fee, choices) => {
        let order = orderOf(
          given.map((each, at) => line({ ...each, id: `${at}` })),
          fee,
        );
        const { total } = order;
        for (let left = allLeft(order.lines); left.length > 0; left = allLeft(order.lines)) {
          const chosen = left[choices.next().value % left.length];
          if (!chosen) throw new Error("there is a line left");
          const quantity = 1 + (choices.next().value % chosen.quantity);
          const canceled = cancel(order, [{ lineId: chosen.lineId, quantity }]);
          expect(canceled.amount).toBeGreaterThanOrEqual(0);
          order = canceled.order;
        }
        expect(order.refunded).toBe(total);
        for (const each of order.lines)
          expect(each.refunded).toBe(each.quantity * each.unitPrice - each.discount);
      }),
    );
  });

  test("with points gives both back in proportion, whichever pieces come first", () => {
    // 10,000 won of goods and no delivery fee: 3,000 in points, 7,000 in money.
    const order = {
      ...orderOf(
        [line({ quantity: 1, unitPrice: 4_000 }), line({ id: "b", quantity: 2, unitPrice: 3_000 })],
        0,
      ),
      total: 7_000,
      pointsSpent: 3_000,
    };
    const first = cancel(order, [{ lineId: "a", quantity: 1 }]);
    expect(first).toMatchObject({ amount: 2_800, points: 1_200 });
    expect(cancel(first.order, [{ lineId: "b", quantity: 2 }])).toMatchObject({
      amount: 4_200,
      points: 1_800,
    });
    const other = cancel(order, [{ lineId: "b", quantity: 2 }]);
    expect(other).toMatchObject({ amount: 4_200, points: 1_800 });
    expect(cancel(other.order, [{ lineId: "a", quantity: 1 }])).toMatchObject({
      amount: 2_800,
      points: 1_200,
    });
    // Staff gave 3,500 won back before: the rest is 3,500 won and 3,000 points.
    const refunded = cancel({ ...order, refunded: 3_500 }, [{ lineId: "b", quantity: 1 }]);
    expect(refunded).toMatchObject({ amount: 1_616, points: 1_384 });
  });

  test("sums to the money and the points exactly, never more of either, after refunds of staff too", () => {
    const shares = fc.record({ points: fc.double({ min: 0, max: 1, noNaN: true }), staff: fc.nat(5_000) });
    fc.assert(
      fc.property(
        lines,
        fc.nat(100_000),
        shares,
        fc.infiniteStream(fc.nat(1_000)),
        (given, fee, share, choices) => {
          const whole = orderOf(
            given.map((each, at) => line({ ...each, id: `${at}` })),
            fee,
          );
          const pointsSpent = Math.floor(whole.total * share.points);
          let order: RefundableOrder = { ...whole, total: whole.total - pointsSpent, pointsSpent };
          for (let left = allLeft(order.lines); left.length > 0; left = allLeft(order.lines)) {
            const chosen = left[choices.next().value % left.length];
            if (!chosen) throw new Error("there is a line left");
            const quantity = 1 + (choices.next().value % chosen.quantity);
            const canceled = cancel(order, [{ lineId: chosen.lineId, quantity }]);
            expect(Math.min(canceled.amount, canceled.points)).toBeGreaterThanOrEqual(0);
            order = canceled.order;
            expect(order.refunded).toBeLessThanOrEqual(order.total);
            expect(order.pointsRefunded).toBeLessThanOrEqual(pointsSpent);
            const byStaff = Math.min(share.staff, order.total - order.refunded);
            order = { ...order, refunded: order.refunded + byStaff };
          }
          expect([order.refunded, order.pointsRefunded]).toEqual([order.total, pointsSpent]);
        },
      ),
    );
  });

  test("does not give back again what staff refunded of the line or of the order", () => {
    const refunded = line({ quantity: 2, refunded: 15_000 });
    expect(oneByOne(orderOf([refunded, line({ id: "b" })]), "a", 2)).toEqual([5_000, 0]);
    const almostAll = { ...orderOf([line(), line({ id: "b" })]), refunded: 60_000 };
    expect(planRefund(almostAll, [{ lineId: "a", quantity: 1 }]).amount).toBe(3_000);
  });

  test("gives the delivery fee back with the last piece, and not while a piece is in a parcel", () => {
    expect(planRefund(orderOf([line()]), [{ lineId: "a", quantity: 3 }])).toMatchObject({
      amount: 33_000,
      whole: true,
    });
    const partlySent = orderOf([line({ shipped: 1 })]);
    expect(planRefund(partlySent, allLeft(partlySent.lines))).toMatchObject({ amount: 20_000, whole: false });
  });
});

test("more pieces than are left are named, of several entries together, and of unknown lines", () => {
  const lines = [line({ canceled: 1, shipped: 1 })];
  const wanted = mergePieces([
    { lineId: "a", quantity: 1 },
    { lineId: "a", quantity: 1 },
    { lineId: "x", quantity: 1 },
  ]);
  expect(tooMany(lines, wanted)).toEqual([
    { lineId: "a", requested: 2, left: 1 },
    { lineId: "x", requested: 1, left: 0 },
  ]);
});

describe("an amount that staff give back", () => {
  const lines = [line(), line({ id: "b", quantity: 2, unitPrice: 3_330, discount: 1, refunded: 6_000 })];
  const parts = (amount: number, ...named: NamedPart[]) => partsOfAmount(lines, amount, named);

  test("is for pieces what they cost, for a line what is left of it, and the rest for no line", () => {
    expect(parts(50_000, { lineId: "a", quantity: 2 })).toEqual([{ lineId: "a", amount: 20_000 }]);
    expect(parts(50_000, { lineId: "b", quantity: 2 })).toEqual([{ lineId: "b", amount: 659 }]);
  });

  test("that is less than the pieces cost is split by their cost; what is said comes first", () => {
    const both: NamedPart[] = [
      { lineId: "a", quantity: 1 },
      { lineId: "b", quantity: 1 },
    ];
    expect(parts(1_000, ...both)).toEqual([
      { lineId: "a", amount: 938 },
      { lineId: "b", amount: 62 },
    ]);
    expect(parts(1_000, { lineId: "a", amount: 900 }, { lineId: "a", quantity: 1 })).toEqual([
      { lineId: "a", amount: 1_000 },
    ]);
    expect(parts(500, { lineId: "a", amount: 900 }, { lineId: "b", quantity: 1 })).toEqual([
      { lineId: "a", amount: 900 },
    ]);
  });
});
