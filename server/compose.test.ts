import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { compose, type Shop } from "./compose.ts";
import type { payments as paymentsContract } from "./modules/payments/contract.ts";
import { systemClock } from "./platform/clock.ts";
import { readConfig } from "./platform/config.ts";
import type { Port } from "./platform/contract/contract.ts";
import { createLog } from "./platform/log.ts";
import { cloneDatabase, type TestDatabase } from "./platform/testing/cluster.ts";
import { startProcess } from "./process.ts";

let folder: string;
let main: TestDatabase;
let stock: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "jangteo-compose-"));
  main = await cloneDatabase(inject("clusterUrl"));
  stock = await cloneDatabase(inject("clusterUrl"));
});
afterAll(async () => {
  await main.drop();
  await stock.drop();
  await rm(folder, { recursive: true, force: true });
});

const config = (more: Record<string, string> = {}) =>
  readConfig({
    NODE_ENV: "test",
    DATABASE_URL: main.url,
    HOST: "127.0.0.1",
    SANDBOX_URL: "http://127.0.0.1:1",
    KEYS_DIR: join(folder, "keys"),
    STORAGE_DIR: join(folder, "storage"),
    INTERNAL_KEY: "a-key-for-tests-only",
    ...more,
  });
const open = (more: Record<string, string> = {}): Promise<Shop> =>
  compose({ config: config(more), clock: systemClock, log: createLog("silent", {}) });

async function ask<Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return (await client.query<Row>(text, values).finally(() => client.end())).rows;
}

test("a module hears of events in the database of a module that runs in another process", async () => {
  const shop = await open({
    MODULES:
      "members,catalog,promotions,cart,payments,orders,reviews,settings,imports,restock," +
      "notifications,reports,recommendations",
    PEERS: "inventory=http://127.0.0.1:1",
    DATABASE_URL_INVENTORY: stock.url,
  });
  await shop.close();
  const text = `SELECT consumer FROM platform.subscriptions
    WHERE event_type = 'inventory.availabilityChanged' ORDER BY consumer`;
  expect(await ask(stock.url, text)).toEqual([{ consumer: "catalog" }, { consumer: "restock" }]);
});

test("an unknown module is refused, not left out", async () => {
  await expect(open({ MODULES: "ordres" })).rejects.toThrow('no module "ordres"');
  await expect(open({ PEERS: "inventry=http://127.0.0.1:1" })).rejects.toThrow('no module "inventry"');
});

test("an event that a module does not know yet is not acknowledged, wherever the module runs", async () => {
  const message = { id: randomUUID(), type: "orders.notYet", version: 1, occurredAt: "", payload: {} };
  const shop = await open();
  await expect(shop.deliver("payments", message)).rejects.toThrow("no consumer for orders.notYet");
  await expect(shop.deliver("nobody", message)).rejects.toThrow("PEERS does not say");
  await shop.close();
});

test("a process that is told twice to stop is stopped when it says so", async () => {
  const running = await startProcess({
    config: config({ SHUTDOWN_DELAY_MS: "200" }),
    log: createLog("silent", {}),
  });
  const first = running.stop();
  await running.stop();
  await expect(fetch(`http://127.0.0.1:${running.opsPort}/healthz`)).rejects.toThrow();
  await first;
});

/** Orders past their time to pay. With a virtual account that waits for its deposit an order must stay. */
const insertDue = (url: string, { waiting, count }: { waiting: boolean; count: number }) =>
  ask<{ id: string }>(
    url,
    `WITH placed AS (
       INSERT INTO orders.orders (id, number, status, cart_id, guest_token_hash, language, contact,
         shipping_address, currency, subtotal, delivery_fee, total, placed_at, expires_at)
       SELECT uuidv7(), 'due-' || $1::boolean || '-' || at, 'pending_payment', uuidv7(), '', 'ko', '{}',
         '{}', 'KRW', 1000, 0, 1000,
         now() - interval '1 day', now() - interval '1 hour' + $2::int * interval '1 minute'
       FROM generate_series(1, $3::int) AS at RETURNING id, number
     ), logged AS (
       INSERT INTO orders.events (order_id, seq, type, at) SELECT id, 1, 'placed', now() FROM placed
     ), attempts AS (
       INSERT INTO payments.attempts (id, order_id, number, provider, provider_order_id, amount, currency,
         state, created_at)
       SELECT uuidv7(), id, 1, 'sandbox', number || '-1', 1000, 'KRW', 'AWAITING_DEPOSIT', now()
       FROM placed WHERE $1::boolean
     )
     SELECT id FROM placed`,
    [waiting, waiting ? 0 : 1, count],
  );

test("orders that wait for a deposit do not keep those behind them from expiring", async () => {
  await insertDue(main.url, { waiting: true, count: 230 });
  const behind = await insertDue(main.url, { waiting: false, count: 1 });
  const shop = await open();
  await shop.modules
    .get("orders")
    ?.jobs.find(({ name }) => name === "orders.expire")
    ?.run();
  await shop.close();
  const text = "SELECT status, count(*)::int AS count FROM orders.orders GROUP BY status ORDER BY status";
  expect(await ask(main.url, text)).toEqual([
    { status: "expired", count: behind.length },
    { status: "pending_payment", count: 230 },
  ]);
});

test("a refused refund is not requested again for the same reason; requesting it is no error", async () => {
  const [attempt] = await ask<{ id: string }>(
    main.url,
    `INSERT INTO payments.attempts (id, order_id, number, provider, provider_order_id, amount,
       currency, state, captured, orphan, created_at)
     VALUES (uuidv7(), uuidv7(), 1, 'sandbox', 'refused-1', 1000, 'KRW', 'PAID', 1000, true, now())
     RETURNING id`,
  );
  const shop = await open();
  const payments = shop.modules.get("payments")?.port as Port<typeof paymentsContract>;
  const refund = () => payments.requestRefund({ attemptId: attempt?.id ?? "", reason: "LATE" });
  await refund();
  await ask(main.url, "UPDATE payments.refunds SET state = 'FAILED'");
  await ask(main.url, "UPDATE payments.attempts SET refund_reserved = 0 WHERE id = $1", [attempt?.id]);
  await refund();
  await shop.close();
  expect(await ask(main.url, "SELECT state FROM payments.refunds")).toEqual([{ state: "FAILED" }]);
});
