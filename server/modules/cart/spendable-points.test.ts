import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPayable, spendPoints } from "./spendable-points.ts";

const rule = { minimum: 1, unit: 1, leastPayment: 100 };
const member = (available: number) => ({ isMember: true, available });

describe("points of an order", () => {
  test("are spent as asked, up to the balance and the total", () => {
    expect(spendPoints(500, 10_000, member(3_000), rule)).toEqual({ spent: 500, most: 3_000, refused: null });
    expect(spendPoints(10_000, 10_000, member(30_000), rule)).toMatchObject({ spent: 10_000, refused: null });
    expect(spendPoints(3_001, 10_000, member(3_000), rule)).toMatchObject({
      spent: 0,
      refused: "NOT_ENOUGH",
    });
    expect(spendPoints(10_001, 10_000, member(30_000), rule)).toMatchObject({ refused: "MORE_THAN_TOTAL" });
  });

  test("are for members; a guest who asks for none is not refused", () => {
    const guest = { isMember: false, available: 0 };
    expect(spendPoints(1, 10_000, guest, rule)).toEqual({ spent: 0, most: 0, refused: "MEMBERS_ONLY" });
    expect(spendPoints(0, 10_000, guest, rule)).toEqual({ spent: 0, most: 0, refused: null });
  });

  test("keep to the shop's minimum and unit", () => {
    const strict = { minimum: 1_000, unit: 100, leastPayment: 100 };
    expect(spendPoints(900, 10_000, member(3_000), strict)).toMatchObject({ refused: "TOO_FEW" });
    expect(spendPoints(1_050, 10_000, member(3_000), strict)).toMatchObject({ refused: "WRONG_UNIT" });
    expect(spendPoints(0, 10_000, member(999), strict).most).toBe(0);
    expect(spendPoints(0, 12_345, member(30_000), strict).most).toBe(12_200);
  });

  test("are offered so many that the rest is nothing or can be paid, and never refused then", () => {
    const amounts = fc.nat(50_000);
    const rules = fc.record({
      minimum: fc.integer({ min: 1, max: 2_000 }),
      unit: fc.constantFrom(1, 10, 100),
      leastPayment: fc.constantFrom(0, 100, 1_000),
    });
    fc.assert(
      fc.property(amounts, amounts, rules, (total, available, given) => {
        const { most } = spendPoints(0, total, member(available), given);
        expect(most).toBeLessThanOrEqual(Math.min(total, available));
        if (most > 0) expect(isPayable(total - most, given.leastPayment)).toBe(true);
        expect(spendPoints(most, total, member(available), given)).toEqual({
          spent: most,
          most,
          refused: null,
        });
      }),
    );
  });
});
