/** Bundles: what can be sold of them, and orders for bundles and parts at the same moment. */
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { isDomainError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { InventoryContext } from "./context.ts";
import { clerk, startStock, type Variant } from "./inventory.fixture.ts";
import { adjust } from "./service/adjust.ts";
import { availability } from "./service/levels.ts";
import { commit, extend, release, sweep } from "./service/reservations.ts";

const stock = await startStock();
const processes = [stock.inventory, await stock.replica()];
afterAll(() => stock.close());
beforeEach(async () => {
  await stock.published();
});

type Wanted = readonly (readonly [variant: Variant, quantity: number])[];

const processAt = (at: number): InventoryContext => processes[at % processes.length] ?? stock.inventory;
const reserve = (wanted: Wanted, at = 0, orderId = newId(), ms = 900_000) =>
  processAt(at).reserve({
    orderId,
    lines: wanted.map(([{ variantId }, quantity]) => ({ variantId, quantity })),
    until: new Date(stock.clock.now().getTime() + ms).toISOString(),
  });
const availableOf = async (...variants: readonly Variant[]): Promise<number[]> =>
  (
    await availability(
      stock.inventory,
      variants.map(({ variantId }) => variantId),
    )
  ).map(({ available }) => available);
const add = ({ sku }: Variant, delta: number) =>
  adjust(stock.inventory, { sku, delta, reason: "입고", location: "main" }, clerk);
const level = async ({ variantId }: Variant) => (await stock.levels(variantId))[0];

/** The lines of a refusal. */
const missingOf = async (attempt: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await attempt.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!isDomainError(error, "OUT_OF_STOCK")) throw error;
  return error.details.lines;
};

/** How many attempts succeeded. Any other refusal than OUT_OF_STOCK fails the test. */
async function successes(attempts: readonly Promise<unknown>[]): Promise<number> {
  const settled = await Promise.allSettled(attempts);
  for (const each of settled)
    if (each.status === "rejected" && !isDomainError(each.reason, "OUT_OF_STOCK")) throw each.reason;
  return settled.filter(({ status }) => status === "fulfilled").length;
}

describe("a bundle", () => {
  test("can be sold as often as its scarcest part allows, over all locations", async () => {
    const [cup, saucer] = [await stock.variant(4, { busan: 3 }), await stock.variant(2)];
    const set = await stock.bundle([
      [cup, 2],
      [saucer, 1],
    ]);
    expect(await availableOf(set, cup, saucer)).toEqual([2, 7, 2]);
    await add(saucer, 10);
    expect(await availableOf(set)).toEqual([3]);
    await add(saucer, -12);
    expect(await availableOf(set)).toEqual([0]);
  });

  test("reserves its parts, sells them, and gives them back", async () => {
    const [cup, saucer] = [await stock.variant(5), await stock.variant(5)];
    const set = await stock.bundle([
      [cup, 2],
      [saucer, 1],
    ]);
    const [paid, unpaid] = [newId(), newId()];
    await reserve(
      [
        [set, 1],
        [cup, 1],
      ],
      0,
      paid,
    );
    expect(await level(cup)).toMatchObject({ onHand: 5, reserved: 3 });
    expect(await level(saucer)).toMatchObject({ onHand: 5, reserved: 1 });
    expect(await level(set)).toMatchObject({ onHand: 0, reserved: 0 });
    await commit(stock.inventory, paid);
    expect(await level(cup)).toMatchObject({ onHand: 2, reserved: 0 });
    await reserve([[set, 1]], 1, unpaid);
    expect(await availableOf(set)).toEqual([0]);
    await release(stock.inventory, [unpaid]);
    expect(await availableOf(set, cup, saucer)).toEqual([1, 2, 4]);
    expect(await stock.violations()).toEqual([]);
  });

  test("that lapsed is extended by reserving the same parts again", async () => {
    const cup = await stock.variant(4);
    const set = await stock.bundle([[cup, 2]]);
    const orderId = newId();
    await reserve([[set, 2]], 0, orderId, 1_000);
    stock.advance(2_000);
    expect(await sweep(stock.inventory)).toBe(1);
    expect(await availableOf(set)).toEqual([2]);
    await extend(stock.inventory, orderId, new Date(stock.clock.now().getTime() + 60_000));
    expect(await level(cup)).toMatchObject({ reserved: 4 });
    await commit(stock.inventory, orderId);
    expect(await level(cup)).toMatchObject({ onHand: 0, reserved: 0 });
    expect(await stock.violations()).toEqual([]);
  });

  test("is refused as the line that it is; an earlier line comes first", async () => {
    const cup = await stock.variant(5);
    const set = await stock.bundle([[cup, 2]]);
    const refused = await missingOf(
      reserve([
        [cup, 2],
        [set, 2],
      ]),
    );
    expect(refused).toEqual([{ variantId: set.variantId, requested: 2, available: 1 }]);
    expect(await level(cup)).toMatchObject({ reserved: 0 });
    await reserve([
      [cup, 2],
      [set, 1],
    ]);
    expect(await level(cup)).toMatchObject({ reserved: 4 });
    expect(await missingOf(reserve([[set, 1]]))).toEqual([
      { variantId: set.variantId, requested: 1, available: 0 },
    ]);
  });

  test("publishes that it ran out or came back, also where no part did", async () => {
    const cup = await stock.variant(3);
    const set = await stock.bundle([[cup, 2]]);
    await stock.published();
    const orderId = newId();
    await reserve([[cup, 2]], 0, orderId);
    expect(await stock.published()).toEqual([[set.variantId]]);
    await release(stock.inventory, [orderId]);
    expect(await stock.published()).toEqual([[set.variantId]]);
    await add(cup, -2);
    expect(await stock.published()).toEqual([[set.variantId]]);
    await add(cup, 5);
    expect(await stock.published()).toEqual([[set.variantId]]);
    await add(cup, 1);
    expect(await stock.published()).toEqual([]);
  });
});

describe("at the same moment", () => {
  test("two bundles that share a part, and the part alone, sell exactly what is there", async () => {
    const shared = await stock.variant(60);
    const [tea, lid] = [await stock.variant(1_000), await stock.variant(1_000)];
    const [first, second] = [
      await stock.bundle([
        [shared, 1],
        [tea, 1],
      ]),
      await stock.bundle([
        [lid, 3],
        [shared, 2],
      ]),
    ];
    const attempts = Array.from({ length: 150 }, (_, at) => {
      const wanted = [first, second, shared][at % 3] ?? shared;
      return reserve([[wanted, 1]], at);
    });
    const done = await successes(attempts);
    const reservedOf = async (part: Variant) => (await level(part))?.reserved ?? 0;
    const pieces = await reservedOf(shared);
    const [firsts, seconds] = [await reservedOf(tea), (await reservedOf(lid)) / 3];
    // Each second bundle has two of the shared part, all others one.
    expect(pieces).toBe(done + seconds);
    expect(done).toBeGreaterThanOrEqual(firsts + seconds);
    expect([59, 60]).toContain(pieces);
    expect(await availableOf(second)).toEqual([0]);
    expect(await stock.violations()).toEqual([]);
  });

  test("many different bundles of one scarce part: none is sold twice, and no request fails", async () => {
    const part = await stock.variant(25);
    const sets = await Promise.all(Array.from({ length: 12 }, () => stock.bundle([[part, 1]])));
    const attempts = sets.flatMap((set, at) =>
      Array.from({ length: 10 }, (_, round) => reserve([[set, 1]], at + round)),
    );
    expect(await successes(attempts)).toBe(25);
    expect(await level(part)).toMatchObject({ onHand: 25, reserved: 25 });
    expect(await stock.violations()).toEqual([]);
  });

  test("bundles whose parts and lines stand in opposite order end without a deadlock", async () => {
    const [left, right] = [await stock.variant(40), await stock.variant(40)];
    const [forth, back] = [
      await stock.bundle([
        [left, 1],
        [right, 1],
      ]),
      await stock.bundle([
        [right, 1],
        [left, 1],
      ]),
    ];
    const attempts = Array.from({ length: 120 }, (_, at) => {
      const lines: Wanted =
        at % 2
          ? [
              [forth, 1],
              [right, 1],
            ]
          : [
              [left, 1],
              [back, 1],
            ];
      return reserve(lines, at);
    });
    const done = await successes(attempts);
    expect(done).toBeGreaterThanOrEqual(20);
    for (const part of [left, right]) expect((await level(part))?.reserved).toBeLessThanOrEqual(40);
    const total = ((await level(left))?.reserved ?? 0) + ((await level(right))?.reserved ?? 0);
    expect(total).toBe(3 * done);
    expect(await stock.violations()).toEqual([]);
  });

  test("sales, releases and corrections of a part: what is left can be sold, and not more", async () => {
    const part = await stock.variant(30);
    const set = await stock.bundle([[part, 3]]);
    const orders = Array.from({ length: 40 }, () => newId());
    const attempts = orders.map(async (orderId, at) => {
      await reserve([[set, 1]], at, orderId);
      if (at % 3 === 0) await release(processAt(at + 1), [orderId]);
      if (at % 3 === 1) await commit(processAt(at + 1), orderId);
    });
    const corrections = Array.from({ length: 6 }, () => add(part, 3));
    const [settled] = await Promise.all([successes(attempts), Promise.all(corrections)]);
    expect(settled).toBeGreaterThan(0);
    const { onHand = 0, reserved = 0 } = (await level(part)) ?? {};
    expect(await availableOf(set)).toEqual([Math.floor((onHand - reserved) / 3)]);
    expect(await stock.violations()).toEqual([]);
  });
});
