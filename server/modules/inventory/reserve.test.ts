import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { whileLocked } from "../../../tests/support/while-locked.ts";
import { prepared } from "../../platform/db/prepared.ts";
import { isDomainError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { InventoryContext } from "./context.ts";
import { startStock, type Variant } from "./inventory.fixture.ts";
import { findReservations } from "./queries.ts";
import { availability } from "./service/levels.ts";

const stock = await startStock();
afterAll(() => stock.close());

const until = (): string => new Date(stock.clock.now().getTime() + 900_000).toISOString();
const line = ({ variantId }: Variant, quantity: number) => ({ variantId, quantity });
const reserve = (
  inventory: InventoryContext,
  lines: { variantId: string; quantity: number }[],
  orderId: string = newId(),
) => inventory.reserve({ orderId, lines, until: until() });

/** Counts each outcome: "held", or the code of the refusal. */
async function outcomes(attempts: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of await Promise.allSettled(attempts)) {
    const name =
      each.status === "fulfilled"
        ? "held"
        : isDomainError(each.reason)
          ? each.reason.code
          : String(each.reason);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test("all lines are reserved, or none", async () => {
  const [a, b, c] = [await stock.variant(5), await stock.variant(1), await stock.variant(5)];
  await expect(reserve(stock.inventory, [line(a, 2), line(b, 2), line(c, 2)])).rejects.toMatchObject({
    code: "OUT_OF_STOCK",
    details: { lines: [{ variantId: b.variantId, requested: 2, available: 1 }] },
  });
  for (const each of [a, b, c]) expect(await stock.levels(each.variantId)).toMatchObject([{ reserved: 0 }]);
  await reserve(stock.inventory, [line(a, 2), line(b, 1), line(c, 5)]);
  expect(await availability(stock.inventory, [a.variantId, b.variantId, c.variantId])).toEqual([
    { variantId: a.variantId, available: 3 },
    { variantId: b.variantId, available: 0 },
    { variantId: c.variantId, available: 0 },
  ]);
});

test("a refusal names every line that is short, also variants that were never stocked", async () => {
  const [a, unknown] = [await stock.variant(1), { variantId: newId(), sku: "" }];
  await expect(reserve(stock.inventory, [line(a, 3), line(unknown, 1)])).rejects.toMatchObject({
    details: {
      lines: expect.arrayContaining([
        { variantId: a.variantId, requested: 3, available: 1 },
        { variantId: unknown.variantId, requested: 1, available: 0 },
      ]),
    },
  });
});

test("one order is served from several locations, the first of them first", async () => {
  const a = await stock.variant(3, { busan: 4 });
  await reserve(stock.inventory, [line(a, 5)]);
  expect(await stock.levels(a.variantId)).toEqual([
    { location: "busan", onHand: 4, reserved: 2 },
    { location: "main", onHand: 3, reserved: 3 },
  ]);
  await expect(reserve(stock.inventory, [line(a, 3)])).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
  await reserve(stock.inventory, [line(a, 2)]);
});

test("two lines of one variant are reserved together", async () => {
  const a = await stock.variant(3);
  await expect(reserve(stock.inventory, [line(a, 2), line(a, 2)])).rejects.toMatchObject({
    details: { lines: [{ variantId: a.variantId, requested: 4, available: 3 }] },
  });
  await reserve(stock.inventory, [line(a, 2), line(a, 1)]);
  expect(await stock.levels(a.variantId)).toMatchObject([{ reserved: 3 }]);
});

test("a repeat with the same order id is the same reservation", async () => {
  const a = await stock.variant(10);
  const orderId = newId();
  const first = await reserve(stock.inventory, [line(a, 2)], orderId);
  stock.advance(1_000);
  expect(await reserve(stock.inventory, [line(a, 2)], orderId)).toEqual(first);
  expect(await stock.levels(a.variantId)).toMatchObject([{ reserved: 2 }]);
});

test("one order reserved 40 times in parallel, by two processes, is one reservation", async () => {
  const a = await stock.variant(10, { busan: 10 });
  const [b, orderId, other] = [await stock.variant(100), newId(), await stock.replica()];
  const attempts = Array.from({ length: 40 }, (_, at) =>
    reserve(at % 2 ? other : stock.inventory, [line(b, 3), line(a, 12)], orderId),
  );
  expect(await outcomes(attempts)).toEqual({ held: 40 });
  expect(await stock.levels(a.variantId)).toMatchObject([{ reserved: 2 }, { reserved: 10 }]);
  expect(await stock.levels(b.variantId)).toMatchObject([{ reserved: 3 }]);
});

test("200 orders that name the same variants in opposite order meet no deadlock", async () => {
  const variants = await Promise.all(Array.from({ length: 6 }, () => stock.variant(1_000)));
  const other = await stock.replica();
  const attempts = Array.from({ length: 200 }, (_, at) => {
    const lines = variants.map((each) => line(each, 1));
    return reserve(at % 2 ? other : stock.inventory, at % 4 < 2 ? lines : lines.reverse());
  });
  expect(await outcomes(attempts)).toEqual({ held: 200 });
  for (const { variantId } of variants)
    expect(await stock.levels(variantId)).toMatchObject([{ reserved: 200 }]);
});

test("1,000 parallel shoppers of the last piece: exactly one gets it", async () => {
  const a = await stock.variant(1);
  const other = await stock.replica();
  const attempts = Array.from({ length: 1_000 }, (_, at) =>
    reserve(at % 2 ? other : stock.inventory, [line(a, 1)]),
  );
  expect(await outcomes(attempts)).toEqual({ held: 1, OUT_OF_STOCK: 999 });
  expect(await stock.levels(a.variantId)).toEqual([{ location: "main", onHand: 1, reserved: 1 }]);
});

// The last piece, and one order sent twice.
test("a statement that waited for another process's reads the stock again before it decides", async () => {
  const [last, plenty, other] = [await stock.variant(1), await stock.variant(9), await stock.replica()];
  const orderId = newId();
  const racing = () =>
    outcomes([stock.inventory, other].map((inventory) => reserve(inventory, [line(last, 1)])));
  const twice = () =>
    outcomes([stock.inventory, other].map((inventory) => reserve(inventory, [line(plenty, 2)], orderId)));
  const lock = ({ variantId }: Variant) =>
    `SELECT FROM inventory.stock WHERE variant_id = '${variantId}' FOR UPDATE`;
  expect(await whileLocked(stock.databaseUrl, lock(last), 2, racing)).toEqual({ held: 1, OUT_OF_STOCK: 1 });
  expect(await whileLocked(stock.databaseUrl, lock(plenty), 2, twice)).toEqual({ held: 2 });
  expect(await stock.levels(plenty.variantId)).toMatchObject([{ reserved: 2 }]);
});

test("availabilityChanged is published once, by the order that takes the last piece", async () => {
  const [a, b] = [await stock.variant(3, { busan: 1 }), await stock.variant(50)];
  await stock.published();
  await reserve(stock.inventory, [line(a, 3), line(b, 1)]);
  expect(await stock.published()).toEqual([]);
  const orderId = newId();
  await reserve(stock.inventory, [line(a, 1), line(b, 1)], orderId);
  expect(await stock.published()).toEqual([[a.variantId]]);
  await reserve(stock.inventory, [line(a, 1), line(b, 1)], orderId);
  await outcomes([reserve(stock.inventory, [line(a, 1)])]);
  expect(await stock.published()).toEqual([]);
});

test("orders that come together are served as one after the other would be", async () => {
  const [a, b] = [await stock.variant(0, { busan: 9 }), await stock.variant(50)];
  await stock.published();
  const orders = Array.from({ length: 5 }, () => newId());
  const wanted = orders.map((_, at) => [line(a, at === 0 ? 5 : 1), line(b, 2 + at)]);
  const holders = orders.map((_, at) => ({ memberId: at === 1 ? newId() : null, network: `${at}` }));
  const holderOf = (at: number) => (holders[at] ? { holder: holders[at] } : {});
  await Promise.all(
    orders.map((orderId, at) =>
      stock.inventory.reserve({ orderId, lines: wanted[at] ?? [], until: until(), ...holderOf(at) }),
    ),
  );
  expect(await stock.levels(a.variantId)).toMatchObject([{ reserved: 9 }, { reserved: 0 }]);
  expect(await stock.levels(b.variantId)).toMatchObject([{ reserved: 20 }]);
  expect(await stock.published()).toEqual([[a.variantId]]);
  for (const [at, orderId] of orders.entries()) {
    expect(await stock.holdersOf(orderId)).toEqual([holders[at], holders[at]]);
    const held = await stock.db.rows(findReservations, { orderId });
    const pieces = held.map(({ variantId, quantity }) => ({ variantId, quantity }));
    expect(pieces).toHaveLength(2);
    expect(pieces).toEqual(expect.arrayContaining(wanted[at] ?? []));
  }
});

test("of orders that come together those at fault alone are refused", async () => {
  const [scarce, plenty] = [await stock.variant(1), await stock.variant(50)];
  const attempts = [1, 2, 3, 4].map(() => reserve(stock.inventory, [line(scarce, 1), line(plenty, 1)]));
  expect(await outcomes(attempts)).toEqual({ held: 1, OUT_OF_STOCK: 3 });
  for (const { variantId } of [scarce, plenty])
    expect(await stock.levels(variantId)).toMatchObject([{ reserved: 1 }]);
});

test("an order that is asked for again, together with others, is reserved once", async () => {
  const [a, orderId] = [await stock.variant(50), newId()];
  await reserve(stock.inventory, [line(a, 2)], orderId);
  const attempts = [orderId, newId(), newId(), newId()].map((id) =>
    reserve(stock.inventory, [line(a, 2)], id),
  );
  expect(await outcomes(attempts)).toEqual({ held: 4 });
  expect(await stock.levels(a.variantId)).toMatchObject([{ reserved: 8 }]);
});

const takeAll = prepared<
  {
    orderIds: string[];
    until: Date;
    variantId: string;
    memberIds: (string | null)[];
    now: Date;
    memberOrders: number;
  },
  { emptied: string[] | null }
>(
  (p) => sql`
    SELECT inventory.take_all(${p.orderIds}::uuid[], array_fill(${p.until}::timestamptz, ARRAY[2]),
      ARRAY[1, 2], array_fill(${p.variantId}::uuid, ARRAY[2]), ARRAY[2, 3], ${p.memberIds}::uuid[],
      ARRAY[NULL, NULL]::text[], ${p.now}::timestamptz, ${p.memberOrders}::int, 9, 9, 9) AS emptied`,
);

test("orders are taken at once, unless one of them is known or their buyer may hold no more", async () => {
  const { variantId } = await stock.variant(9);
  const [now, ending] = [stock.clock.now(), new Date(until())];
  const take = async (orderIds: string[], memberIds: (string | null)[] = [null, null], memberOrders = 9) => {
    const values = { orderIds, until: ending, variantId, memberIds, now, memberOrders };
    return (await stock.db.first(takeAll, values))?.emptied;
  };
  const [member, known] = [newId(), newId()];
  expect(await take([newId(), newId()], [member, member], 1)).toBeNull();
  expect(await take([known, newId()], [member, member], 2)).toEqual([]);
  expect(await take([newId(), known])).toBeNull();
  expect(await stock.levels(variantId)).toMatchObject([{ reserved: 5 }]);
  expect(await take([newId(), newId()])).toBeNull();
  await stock.inventory.reserve({ orderId: newId(), lines: [{ variantId, quantity: 4 }], until: until() });
  expect(await stock.levels(variantId)).toMatchObject([{ reserved: 9 }]);
});

test("after all that, the stock agrees with its ledger and its reservations", async () => {
  expect(await stock.violations()).toEqual([]);
});
