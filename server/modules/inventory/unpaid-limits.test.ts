import { afterAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import type { InventoryContext } from "./context.ts";
import type { ReserveInput } from "./contract.ts";
import { startStock, type Variant } from "./inventory.fixture.ts";
import { commit, extend, release } from "./service/reservations.ts";

const UNTIL_MS = 60_000;
const stock = await startStock({
  guestPieces: 5,
  member: { orders: 3, pieces: 10 },
  network: { orders: 8, pieces: 20 },
});
const replica = await stock.replica();
afterAll(() => stock.close());

type Holder = NonNullable<ReserveInput["holder"]>;
const guestOf = (network: string): Holder => ({ memberId: null, network });
const memberOf = (memberId: string): Holder => ({ memberId, network: null });

const requestOf = (variant: Variant, quantity: number, holder?: Holder): ReserveInput => ({
  orderId: newId(),
  lines: [{ variantId: variant.variantId, quantity }],
  until: new Date(stock.clock.now().getTime() + UNTIL_MS).toISOString(),
  ...(holder ? { holder } : {}),
});

/** The order's id, or the code of the refusal. */
const tryToReserve = async (request: ReserveInput, inventory: InventoryContext = stock.inventory) =>
  inventory.reserve(request).then(
    () => "reserved",
    ({ code }: { code: string }) => code,
  );

const counts = (outcomes: readonly string[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(outcomes, (each) => each)).map(([each, all]) => [each, all?.length]),
  );

test.each([
  ["a member", () => memberOf(newId()), 3],
  ["a network", () => guestOf(newId()), 8],
])(
  "%s that orders 30 variants at once, in two processes, holds as many orders as allowed",
  async (_, holderOf, most) => {
    const holder = holderOf();
    const variants = await Promise.all(Array.from({ length: 30 }, () => stock.variant(5)));
    const outcomes = await Promise.all(
      variants.map((variant, at) =>
        tryToReserve(requestOf(variant, 1, holder), at % 2 === 0 ? stock.inventory : replica),
      ),
    );
    expect(counts(outcomes)).toEqual({ reserved: most, UNPAID_LIMIT: 30 - most });
    expect(await stock.violations()).toEqual([]);
  },
);

test("pieces count over all orders, also when they are fewer than allowed", async () => {
  const variant = await stock.variant(100);
  const member = memberOf(newId());
  expect(await tryToReserve(requestOf(variant, 6, member))).toBe("reserved");
  await expect(stock.inventory.reserve(requestOf(variant, 5, member))).rejects.toMatchObject({
    code: "UNPAID_LIMIT",
    details: { holder: "member", unit: "pieces", limit: 10, retryAfter: UNTIL_MS / 1000 },
  });
  expect(await tryToReserve(requestOf(variant, 4, member))).toBe("reserved");
});

test("an order that is larger than its holder may hold is refused as too large, for good", async () => {
  const variant = await stock.variant(100);
  for (const [holder, limit] of [
    [guestOf(newId()), 5],
    [memberOf(newId()), 10],
  ] as const) {
    await expect(stock.inventory.reserve(requestOf(variant, limit + 1, holder))).rejects.toMatchObject({
      code: "ORDER_TOO_LARGE",
      details: { limit },
    });
    expect(await tryToReserve(requestOf(variant, limit, holder))).toBe("reserved");
  }
});

test("members and networks count apart, and an order without a holder has no limit", async () => {
  const variant = await stock.variant(1_000);
  const full = memberOf(newId());
  for (let at = 0; at < 3; at += 1) await tryToReserve(requestOf(variant, 1, full));
  expect(await tryToReserve(requestOf(variant, 1, full))).toBe("UNPAID_LIMIT");
  expect(await tryToReserve(requestOf(variant, 1, memberOf(newId())))).toBe("reserved");
  expect(await tryToReserve(requestOf(variant, 1, guestOf(newId())))).toBe("reserved");
  expect(await tryToReserve(requestOf(variant, 500))).toBe("reserved");
});

test.each([
  ["committed", (orderId: string) => commit(stock.inventory, orderId)],
  ["released", (orderId: string) => release(stock.inventory, [orderId])],
])("a reservation that was %s counts no more, and names nobody", async (_, end) => {
  const variant = await stock.variant(100);
  const holder = { memberId: newId(), network: newId() };
  const requests = Array.from({ length: 3 }, () => requestOf(variant, 1, holder));
  for (const request of requests) await stock.inventory.reserve(request);
  expect(await tryToReserve(requestOf(variant, 1, holder))).toBe("UNPAID_LIMIT");
  const [first] = requests;
  await end(first?.orderId ?? "");
  expect(await stock.holdersOf(first?.orderId ?? "")).toEqual([{ memberId: null, network: null }]);
  expect(await tryToReserve(requestOf(variant, 1, holder))).toBe("reserved");
});

test("a reservation that lapsed counts no more, although no sweeper has come", async () => {
  const variant = await stock.variant(100);
  const holder = memberOf(newId());
  const requests = Array.from({ length: 3 }, () => requestOf(variant, 1, holder));
  for (const request of requests) await stock.inventory.reserve(request);
  stock.advance(UNTIL_MS + 1);
  expect(await tryToReserve(requestOf(variant, 1, holder))).toBe("reserved");
  // The payment of a lapsed order arrives: what it takes again is as good as paid.
  for (const { orderId } of requests)
    await extend(stock.inventory, orderId, new Date(stock.clock.now().getTime() + UNTIL_MS));
});

test("asking again for a reservation is the same reservation, also at the limit", async () => {
  const variant = await stock.variant(100);
  const holder = memberOf(newId());
  const requests = Array.from({ length: 3 }, () => requestOf(variant, 1, holder));
  for (const request of [...requests, ...requests]) expect(await tryToReserve(request)).toBe("reserved");
});

test("the version before reserves without a holder, beside this one", async () => {
  const variant = await stock.variant(3);
  const orderId = newId();
  const { rows } = await stock.db.pool.query(
    "SELECT * FROM inventory.reserve($1::uuid[], $2::timestamptz[], $3::int[], $4::uuid[], $5::int[])",
    [[orderId], [new Date(stock.clock.now().getTime() + UNTIL_MS)], [1], [variant.variantId], [2]],
  );
  expect(rows).toMatchObject([{ order_id: orderId, missing: null }]);
  expect(await stock.levels(variant.variantId)).toMatchObject([{ onHand: 3, reserved: 2 }]);
});
