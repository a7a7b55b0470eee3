/** Goods of canceled lines come back: once, to where they came from, with ledger rows. */
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { writeEtag } from "../../platform/http/edit-version.ts";
import { newId } from "../../platform/ids.ts";
import { clerk, startStock, type Variant } from "./inventory.fixture.ts";
import { partsContent, setParts } from "./service/bundles.ts";
import { commit, takeBack } from "./service/reservations.ts";

const stock = await startStock();
afterAll(() => stock.close());
beforeEach(async () => {
  await stock.published();
});

type Bought = readonly (readonly [variant: Variant, bought: number, kept: number])[];

async function reserve(wanted: Bought): Promise<string> {
  const orderId = newId();
  await stock.inventory.reserve({
    orderId,
    lines: wanted.map(([{ variantId }, quantity]) => ({ variantId, quantity })),
    until: new Date(stock.clock.now().getTime() + 900_000).toISOString(),
  });
  return orderId;
}

async function sell(wanted: Bought): Promise<string> {
  const orderId = await reserve(wanted);
  await commit(stock.inventory, orderId);
  return orderId;
}

const keep = (orderId: string, lines: Bought) =>
  takeBack(
    stock.inventory,
    orderId,
    lines.map(([{ variantId }, bought, kept]) => ({ variantId, bought, kept })),
  );
const onHand = async ({ variantId }: Variant) => (await stock.levels(variantId)).map((level) => level.onHand);

describe("what an order does not keep", () => {
  test("comes back once, however often and in whatever order it is told", async () => {
    const cup = await stock.variant(5);
    const orderId = await sell([[cup, 4, 4]]);
    await keep(orderId, [[cup, 4, 2]]);
    await keep(orderId, [[cup, 4, 2]]);
    await keep(orderId, [[cup, 4, 3]]);
    expect(await onHand(cup)).toEqual([3]);
    await Promise.all(Array.from({ length: 8 }, () => keep(orderId, [[cup, 4, 0]])));
    expect(await onHand(cup)).toEqual([5]);
    expect(await stock.violations()).toEqual([]);
  });

  test("comes back to the locations that it was taken from", async () => {
    const cup = await stock.variant(1, { busan: 3 });
    const orderId = await sell([[cup, 3, 3]]);
    await keep(orderId, [[cup, 3, 2]]);
    expect(await onHand(cup)).toEqual([2, 0]);
    await keep(orderId, [[cup, 3, 0]]);
    expect(await onHand(cup)).toEqual([3, 1]);
    expect(await stock.violations()).toEqual([]);
  });

  test("is told to others when something can be sold again", async () => {
    const cup = await stock.variant(2);
    const orderId = await sell([[cup, 2, 2]]);
    await stock.published();
    await keep(orderId, [[cup, 2, 1]]);
    await keep(orderId, [[cup, 2, 0]]);
    expect(await stock.published()).toEqual([[cup.variantId]]);
  });

  test("is released when it was not counted as sold yet", async () => {
    const cup = await stock.variant(2);
    const orderId = await reserve([[cup, 2, 2]]);
    await keep(orderId, [[cup, 2, 0]]);
    expect(await stock.levels(cup.variantId)).toMatchObject([{ onHand: 2, reserved: 0 }]);
    expect(await stock.violations()).toEqual([]);
  });

  test("of a bundle are its parts, beside those of another line", async () => {
    const [cup, saucer] = [await stock.variant(10), await stock.variant(10)];
    const set = await stock.bundle([
      [cup, 2],
      [saucer, 1],
    ]);
    const orderId = await sell([
      [set, 2, 2],
      [cup, 1, 1],
    ]);
    await keep(orderId, [
      [set, 2, 1],
      [cup, 1, 1],
    ]);
    expect([await onHand(cup), await onHand(saucer)]).toEqual([[7], [9]]);
    expect(await stock.violations()).toEqual([]);
  });

  test("of a bundle with other parts by now stays out until the order keeps nothing", async () => {
    const [cup, saucer] = [await stock.variant(4), await stock.variant(4)];
    const set = await stock.bundle([[cup, 1]]);
    const orderId = await sell([[set, 2, 2]]);
    await setParts(
      stock.inventory,
      {
        sku: set.sku,
        parts: [{ sku: saucer.sku, quantity: 1 }],
        ifMatch: writeEtag(partsContent([{ sku: cup.sku, quantity: 1 }])),
      },
      clerk,
    );
    await keep(orderId, [[set, 2, 1]]);
    expect([await onHand(cup), await onHand(saucer)]).toEqual([[2], [4]]);
    await keep(orderId, [[set, 2, 0]]);
    expect([await onHand(cup), await onHand(saucer)]).toEqual([[4], [4]]);
    expect(await stock.violations()).toEqual([]);
  });
});
