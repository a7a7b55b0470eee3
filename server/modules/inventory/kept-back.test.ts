/** Safety stock and back-orders as reservations see them, over several locations. */
import { afterAll, expect, test } from "vitest";
import { writeEtag } from "../../platform/http/edit-version.ts";
import { newId } from "../../platform/ids.ts";
import { clerk, startStock, type Variant } from "./inventory.fixture.ts";
import { editedContent, type LevelSettings } from "./level-settings.ts";
import { availability, getLevels } from "./service/levels.ts";
import { commit, extend, release } from "./service/reservations.ts";
import { setLevel } from "./service/set-level.ts";

const stock = await startStock();
afterAll(() => stock.close());

async function reserve({ variantId }: Variant, quantity: number): Promise<string> {
  const orderId = newId();
  const until = new Date(stock.clock.now().getTime() + 900_000).toISOString();
  await stock.inventory.reserve({ orderId, lines: [{ variantId, quantity }], until });
  return orderId;
}
async function set({ sku }: Variant, location: string, change: Partial<LevelSettings>): Promise<void> {
  const ifMatch = writeEtag(editedContent(await getLevels(stock.inventory, sku)));
  await setLevel(stock.inventory, { sku, location, ifMatch, change }, clerk);
}
const availableOf = async ({ variantId }: Variant) => {
  const [level] = await availability(stock.inventory, [variantId]);
  return level;
};
const reservedAt = async ({ variantId }: Variant) =>
  Object.fromEntries((await stock.levels(variantId)).map(({ location, reserved }) => [location, reserved]));

test("a location that keeps back more than it has takes nothing from the others", async () => {
  const a = await stock.variant(2, { busan: 4 });
  await set(a, "main", { safety: 5 });
  expect(await availableOf(a)).toEqual({ variantId: a.variantId, available: 4 });
  await expect(reserve(a, 5)).rejects.toMatchObject({
    code: "OUT_OF_STOCK",
    details: { lines: [{ requested: 5, available: 4 }] },
  });
  await reserve(a, 4);
  expect(await reservedAt(a)).toEqual({ main: 0, busan: 4 });
});

test("an order is served from goods that lie somewhere, and owed only the rest", async () => {
  const a = await stock.variant(2, { busan: 3 });
  await set(a, "main", { backOrders: true, expectedAt: "2026-12-24" });
  await reserve(a, 4);
  expect(await reservedAt(a)).toEqual({ main: 2, busan: 2 });
  const owed = await reserve(a, 6);
  expect(await reservedAt(a)).toEqual({ main: 7, busan: 3 });
  expect(await availableOf(a)).toEqual({
    variantId: a.variantId,
    available: 999,
    backOrder: { expectedAt: "2026-12-24" },
  });
  await commit(stock.inventory, owed);
  expect(await stock.levels(a.variantId)).toEqual([
    { location: "busan", onHand: 2, reserved: 2 },
    { location: "main", onHand: -3, reserved: 2 },
  ]);
});

test("a back-order that lapsed and is reserved again is owed once", async () => {
  const a = await stock.variant(2);
  await set(a, "main", { backOrders: true });
  const orderId = await reserve(a, 5);
  await release(stock.inventory, [orderId]);
  const until = new Date(stock.clock.now().getTime() + 900_000);
  await extend(stock.inventory, orderId, until);
  expect(await reservedAt(a)).toEqual({ main: 5 });
  expect(await stock.violations()).toEqual([]);
});

test("with goods at hand, back-orders are not yet told of", async () => {
  const a = await stock.variant(2);
  await set(a, "main", { backOrders: true });
  expect(await availableOf(a)).toEqual({ variantId: a.variantId, available: 999 });
});

test("availabilityChanged is published when a setting or an order crosses what can be sold", async () => {
  const a = await stock.variant(3, { busan: 1 });
  await set(a, "busan", { safety: 1 });
  await stock.published();
  await set(a, "main", { safety: 2 });
  expect(await stock.published()).toEqual([]);
  const last = await reserve(a, 1);
  expect(await stock.published()).toEqual([[a.variantId]]);
  await release(stock.inventory, [last]);
  expect(await stock.published()).toEqual([[a.variantId]]);
  await set(a, "main", { safety: 3 });
  expect(await stock.published()).toEqual([[a.variantId]]);
  await set(a, "main", { backOrders: true });
  expect(await stock.published()).toEqual([[a.variantId]]);
  await release(stock.inventory, [await reserve(a, 50)]);
  expect(await stock.published()).toEqual([]);
  await set(a, "main", { backOrders: false });
  expect(await stock.published()).toEqual([[a.variantId]]);
});

test("after all that, the stock agrees with its ledger and its reservations", async () => {
  expect(await stock.violations()).toEqual([]);
});
