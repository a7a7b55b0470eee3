/** Compares the module with a plain model, under random requests, in sequence and in parallel. */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { isDomainError } from "../../platform/errors.ts";
import { writeEtag } from "../../platform/http/edit-version.ts";
import { newId } from "../../platform/ids.ts";
import type { InventoryContext } from "./context.ts";
import { clerk, startStock, type Variant } from "./inventory.fixture.ts";
import { editedContent } from "./level-settings.ts";
import { adjust } from "./service/adjust.ts";
import { countStock } from "./service/count-stock.ts";
import { getLevels } from "./service/levels.ts";
import { commit, extend, release, sweep } from "./service/reservations.ts";
import { setLevel } from "./service/set-level.ts";
import { transfer } from "./service/transfer.ts";

const stock = await startStock();
const processes = [stock.inventory, await stock.replica()];
afterAll(() => stock.close());

const order = fc.nat({ max: 3 });
const variant = fc.nat({ max: 2 });
const lifetimeMs = fc.nat({ max: 1 }).map((which) => [500, 5_000][which] ?? 0);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("reserve" as const),
      order,
      lifetimeMs,
      lines: fc.array(fc.record({ variant, quantity: fc.integer({ min: 1, max: 4 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("extend" as const), order, lifetimeMs }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("release" as const), order }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("commit" as const), order }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sweep" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const location = fc.constantFrom("main", "busan");
/** What staff do. The model knows nothing of it. */
const staffStep = fc.oneof(
  fc.record({
    kind: fc.constant("adjust" as const),
    variant,
    delta: fc.integer({ min: -5, max: 5 }),
    location,
  }),
  fc.record({
    kind: fc.constant("transfer" as const),
    variant,
    quantity: fc.integer({ min: 1, max: 3 }),
    location,
  }),
  fc.record({
    kind: fc.constant("count" as const),
    counted: fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 })),
    location,
  }),
  fc.record({
    kind: fc.constant("set" as const),
    variant,
    safety: fc.nat({ max: 2 }),
    backOrders: fc.boolean(),
    location,
  }),
);
type StaffStep = typeof staffStep extends fc.Arbitrary<infer Value> ? Value : never;

/** The codes of expected refusals; any other error fails the test. */
const refusals = new Set([
  "OUT_OF_STOCK",
  "UNKNOWN_HOLD",
  "STOCK_BELOW_RESERVED",
  "UNKNOWN_LOCATION",
  "STALE_EDIT",
  "BACK_ORDERS_OPEN",
]);

async function runStaff(inventory: InventoryContext, each: StaffStep, variants: readonly Variant[]) {
  const { location } = each;
  const sku = "variant" in each ? (variants[each.variant]?.sku ?? "") : "";
  switch (each.kind) {
    case "adjust":
      return adjust(inventory, { sku, delta: each.delta, location, reason: "count" }, clerk);
    case "transfer": {
      const to = location === "main" ? "busan" : "main";
      return transfer(inventory, { sku, from: location, to, quantity: each.quantity, reason: "move" }, clerk);
    }
    case "count": {
      const lines = variants
        .slice(0, 2)
        .map((counted, at) => ({ sku: counted.sku, location, counted: each.counted[at] ?? 0, expected: 3 }));
      return countStock(inventory, { reason: "count", lines }, clerk);
    }
    case "set": {
      const ifMatch = writeEtag(editedContent(await getLevels(inventory, sku)));
      const change = { safety: each.safety, backOrders: each.backOrders };
      return setLevel(inventory, { sku, location, ifMatch, change }, clerk);
    }
  }
}

async function run(
  inventory: InventoryContext,
  each: Step,
  orders: readonly string[],
  variants: readonly Variant[],
) {
  const orderId = "order" in each ? (orders[each.order] ?? "") : "";
  const now = stock.clock.now();
  const until = "lifetimeMs" in each ? new Date(now.getTime() + each.lifetimeMs) : now;
  switch (each.kind) {
    case "reserve": {
      const lines = each.lines.map((line) => ({
        variantId: variants[line.variant]?.variantId ?? "",
        quantity: line.quantity,
      }));
      return inventory.reserve({ orderId, lines, until: until.toISOString() });
    }
    case "extend":
      return extend(inventory, orderId, until);
    case "release":
      return release(inventory, [orderId]);
    case "commit":
      return commit(inventory, orderId);
    case "sweep":
      return sweep(inventory);
    case "wait":
      return stock.advance(1_000);
  }
}

const isStaffStep = (each: Step | StaffStep): each is StaffStep => "location" in each;

const attempt = (
  inventory: InventoryContext,
  each: Step | StaffStep,
  orders: readonly string[],
  variants: readonly Variant[],
) =>
  (isStaffStep(each) ? runStaff(inventory, each, variants) : run(inventory, each, orders, variants)).then(
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

test("parallel steps of two processes: figures always equal the ledger and the reservations", async () => {
  const any = fc.oneof({ weight: 3, arbitrary: step }, { weight: 1, arbitrary: staffStep });
  const rounds = fc.array(fc.array(any, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rounds, async (stepsOfRounds) => {
      const { orders, variants } = await world();
      for (const steps of stepsOfRounds) {
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
  state: "none" | "held" | "released" | "committed";
  lines: Map<number, number>;
  expiresAt: number;
}

/** What the module guarantees, for one request at a time. */
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

  extend(each: ModelOrder, until: number): string {
    if (each.state === "none") return "UNKNOWN_HOLD";
    if (each.state === "released") return this.take(each, each.lines, until);
    if (each.state === "held") each.expiresAt = Math.max(each.expiresAt, until);
    return "done";
  }

  commit(each: ModelOrder, now: number): string {
    const extended = each.state === "held" ? "done" : this.extend(each, now + 60_000);
    if (extended !== "done" || each.state === "committed") return extended;
    each.state = "committed";
    for (const [which, quantity] of each.lines) this.onHand[which] = (this.onHand[which] ?? 0) - quantity;
    return "done";
  }

  sweep(now: number): string {
    for (const each of this.orders)
      if (each.state === "held" && each.expiresAt < now) each.state = "released";
    return "done";
  }
}

function judge(model: Model, each: Exclude<Step, { kind: "wait" }>, now: number): string {
  if (each.kind === "sweep") return model.sweep(now);
  const target = model.orders[each.order];
  if (!target) throw new Error("the model has four orders");
  switch (each.kind) {
    case "reserve": {
      if (target.state === "held" || target.state === "committed") return "done";
      const lines = new Map<number, number>();
      for (const line of each.lines) lines.set(line.variant, (lines.get(line.variant) ?? 0) + line.quantity);
      return model.take(target, lines, now + each.lifetimeMs);
    }
    case "extend":
      return model.extend(target, now + each.lifetimeMs);
    case "release":
      if (target.state === "held") target.state = "released";
      return "done";
    case "commit":
      return model.commit(target, now);
  }
}

test("sequential steps: each has the outcome and leaves the figures that the model has", async () => {
  const sequential = fc.array(step, { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(sequential, async (steps) => {
      const { orders, variants } = await world();
      const model = new Model([9, 4, 2]);
      for (const [at, each] of steps.entries()) {
        const now = stock.clock.now().getTime();
        const outcome = await attempt(processes[at % 2] ?? stock.inventory, each, orders, variants);
        if (each.kind !== "wait") expect(outcome).toBe(judge(model, each, now));
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
