import { expect, test } from "vitest";
import { isLow, type Level, totalOf } from "./level.ts";

const level = (fields: Partial<Level>): Level => ({
  location: "main",
  onHand: 0,
  reserved: 0,
  safety: 0,
  lowAt: null,
  backOrders: false,
  expectedAt: null,
  ...fields,
});

test("a location that keeps back more than it has takes nothing from the others", () => {
  expect(totalOf([level({ onHand: 2, safety: 5 }), level({ onHand: 9, reserved: 3, safety: 1 })])).toEqual({
    onHand: 11,
    reserved: 3,
    available: 5,
    low: false,
  });
});

test("a level is low at its threshold and below, counted without what is reserved or kept back", () => {
  const at = (onHand: number) => isLow(level({ onHand, reserved: 2, safety: 1, lowAt: 3 }));
  expect([at(7), at(6), at(5), at(-9)]).toEqual([false, true, true, true]);
  expect(isLow(level({ onHand: 0 }))).toBe(false);
});
