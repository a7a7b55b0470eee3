/** The worker that watches: one of several, and with values that are true now. */
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { readConfig } from "../../server/platform/config.ts";
import { createLog } from "../../server/platform/log.ts";
import { type RunningProcess, startProcess } from "../../server/process.ts";
import { startTestShop, type TestShop } from "../../server/testing.ts";
import { client } from "../support/client.ts";
import { readSamples } from "./samples.ts";

let shop: TestShop;
let workers: RunningProcess[];
beforeEach(async () => {
  shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { ROLES: "api" } });
  workers = [];
});
afterEach(async () => {
  for (const worker of workers) await worker.stop();
  await shop.stop();
});

async function startWorker(): Promise<RunningProcess> {
  const config = readConfig({ ...shop.environment, ROLES: "worker", WATCH_SECONDS: "1", AUDIT_SECONDS: "1" });
  const worker = await startProcess({ config, log: createLog("silent", {}) });
  workers.push(worker);
  return worker;
}

async function metricOf(
  { opsPort }: RunningProcess,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  const response = await fetch(`http://127.0.0.1:${opsPort}/metrics`);
  const { samples } = readSamples(await response.text());
  const matches = (sample: (typeof samples)[number]): boolean =>
    sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value);
  return samples.find(matches)?.value;
}

async function sql(text: string): Promise<void> {
  const connection = new pg.Client({ connectionString: shop.databaseUrl });
  await connection.connect();
  await connection.query(text).finally(() => connection.end());
}

const LIMIT_MS = 60_000;
const eventually = (check: () => Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: LIMIT_MS, interval: 200 });

test("one of two workers exports the figures, and the other takes over when it stops", async () => {
  const first = await startWorker();
  await eventually(async () => expect(await metricOf(first, "shop_watcher_leads")).toBe(1));
  const second = await startWorker();
  await eventually(async () => expect(await metricOf(second, "shop_watcher_leads")).toBe(0));
  expect(await metricOf(second, "outbox_events")).toBeUndefined();
  await eventually(async () => expect(await metricOf(first, "outbox_events")).toBe(0));
  await first.stop();
  await eventually(async () => {
    expect(await metricOf(second, "shop_watcher_leads")).toBe(1);
    expect(await metricOf(second, "outbox_events")).toBe(0);
  });
});

/** The audit rests for five times as long as it takes: on two busy cores some ten seconds. */
test("a broken invariant is a finding until it is mended", { timeout: 2 * LIMIT_MS }, async () => {
  const worker = await startWorker();
  await client(shop.url).createProduct({ variants: [{ stock: 5 }] });
  await sql("UPDATE inventory.stock SET on_hand = on_hand + 1");
  const findings = () => metricOf(worker, "shop_audit_findings", { module: "inventory" });
  await eventually(async () => expect(await findings()).toBe(1));
  await sql("UPDATE inventory.stock SET on_hand = on_hand - 1");
  await eventually(async () => expect(await findings()).toBe(0));
});

test("an order and its payment are counted where they happen, and waited for in the figures", async () => {
  const worker = await startWorker();
  const shopper = client(shop.url);
  const product = await shopper.createProduct({ variants: [{ stock: 5 }] });
  const { paid } = await shopper.buy(product.variants[0]?.id ?? "");
  await eventually(async () => {
    expect(await metricOf(worker, "shop_orders_waiting", { status: "paid" })).toBe(1);
    expect(await metricOf(worker, "shop_orders_waiting", { status: "pending_payment" })).toBe(0);
    expect(await metricOf(worker, "shop_payments_unknown", { provider: "sandbox" })).toBe(0);
  });
  expect(paid.status).toBe("paid");
});

test("a session that is ended by the database loses the lead, and wins it again", async () => {
  const worker = await startWorker();
  await eventually(async () => expect(await metricOf(worker, "shop_watcher_leads")).toBe(1));
  await sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'jangteo watcher%'",
  );
  await sql("UPDATE platform.outbox SET due = now()");
  await eventually(async () => expect(await metricOf(worker, "shop_watcher_leads")).toBe(1));
  expect(await metricOf(worker, "outbox_events")).toBe(0);
});
