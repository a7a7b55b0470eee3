import { afterAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { clerk, startStock, type Variant } from "./inventory.fixture.ts";
import { adjust } from "./service/adjust.ts";
import { commit, extend, forgetReleased, release, sweep } from "./service/reservations.ts";
import { sold } from "./service/sold.ts";

const RESERVATION_MS = 900_000;
const DAY_MS = 24 * 3_600_000;
const stock = await startStock();
afterAll(() => stock.close());

const inFuture = (ms: number): Date => new Date(stock.clock.now().getTime() + ms);

async function reserve(lines: readonly (readonly [Variant, number])[], ms = RESERVATION_MS): Promise<string> {
  const orderId = newId();
  await stock.inventory.reserve({
    orderId,
    lines: lines.map(([{ variantId }, quantity]) => ({ variantId, quantity })),
    until: inFuture(ms).toISOString(),
  });
  return orderId;
}

async function levelOf({ variantId }: Variant) {
  const [level] = await stock.levels(variantId);
  return level && [level.onHand, level.reserved];
}

test("releasing gives the reserved stock back, once", async () => {
  const [a, b] = [await stock.variant(5), await stock.variant(5)];
  const [orderId] = [
    await reserve([
      [a, 2],
      [b, 3],
    ]),
    await reserve([[a, 1]]),
  ];
  for (let time = 0; time < 3; time += 1) await release(stock.inventory, [orderId]);
  expect([await levelOf(a), await levelOf(b)]).toEqual([
    [5, 1],
    [5, 0],
  ]);
});

test("committing takes the reserved pieces out of the stock once, with a ledger row", async () => {
  const a = await stock.variant(5);
  const orderId = await reserve([[a, 2]]);
  await Promise.all(Array.from({ length: 5 }, () => commit(stock.inventory, orderId)));
  expect(await levelOf(a)).toEqual([3, 0]);
  await release(stock.inventory, [orderId]);
  expect(await levelOf(a)).toEqual([3, 0]);
});

test("releasing without a reservation changes nothing; committing without one is an error", async () => {
  await release(stock.inventory, [newId()]);
  await expect(commit(stock.inventory, newId())).rejects.toMatchObject({ code: "UNKNOWN_HOLD" });
});

test("a reservation that lapsed before its commit is still committed", async () => {
  const a = await stock.variant(5);
  const orderId = await reserve([[a, 2]], 1_000);
  stock.advance(2_000);
  await sweep(stock.inventory);
  await commit(stock.inventory, orderId);
  expect(await levelOf(a)).toEqual([3, 0]);
});

test("the sweeper releases lapsed reservations and no others", async () => {
  const a = await stock.variant(9);
  await reserve([[a, 4]], 1_000);
  await reserve([[a, 3]], 60_000);
  await sweep(stock.inventory);
  expect(await levelOf(a)).toEqual([9, 7]);
  stock.advance(2_000);
  await sweep(stock.inventory);
  expect(await levelOf(a)).toEqual([9, 3]);
});

test("five sweepers at once release each lapsed reservation exactly once", async () => {
  const variants = await Promise.all([stock.variant(100), stock.variant(100), stock.variant(100)]);
  await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      reserve(
        variants.map((each, which) => [each, 1 + ((at + which) % 2)]),
        1_000,
      ),
    ),
  );
  stock.advance(2_000);
  const sweepers = [
    stock.inventory,
    await stock.replica(),
    stock.inventory,
    await stock.replica(),
    stock.inventory,
  ];
  await Promise.all(sweepers.map(sweep));
  for (const each of variants) expect(await levelOf(each)).toEqual([100, 0]);
  expect(await stock.violations()).toEqual([]);
});

test("extending never shortens a reservation", async () => {
  const a = await stock.variant(5);
  const orderId = await reserve([[a, 2]], 60_000);
  const later = inFuture(120_000);
  expect(await extend(stock.inventory, orderId, later)).toEqual({ orderId, expiresAt: later.toISOString() });
  expect(await extend(stock.inventory, orderId, inFuture(1_000))).toEqual({
    orderId,
    expiresAt: later.toISOString(),
  });
  stock.advance(90_000);
  await sweep(stock.inventory);
  expect(await levelOf(a)).toEqual([5, 2]);
});

test("extending a lapsed reservation reserves the stock again", async () => {
  const a = await stock.variant(2);
  const orderId = await reserve([[a, 2]], 1_000);
  stock.advance(2_000);
  await sweep(stock.inventory);
  await extend(stock.inventory, orderId, inFuture(RESERVATION_MS));
  expect(await levelOf(a)).toEqual([2, 2]);
});

test("extending a lapsed reservation is OUT_OF_STOCK when other orders have the stock now", async () => {
  const a = await stock.variant(2);
  const orderId = await reserve([[a, 2]], 1_000);
  stock.advance(2_000);
  await sweep(stock.inventory);
  const other = await reserve([[a, 1]]);
  await expect(extend(stock.inventory, orderId, inFuture(RESERVATION_MS))).rejects.toMatchObject({
    code: "OUT_OF_STOCK",
    details: { lines: [{ variantId: a.variantId, requested: 2, available: 1 }] },
  });
  await release(stock.inventory, [other]);
  await extend(stock.inventory, orderId, inFuture(RESERVATION_MS));
  expect(await levelOf(a)).toEqual([2, 2]);
});

test("a reservation made again at another location keeps its quantity after it lapses", async () => {
  const a = await stock.variant(3, { busan: 3 });
  const orderId = await reserve([[a, 3]], 1_000);
  stock.advance(2_000);
  await sweep(stock.inventory);
  const other = await reserve([[a, 3]]);
  await extend(stock.inventory, orderId, inFuture(1_000));
  stock.advance(2_000);
  await sweep(stock.inventory);
  await release(stock.inventory, [other]);
  await extend(stock.inventory, orderId, inFuture(RESERVATION_MS));
  const levels = await stock.levels(a.variantId);
  expect(levels.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(3);
});

test("extending a committed reservation changes nothing; an unknown one is UNKNOWN_HOLD", async () => {
  const a = await stock.variant(2);
  const orderId = await reserve([[a, 1]]);
  await commit(stock.inventory, orderId);
  await extend(stock.inventory, orderId, inFuture(RESERVATION_MS));
  expect(await levelOf(a)).toEqual([1, 0]);
  await expect(extend(stock.inventory, newId(), inFuture(RESERVATION_MS))).rejects.toMatchObject({
    code: "UNKNOWN_HOLD",
  });
});

test("sweepers that race with extensions lose no piece, count none twice, and fail no request", async () => {
  const variants = await Promise.all(Array.from({ length: 4 }, () => stock.variant(1_000)));
  const other = await stock.replica();
  for (let round = 0; round < 5; round += 1) {
    const orderIds = await Promise.all(
      Array.from({ length: 30 }, () =>
        reserve(
          variants.map((each) => [each, 1]),
          1_000,
        ),
      ),
    );
    stock.advance(2_000);
    const until = inFuture(RESERVATION_MS);
    await Promise.all([
      ...orderIds.map((orderId, at) => extend(at % 2 ? other : stock.inventory, orderId, until)),
      ...Array.from({ length: 5 }, (_, at) => sweep(at % 2 ? other : stock.inventory)),
    ]);
    for (const each of variants) expect(await levelOf(each)).toEqual([1_000, 30]);
    await release(stock.inventory, orderIds);
  }
  expect(await stock.violations()).toEqual([]);
});

test("availabilityChanged is published exactly when the sum of all locations crosses zero", async () => {
  const a = await stock.variant(2, { busan: 1 });
  const first = await reserve([[a, 2]]);
  await stock.published();
  await release(stock.inventory, [first]);
  expect(await stock.published()).toEqual([]);
  const all = await reserve([[a, 3]]);
  expect(await stock.published()).toEqual([[a.variantId]]);
  await release(stock.inventory, [all]);
  expect(await stock.published()).toEqual([[a.variantId]]);
  const sold = await reserve([[a, 3]]);
  await stock.published();
  await commit(stock.inventory, sold);
  expect(await stock.published()).toEqual([]);
});

test("an adjustment publishes availabilityChanged exactly when the sum crosses zero", async () => {
  const a = await stock.variant(1, { busan: 1 });
  const change = (location: string, delta: number) =>
    adjust(stock.inventory, { sku: a.sku, location, delta, reason: "count" }, clerk);
  await stock.published();
  await change("main", -1);
  expect(await stock.published()).toEqual([]);
  await change("busan", -1);
  expect(await stock.published()).toEqual([[a.variantId]]);
  await change("main", 5);
  expect(await stock.published()).toEqual([[a.variantId]]);
  await change("busan", 5);
  expect(await stock.published()).toEqual([]);
});

test("after all that, the stock agrees with its ledger and its reservations", async () => {
  expect(await stock.violations()).toEqual([]);
});

test("released reservations are forgotten after 90 days; held and committed ones stay", async () => {
  const a = await stock.variant(9);
  const [released, committed] = [await reserve([[a, 1]]), await reserve([[a, 2]])];
  await release(stock.inventory, [released]);
  await commit(stock.inventory, committed);
  const held = await reserve([[a, 3]], 100 * DAY_MS);
  const left = async () =>
    (await Promise.all([released, committed, held].map((id) => stock.holdersOf(id)))).map(
      (rows) => rows.length,
    );
  stock.advance(89 * DAY_MS);
  await forgetReleased(stock.inventory);
  expect(await left()).toEqual([1, 1, 1]);
  stock.advance(2 * DAY_MS);
  await forgetReleased(stock.inventory);
  expect(await left()).toEqual([0, 1, 1]);
  expect(await levelOf(a)).toEqual([7, 3]);
  expect(await stock.violations()).toEqual([]);
});

test("what was sold since a moment is told by variant, a page after the other", async () => {
  const [a, b] = [await stock.variant(9), await stock.variant(9)];
  // The ledger has the time of the database, not of the clock that these tests move.
  const since = new Date(Date.now() - 60_000);
  for (const lines of [
    [
      [a, 2],
      [b, 1],
    ],
    [[a, 3]],
  ] as const)
    await commit(stock.inventory, await reserve(lines));
  await reserve([[b, 4]]);
  await adjust(stock.inventory, { sku: a.sku, location: "main", delta: -1, reason: "파손" }, clerk);
  const own = new Set([a.variantId, b.variantId]);
  const { variants, next } = await sold(stock.db, since, null);
  expect(next).toBeNull();
  expect(
    new Map(
      variants.filter(({ variantId }) => own.has(variantId)).map((each) => [each.variantId, each.pieces]),
    ),
  ).toEqual(
    new Map([
      [a.variantId, 5],
      [b.variantId, 1],
    ]),
  );
  const last = variants.at(-1)?.variantId ?? "";
  expect((await sold(stock.db, since, last)).variants).toEqual([]);
});
