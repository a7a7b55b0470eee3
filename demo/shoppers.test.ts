import { expect, test } from "vitest";
import { type ShopGood, simulateShoppers } from "./shoppers.ts";

const goods: ShopGood[] = Array.from({ length: 240 }, (_, at) => ({
  id: `019a1d20-0000-7000-8000-${String(at).padStart(12, "0")}`,
  brand: `brand ${at % 17}`,
  categoryIds: [`category ${at % 12}`],
  price: 1_000 * (1 + (at % 40)),
}));
const until = new Date("2026-11-29T00:00:00.000Z");
const simulate = (more: readonly ShopGood[] = goods) =>
  simulateShoppers({ goods: more, shoppers: 300, days: 120, until });

test("the same goods give the same visits, in any order of the goods", () => {
  const events = simulate();
  expect(simulate(goods.toReversed())).toEqual(events);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(events.every(({ at }) => at < until.toISOString())).toBe(true);
  expect(events.map(({ at }) => at).toSorted()).toEqual(events.map(({ at }) => at));
});

test("shoppers keep to their taste, buy some of what they see, and send some of it back", () => {
  const events = simulate();
  const count = (type: string): number => events.filter((event) => event.type === type).length;
  expect(count("view")).toBeGreaterThan(3_000);
  expect(count("purchase")).toBeGreaterThan(0.05 * count("view"));
  expect(count("purchase")).toBeLessThan(0.4 * count("view"));
  expect(count("refund")).toBeGreaterThan(0);
  const categoryOf = new Map(goods.map(({ id, categoryIds }) => [id, categoryIds[0]]));
  const byVisitor = Map.groupBy(events, ({ visitorId }) => visitorId);
  const tastes = [...byVisitor.values()].map(
    (own) => new Set(own.map(({ productId }) => categoryOf.get(productId))).size,
  );
  expect(Math.max(...tastes)).toBeLessThanOrEqual(3);
});

test("a shop without goods has no visits", () => {
  expect(simulate([])).toEqual([]);
});
