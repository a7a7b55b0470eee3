/**
 * Shoppers buy, cancel, return and get refunds while the provider fails in every way that it can, its
 * webhooks come doubled and out of order, and API, worker and database are killed. At rest the books are
 * clean: our ledger is the provider's, and every payment has its order or was given back.
 * `npm run chaos -- --seed N` runs it with more purchases.
 */
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backstage } from "../support/backstage.ts";
import { client } from "../support/client.ts";
import { createStaff, type Shop, shopDetermined, type Told } from "./determined-shopper.ts";
import { type Machine, type MachineProgram, prepareMachine } from "./machine.ts";
import { nextCallFault, planOf } from "./purchase-plan.ts";
import { comeToRest } from "./rest.ts";
import { passOneMinute } from "./shoppers.ts";
import { randomFrom } from "./world.ts";

const SEED = Number(process.env.CHAOS_SEED ?? 20261129);
const PURCHASES = Number(process.env.CHAOS_PURCHASES ?? 160);
const SHOPPERS = Number(process.env.CHAOS_SHOPPERS ?? 32);
const programs: readonly MachineProgram[] = ["api", "worker", "postgres"];
const PRODUCTS = 12;
const PIECES = 100_000;
/**
 * Between two kills, at least. The start gives up on a program that ends more than four times a minute, and
 * three programs take turns.
 */
const BETWEEN_KILLS_MS = 5_200;
const BETWEEN_FAULTS_MS = 400;

let machine: Machine;
beforeAll(async () => {
  machine = await prepareMachine(undefined, {
    PAYMENT_TIMEOUT_MS: "1500",
    WEBHOOK_RETRY_BASE_MS: "100",
    UNPAID_ORDERS_PER_NETWORK: "1000000",
    UNPAID_PIECES_PER_NETWORK: "1000000",
  });
});
afterAll(() => machine.close());

test(`${PURCHASES} purchases by ${SHOPPERS} shoppers end with clean books (seed ${SEED})`, {
  timeout: 600_000 + PURCHASES * 2_000,
}, async ({ skip }) => {
  if (process.platform !== "linux") return skip("programs are found in /proc, on Linux alone");
  await machine.open();
  const door = client(machine.url);
  const shop: Shop = { door, staff: createStaff(door), variantIds: await stockProducts(door) };

  const storm = raiseStorm();
  const told = await shopUntil(shop, PURCHASES);
  const kills = await storm.end();
  // A killed database takes no other program with it.
  for (const name of programs) expect([name, machine.count(`${name} is back`)]).toEqual([name, kills[name]]);

  const backstage = await machine.backstage();
  await backstage.clearFaults();
  await passOneMinute(backstage, new Date());
  await comeToRest(backstage);
  await retryRefused(shop, backstage);
  await backstage.expectSound();
  await expectMoneyInItsPlace(backstage);
  await expectTruth(backstage, told);
  console.log(await summary(backstage, told));
  expect(await machine.end("SIGTERM")).toBe(0);
});

async function stockProducts(door: ReturnType<typeof client>): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < PRODUCTS; at += 1) {
    const { variants } = await door.createProduct({
      variants: [{ stock: PIECES, price: 3_330 + at * 1_000 }],
    });
    ids.push(...variants.map(({ id }) => id));
  }
  return ids;
}

/** Each shopper takes the next purchase when the last is done. */
async function shopUntil(shop: Shop, purchases: number): Promise<Told[]> {
  const told: Told[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < purchases) {
      const purchase = next;
      next += 1;
      const what = await shopDetermined(shop, planOf(SEED, purchase, PRODUCTS));
      if (what) told.push(what);
    }
  };
  await Promise.all(Array.from({ length: SHOPPERS }, one));
  return told;
}

type Kills = Record<MachineProgram, number>;

/**
 * Kills one program after the other, and lets the provider's next calls fail, until `end`, which resolves to
 * how often each was killed.
 */
function raiseStorm(): { end(): Promise<Kills> } {
  const kills: Kills = { api: 0, worker: 0, postgres: 0, sandbox: 0 };
  const random = randomFrom(SEED);
  const calm = new AbortController();
  const pause = (ms: number) => wait(ms, undefined, { signal: calm.signal }).catch(() => undefined);

  async function killInTurn(): Promise<void> {
    for (let turn = Math.floor(random() * programs.length); ; turn += 1) {
      await pause(BETWEEN_KILLS_MS + random() * 1_500);
      if (calm.signal.aborted) return;
      const name = programs[turn % programs.length] ?? "api";
      await machine.kill([name]);
      kills[name] += 1;
    }
  }
  async function spoilCalls(): Promise<void> {
    while (!calm.signal.aborted) {
      const { operation, mode } = nextCallFault(random);
      await setFault(operation, mode);
      await pause(BETWEEN_FAULTS_MS);
    }
  }
  const both = Promise.all([killInTurn(), spoilCalls()]);
  both.catch(() => calm.abort());
  return {
    async end() {
      calm.abort();
      await both;
      return kills;
    },
  };
}

/** The sandbox may be busy. Nothing depends on one fault more or less. */
async function setFault(operation: string, mode: string): Promise<void> {
  await fetch(`${await machine.sandboxUrl()}/sandbox/faults`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa("test_sk_sandbox:")}`, "content-type": "application/json" },
    body: JSON.stringify({ operation, mode, times: 1 }),
  });
}

/** Staff ask again for each refund that the provider refused. */
async function retryRefused({ door, staff }: Shop, backstage: Backstage): Promise<void> {
  const orders = await backstage.rows<{ orderId: string }>(`
    SELECT DISTINCT order_id AS "orderId"
    FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
    WHERE refunds.state = 'FAILED'`);
  for (const { orderId } of orders) {
    const path = `/api/v1/admin/orders/${orderId}/refunds/retry`;
    const { status, body } = await door.request("POST", path, undefined, await staff());
    expect([status, body]).toMatchObject([200, { refunds: expect.anything() }]);
  }
  await comeToRest(backstage);
}

/** What happened, for the person who reads the output. */
async function summary(backstage: Backstage, told: readonly Told[]): Promise<string> {
  const count = (is: (each: Told) => boolean): number => told.filter(is).length;
  const [refunds] = await backstage.rows<{ all: number; refused: number; orphans: number }>(`
    SELECT count(*)::int AS all, (count(*) FILTER (WHERE refunds.state = 'FAILED'))::int AS refused,
      (count(*) FILTER (WHERE orphan AND refunds.state = 'SUCCEEDED'))::int AS orphans
    FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id`);
  const [claims] = await backstage.rows<{ refunded: number }>(
    "SELECT count(*)::int AS refunded FROM orders.claims WHERE status = 'refunded'",
  );
  const kills = programs.map((name) => `${name} ${machine.count(`${name} is back`)}`);
  return [
    `${told.length} orders: ${count(({ payment }) => payment === "paid")} told paid,`,
    `${count(({ payment }) => payment === "refused")} refused,`,
    `${count(({ payment }) => payment === "unknown")} left; ${refunds?.all} refunds,`,
    `${refunds?.refused} refused at first, ${refunds?.orphans} of money without its order,`,
    `${claims?.refunded} of returns;`,
    `killed: ${kills.join(", ")}`,
  ].join(" ");
}

/** Each payment at the provider has exactly the money that its order still keeps. */
async function expectMoneyInItsPlace(backstage: Backstage): Promise<void> {
  const kept = await backstage.rows<{ id: string; kept: number }>(`
    SELECT id,
      CASE WHEN paid_at IS NULL OR status = 'canceled' THEN 0 ELSE total - refunded END::float8 AS kept
    FROM orders.orders`);
  const orderOf = new Map(
    (
      await backstage.rows<{ providerOrderId: string; orderId: string }>(`
        SELECT provider_order_id AS "providerOrderId", order_id AS "orderId" FROM payments.attempts`)
    ).map(({ providerOrderId, orderId }) => [providerOrderId, orderId]),
  );
  const held = new Map<string, number>();
  for (const payment of await backstage.providerPayments()) {
    const order = orderOf.get(payment.orderId) ?? `no order of ${payment.orderId}`;
    held.set(order, (held.get(order) ?? 0) + payment.held);
  }
  const misplaced = kept.filter(({ id, kept }) => kept !== (held.get(id) ?? 0));
  expect(misplaced).toEqual([]);
  expect([...held.keys()].filter((order) => !kept.some(({ id }) => id === order))).toEqual([]);
}

/** What shoppers were told for certain is so. */
async function expectTruth(backstage: Backstage, told: readonly Told[]): Promise<void> {
  const rows = await backstage.rows<{ id: string; paid: boolean; refunded: number }>(
    "SELECT id, paid_at IS NOT NULL AS paid, refunded::float8 FROM orders.orders",
  );
  const orders = new Map(rows.map((row) => [row.id, row]));
  const wrong = told.filter(({ orderId, payment, givenBack, uncertain }) => {
    const order = orders.get(orderId);
    if (!order) return true;
    if (payment === "paid" && !order.paid) return true;
    if (payment === "refused" && order.paid) return true;
    return uncertain ? order.refunded < givenBack : payment === "paid" && order.refunded !== givenBack;
  });
  expect(wrong).toEqual([]);
  // The storm left enough to judge by.
  const paid = told.filter(({ payment }) => payment === "paid").length;
  expect(paid).toBeGreaterThan(PURCHASES / 4);
}
