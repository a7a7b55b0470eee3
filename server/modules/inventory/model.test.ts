/** The module against a plain model: whatever is asked of it, in whatever order and at the same time. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isDomainError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { InventoryContext } from "./context.ts";
import { clerk, type Stock, startStock, type Variant } from "./inventory.fixture.ts";
import { adjust, commit, extend, release, sweep } from "./service.ts";

let stock: Stock;
let processes: InventoryContext[];
beforeAll(async () => {
  stock = await startStock();
  processes = [stock.inventory, await stock.replica()];
});
afterAll(() => stock.close());

const order = fc.nat({ max: 3 });
const variant = fc.nat({ max: 2 });
const hold = fc.nat({ max: 1 }).map((which) => [500, 5_000][which] ?? 0);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("reserve" as const),
      order,
      hold,
      lines: fc.array(fc.record({ variant, quantity: fc.integer({ min: 1, max: 4 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("keep" as const), order, hold }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("release" as const), order }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("settle" as const), order }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sweep" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("adjust" as const),
      variant,
      delta: fc.integer({ min: -5, max: 5 }),
      location: fc.constantFrom("main", "busan"),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What may be refused; anything else is a failure of ours. */
const refusals = new Set(["OUT_OF_STOCK", "UNKNOWN_HOLD", "STOCK_BELOW_RESERVED", "UNKNOWN_LOCATION"]);

async function run(
  inventory: InventoryContext,
  each: Step,
  orders: readonly string[],
  variants: readonly Variant[],
) {
  const orderId = "order" in each ? (orders[each.order] ?? "") : "";
  const until = "hold" in each ? new Date(stock.clock.now().getTime() + each.hold) : stock.clock.now();
  switch (each.kind) {
    case "reserve": {
      const lines = each.lines.map((line) => ({
        variantId: variants[line.variant]?.variantId ?? "",
        quantity: line.quantity,
      }));
      return inventory.reserve({ orderId, lines, until: until.toISOString() });
    }
    case "keep":
      return extend(inventory, orderId, until);
    case "release":
      return release(inventory, [orderId]);
    case "settle":
      return commit(inventory, orderId);
    case "sweep":
      return sweep(inventory);
    case "wait":
      return stock.advance(1_000);
    case "adjust": {
      const { delta, location } = each;
      const sku = variants[each.variant]?.sku ?? "";
      return adjust(inventory, { sku, delta, location, reason: "count" }, clerk);
    }
  }
}

const attempt = (
  inventory: InventoryContext,
  each: Step,
  orders: readonly string[],
  variants: readonly Variant[],
) =>
  run(inventory, each, orders, variants).then(
    () => "done",
    (error: unknown) => {
      if (isDomainError(error) && refusals.has(error.code)) return error.code;
      throw error;
    },
  );

const world = async () => ({
  orders: Array.from({ length: 4 }, () => newId() as string),
  variants: [
    await stock.variant(6, { busan: 3 }),
    await stock.variant(4),
    await stock.variant(1, { busan: 1 }),
  ],
});

test("steps at the same time, from two processes: figures always equal the ledger and the reservations", async () => {
  const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rounds, async (given) => {
      const { orders, variants } = await world();
      for (const steps of given) {
        await Promise.all(
          steps.map((each, at) => attempt(processes[at % 2] ?? stock.inventory, each, orders, variants)),
        );
        expect(await stock.violations()).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

interface ModelOrder {
  state: "none" | "held" | "released" | "sold";
  lines: Map<number, number>;
  expiresAt: number;
}

/** What the module promises, for one request at a time. */
class Model {
  readonly onHand: number[];
  readonly orders: ModelOrder[];

  constructor(onHand: number[]) {
    this.onHand = onHand;
    this.orders = Array.from({ length: 4 }, () => ({
      state: "none" as const,
      lines: new Map(),
      expiresAt: 0,
    }));
  }

  reserved(which: number): number {
    return this.orders.reduce(
      (sum, each) => sum + (each.state === "held" ? (each.lines.get(which) ?? 0) : 0),
      0,
    );
  }

  take(each: ModelOrder, lines: Map<number, number>, until: number): string {
    for (const [which, quantity] of lines) {
      if ((this.onHand[which] ?? 0) - this.reserved(which) < quantity) return "OUT_OF_STOCK";
    }
    Object.assign(each, { state: "held", lines, expiresAt: until });
    return "done";
  }

  keep(each: ModelOrder, until: number): string {
    if (each.state === "none") return "UNKNOWN_HOLD";
    if (each.state === "released") return this.take(each, each.lines, until);
    if (each.state === "held") each.expiresAt = Math.max(each.expiresAt, until);
    return "done";
  }

  settle(each: ModelOrder, now: number): string {
    const kept = each.state === "held" ? "done" : this.keep(each, now + 60_000);
    if (kept !== "done" || each.state === "sold") return kept;
    each.state = "sold";
    for (const [which, quantity] of each.lines) this.onHand[which] = (this.onHand[which] ?? 0) - quantity;
    return "done";
  }

  sweep(now: number): string {
    for (const each of this.orders)
      if (each.state === "held" && each.expiresAt < now) each.state = "released";
    return "done";
  }
}

function judge(model: Model, each: Exclude<Step, { kind: "adjust" | "wait" }>, now: number): string {
  if (each.kind === "sweep") return model.sweep(now);
  const target = model.orders[each.order];
  if (!target) throw new Error("the model has four orders");
  switch (each.kind) {
    case "reserve": {
      if (target.state === "held" || target.state === "sold") return "done";
      const lines = new Map<number, number>();
      for (const line of each.lines) lines.set(line.variant, (lines.get(line.variant) ?? 0) + line.quantity);
      return model.take(target, lines, now + each.hold);
    }
    case "keep":
      return model.keep(target, now + each.hold);
    case "release":
      if (target.state === "held") target.state = "released";
      return "done";
    case "settle":
      return model.settle(target, now);
  }
}

test("steps one after the other: each is answered as the model says, and leaves what the model has", async () => {
  const sequential = fc.array(
    step.filter(({ kind }) => kind !== "adjust"),
    { minLength: 1, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(sequential, async (steps) => {
      const { orders, variants } = await world();
      const model = new Model([9, 4, 2]);
      for (const [at, each] of steps.entries()) {
        const now = stock.clock.now().getTime();
        const answer = await attempt(processes[at % 2] ?? stock.inventory, each, orders, variants);
        if (each.kind !== "wait" && each.kind !== "adjust") expect(answer).toBe(judge(model, each, now));
      }
      for (const [which, { variantId }] of variants.entries()) {
        const levels = await stock.levels(variantId);
        const total = (of: "onHand" | "reserved") => levels.reduce((sum, level) => sum + level[of], 0);
        expect([total("onHand"), total("reserved")]).toEqual([model.onHand[which], model.reserved(which)]);
      }
    }),
    { numRuns: 40 },
  );
});
