/** Staff, sweepers and shoppers change the same stock at once, in several processes. */
import { afterAll, expect, test } from "vitest";
import { isDomainError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { InventoryContext } from "./context.ts";
import type { ReserveInput } from "./contract.ts";
import { clerk, startStock, type Variant } from "./inventory.fixture.ts";
import { adjust } from "./service/adjust.ts";
import { countStock } from "./service/count-stock.ts";
import { sweep } from "./service/reservations.ts";
import { transfer } from "./service/transfer.ts";

const stock = await startStock();
const processes = [stock.inventory, await stock.replica(), await stock.replica()];
afterAll(() => stock.close());

const processAt = (at: number): InventoryContext => processes[at % processes.length] ?? stock.inventory;
const times = <Result>(count: number, work: (at: number) => Promise<Result>): Promise<Result>[] =>
  Array.from({ length: count }, (_, at) => work(at));

const requestOf = (variants: readonly Variant[], ms: number): ReserveInput => ({
  orderId: newId(),
  lines: variants.map(({ variantId }) => ({ variantId, quantity: 1 })),
  until: new Date(stock.clock.now().getTime() + ms).toISOString(),
});
const reserve = (inventory: InventoryContext, variants: readonly Variant[], ms = 900_000) =>
  inventory.reserve(requestOf(variants, ms));

/** As a client does: a busy database (503) is asked again, for the same order. */
async function reservePatiently(inventory: InventoryContext, request: ReserveInput): Promise<void> {
  try {
    await inventory.reserve(request);
  } catch (error) {
    if (!isDomainError(error, "DATABASE_UNAVAILABLE")) throw error;
    await reservePatiently(inventory, request);
  }
}

/** Counts each outcome: "done", or the code of the refusal. Any other error fails the test. */
async function outcomes(attempts: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of await Promise.allSettled(attempts)) {
    if (each.status === "rejected" && !isDomainError(each.reason)) throw each.reason;
    const name = each.status === "fulfilled" ? "done" : each.reason.code;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

async function totalOf({ variantId }: Variant) {
  const levels = await stock.levels(variantId);
  const sum = (of: "onHand" | "reserved") => levels.reduce((all, level) => all + level[of], 0);
  return { onHand: sum("onHand"), reserved: sum("reserved") };
}

test("10,000 requests for a hot SKU of 1,000, at two processes: exactly 1,000", async () => {
  const hot = await stock.variant(1_000);
  const attempts = times(10_000, (at) => reservePatiently(processAt(at % 2), requestOf([hot], 900_000)));
  expect(await outcomes(attempts)).toEqual({ done: 1_000, OUT_OF_STOCK: 9_000 });
  expect(await totalOf(hot)).toEqual({ onHand: 1_000, reserved: 1_000 });
});

test("fifty sweepers at once release each lapsed reservation exactly once", async () => {
  const variants = [
    await stock.variant(60, { busan: 60 }),
    await stock.variant(200),
    await stock.variant(200),
  ];
  const lapsing = times(120, (at) =>
    reserve(processAt(at), at % 2 ? variants : variants.toReversed(), 1_000),
  );
  const kept = times(10, (at) => reserve(processAt(at), variants.slice(1)));
  await Promise.all([...lapsing, ...kept]);
  stock.advance(2_000);
  await Promise.all(times(50, (at) => sweep(processAt(at))));
  expect(await Promise.all(variants.map(totalOf))).toEqual([
    { onHand: 120, reserved: 0 },
    { onHand: 200, reserved: 10 },
    { onHand: 200, reserved: 10 },
  ]);
});

test("adjustments and orders take each of fifty pieces once", async () => {
  const a = await stock.variant(30, { busan: 20 });
  const orders = times(60, (at) => reserve(processAt(at), [a]));
  const adjustments = times(40, (at) => {
    const location = at % 2 ? "main" : "busan";
    return adjust(processAt(at), { sku: a.sku, location, delta: -1, reason: "파손" }, clerk);
  });
  const [ordered, adjusted] = await Promise.all([outcomes(orders), outcomes(adjustments)]);
  const { onHand, reserved } = await totalOf(a);
  expect(Object.keys({ ...ordered, ...adjusted }).sort()).toEqual([
    "OUT_OF_STOCK",
    "STOCK_BELOW_RESERVED",
    "done",
  ]);
  expect({ onHand, reserved }).toEqual({ onHand: 50 - (adjusted.done ?? 0), reserved: ordered.done });
  // Whatever was refused was refused because nothing was left.
  expect(onHand).toBe(reserved);
});

test("transfers in both directions hide no piece from the orders that arrive meanwhile", async () => {
  const a = await stock.variant(30);
  const orders = times(60, (at) => reserve(processAt(at), [a]));
  const transfers = times(40, (at) => {
    const [from, to] = at % 2 ? ["main", "busan"] : ["busan", "main"];
    const order = { sku: a.sku, from: from ?? "", to: to ?? "", quantity: 1 + (at % 5), reason: "이동" };
    return transfer(processAt(at), order, clerk);
  });
  const [ordered, moved] = await Promise.all([outcomes(orders), outcomes(transfers)]);
  expect(ordered).toEqual({ done: 30, OUT_OF_STOCK: 30 });
  expect(Object.keys(moved).sort()).toEqual(["STOCK_BELOW_RESERVED", "done"]);
  expect(await totalOf(a)).toEqual({ onHand: 30, reserved: 30 });
});

test("stock-takes of the same SKUs in opposite order meet no deadlock, with orders between", async () => {
  const variants = [await stock.variant(500), await stock.variant(500), await stock.variant(500)];
  const counts = times(30, (at) => {
    const lines = variants.map(({ sku }) => ({ sku, location: "main", counted: 9 + (at % 3), expected: 10 }));
    return countStock(processAt(at), { reason: "실사", lines: at % 2 ? lines : lines.reverse() }, clerk);
  });
  const orders = times(60, (at) => reserve(processAt(at), at % 2 ? variants : variants.toReversed()));
  expect(await outcomes([...counts, ...orders])).toEqual({ done: 90 });
  // As many lost a piece as found one.
  for (const each of variants) expect(await totalOf(each)).toEqual({ onHand: 500, reserved: 60 });
});

test("after all that, the stock agrees with its ledger and its reservations", async () => {
  expect(await stock.violations()).toEqual([]);
});
