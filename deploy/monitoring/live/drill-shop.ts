/** A real shop of real programs that can be broken: its database, its worker, its payment provider. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Mailbox } from "../../../sandbox/mailbox/mailbox.ts";
import { createSandbox } from "../../../sandbox/server.ts";
import { migrateAll } from "../../../server/migrations.ts";
import { readConfig } from "../../../server/platform/config.ts";
import { removeCluster } from "../../../server/platform/embedded-postgres/location.ts";
import { startPostgres } from "../../../server/platform/embedded-postgres/start.ts";
import { freePorts } from "../../../server/platform/processes/free-ports.ts";
import { OWNER } from "../../../server/testing.ts";
import { type ChildShop, startChildShop } from "../../../tests/support/child-shop.ts";
import { client } from "../../../tests/support/client.ts";
import type { Targets } from "./watchers.ts";

export interface DrillShop {
  readonly mailbox: Mailbox;
  /** `host:port` of the mail server. */
  readonly smtpHost: string;
  targets(): Targets;
  /** Takes one unit through the whole purchase, and returns the status of its confirm. */
  buy(): Promise<number>;
  sql(text: string): Promise<void>;
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  killWorker(): Promise<void>;
  startWorker(): Promise<void>;
  breakProvider(): Promise<void>;
  mendProvider(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDrillShop(): Promise<DrillShop> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-drill-"));
  await chmod(folder, 0o755);
  const [databasePort = 0, publicPort = 0] = await freePorts(2);
  const openDatabase = () =>
    startPostgres({ dataDir: join(folder, "postgres"), port: databasePort, durable: false });
  let postgres = await openDatabase();
  const sandbox = await createSandbox();
  await sandbox.listen();
  const url = `http://127.0.0.1:${publicPort}`;
  const environment = {
    NODE_ENV: "test",
    DATABASE_URL: postgres.url,
    HOST: "127.0.0.1",
    PUBLIC_URL: url,
    SANDBOX_URL: sandbox.url,
    SMTP_URL: sandbox.smtpUrl,
    STORAGE_DIR: join(folder, "storage"),
    RECOMMENDATIONS_DIR: join(folder, "recommendations"),
    KEYS_DIR: join(folder, "keys"),
    OWNER_EMAIL: OWNER.email,
    OWNER_PASSWORD: OWNER.password,
    UNPAID_ORDERS_PER_NETWORK: "10000",
    UNPAID_PIECES_PER_NETWORK: "10000",
    WATCH_SECONDS: "1",
    AUDIT_SECONDS: "1",
  };
  await migrateAll(readConfig(environment));
  const start = (role: "api" | "worker", more: Record<string, string> = {}): Promise<ChildShop> =>
    startChildShop({ ...environment, ...more, ROLES: role });
  const api = await start("api", { PORT: String(publicPort) });
  let worker = await start("worker");
  const shopper = client(url);
  const product = await shopper.createProduct({ variants: [{ stock: 10_000 }] });
  const variantId = product.variants[0]?.id ?? "";
  const control = await controlOf(sandbox.url);

  return {
    mailbox: sandbox.mailbox,
    smtpHost: new URL(sandbox.smtpUrl).host,
    targets: () => ({ api: new URL(api.opsUrl).host, worker: new URL(worker.opsUrl).host }),
    async buy() {
      const cart = await shopper.createCart();
      await shopper.addItem(cart.id, variantId);
      const { body } = await shopper.placeOrder(cart.id);
      const approved = await shopper.approve(body.payment.windowUrl);
      return (await shopper.confirm(approved)).status;
    },
    sql: (text) => runSql(postgres.url, text),
    stopDatabase: () => postgres.stop(),
    async startDatabase() {
      postgres = await openDatabase();
    },
    async killWorker() {
      await worker.end("SIGKILL");
    },
    async startWorker() {
      worker = await start("worker");
    },
    async breakProvider() {
      for (const operation of ["confirm", "get"])
        await control("POST", { operation, mode: "reset-before-effect" });
    },
    mendProvider: () => control("DELETE"),
    async stop() {
      await Promise.all([api.end("SIGTERM"), worker.end("SIGTERM")]);
      await sandbox.close();
      await postgres.stop();
      await removeCluster(join(folder, "postgres"));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function controlOf(sandboxUrl: string) {
  const authorization = `Basic ${Buffer.from("test_sk_sandbox:").toString("base64")}`;
  return async (method: "POST" | "DELETE", body?: object): Promise<void> => {
    const headers = { authorization, ...(body ? { "content-type": "application/json" } : {}) };
    const response = await fetch(`${sandboxUrl}/sandbox/faults`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`the sandbox refuses a fault: ${await response.text()}`);
  };
}

async function runSql(url: string, text: string): Promise<void> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  await connection.query(text).finally(() => connection.end());
}
