import { expect, test } from "vitest";
import { differencesBetween } from "../../platform/http/edit-version.ts";
import type { Level } from "./level.ts";
import { editedContent, withSettings } from "./level-settings.ts";

const level = (location: string, fields: Partial<Level> = {}): Level => ({
  location,
  onHand: 5,
  reserved: 0,
  safety: 0,
  lowAt: null,
  backOrders: false,
  expectedAt: null,
  ...fields,
});

test("goods that come, also to another location, make no edit stale; a setting does", () => {
  const before = editedContent([level("main", { safety: 2 })]);
  expect(editedContent([level("main", { safety: 2, onHand: 9 }), level("busan")])).toEqual(before);
  const after = editedContent([level("main"), level("busan", { lowAt: 1 })]);
  const settings = { safety: 0, lowAt: null, backOrders: false, expectedAt: null };
  expect(differencesBetween(before, after)).toEqual([
    { pointer: "/main", was: { ...settings, safety: 2 }, now: null },
    { pointer: "/busan", was: null, now: { ...settings, lowAt: 1 } },
  ]);
});

test("the order in which levels come, as a moved location changes it, makes no edit stale", () => {
  const levels = [level("main", { safety: 2 }), level("busan", { lowAt: 1 })];
  expect(JSON.stringify(editedContent(levels.toReversed()))).toBe(JSON.stringify(editedContent(levels)));
});

test("a change keeps the other settings; the day ends with the back-orders", () => {
  const waiting = level("main", { safety: 1, lowAt: 3, backOrders: true, expectedAt: "2026-12-24" });
  expect(withSettings(waiting, { lowAt: null })).toEqual({
    safety: 1,
    lowAt: null,
    backOrders: true,
    expectedAt: "2026-12-24",
  });
  expect(withSettings(waiting, { backOrders: false })).toMatchObject({ expectedAt: null, safety: 1 });
  expect(withSettings(undefined, { backOrders: true, expectedAt: "2026-12-24" })).toMatchObject({
    backOrders: true,
    expectedAt: "2026-12-24",
    safety: 0,
  });
});

test("a day without back-orders is refused", () => {
  expect(() => withSettings(level("main"), { expectedAt: "2026-12-24" })).toThrow(
    expect.objectContaining({ code: "INVALID_INPUT" }),
  );
});
