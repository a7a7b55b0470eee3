/** A whole shop for tests: real HTTP on free ports, a real database, the payment sandbox in this process. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mailbox } from "../sandbox/mailbox/mailbox.ts";
import { createSandbox } from "../sandbox/server.ts";
import { type ModuleName, moduleNames } from "./module-names.ts";
import type { Clock } from "./platform/clock.ts";
import { readConfig } from "./platform/config.ts";
import { createLog } from "./platform/log.ts";
import { freePorts } from "./platform/processes/free-ports.ts";
import { cloneDatabase, type TestDatabase } from "./platform/testing/cluster.ts";
import { OWNER } from "./platform/testing/owner.ts";
import { type RunningProcess, startProcess } from "./process.ts";

export { OWNER };

const INTERNAL_KEY = "a-key-for-tests-only";

export interface TestShop {
  /** Base address of the process that serves the public routes. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly sandbox: Awaited<ReturnType<typeof createSandbox>>;
  /** The mails that the shop sent: `await shop.mailbox.next({ to })`. */
  readonly mailbox: Mailbox;
  /** The settings of the first process, to start more beside it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface TestShopOptions {
  readonly clusterUrl: string;
  readonly clock?: Clock;
  /** Groups of modules that run as processes of their own; what is left runs in the first process. */
  readonly apart?: readonly (readonly ModuleName[])[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The sandbox sends webhooks, as a provider does. Without them the shop learns only what it asks. */
  readonly webhooks?: boolean;
}

export async function startTestShop(options: TestShopOptions): Promise<TestShop> {
  const { clusterUrl, clock, apart = [], environment = {}, webhooks = false } = options;
  const database: TestDatabase = await cloneDatabase(clusterUrl);
  const folder = await mkdtemp(join(tmpdir(), "jangteo-shop-"));
  const [publicPort = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${publicPort}`;
  const sandbox = await createSandbox({
    ...(clock ? { clock } : {}),
    ...(webhooks ? { webhookUrl: `${url}/api/v1/payments/webhooks/sandbox` } : {}),
    webhookRetryBaseMs: 20,
  });
  await sandbox.listen();
  const base = {
    NODE_ENV: "test",
    LOG_LEVEL: process.env.TEST_LOG ?? "fatal",
    DATABASE_URL: database.url,
    HOST: "127.0.0.1",
    PUBLIC_URL: url,
    // Tests sign up many people from one address.
    SIGN_UPS_PER_HOUR: "10000",
    SANDBOX_URL: sandbox.url,
    SMTP_URL: sandbox.smtpUrl,
    STORAGE_DIR: join(folder, "storage"),
    RECOMMENDATIONS_DIR: join(folder, "recommendations"),
    KEYS_DIR: join(folder, "keys"),
    OWNER_EMAIL: OWNER.email,
    OWNER_PASSWORD: OWNER.password,
    INTERNAL_KEY,
    ...environment,
  };
  const processes: RunningProcess[] = [];
  const start = async (extra: Record<string, string>): Promise<void> => {
    const config = readConfig({ ...base, ...extra });
    processes.push(
      await startProcess({ config, ...(clock ? { clock } : {}), log: createLog(config.LOG_LEVEL, {}) }),
    );
  };

  const groups = [moduleNames.filter((name) => !apart.flat().includes(name)), ...apart];
  const ports = await freePorts(groups.length);
  const peers = groups.flatMap((modules, at) =>
    modules.map((module) => `${module}=http://127.0.0.1:${ports[at]}`),
  );
  const split = apart.length > 0;
  for (const [at, modules] of groups.entries()) {
    await start({
      MODULES: modules.join(","),
      ...(at === 0 ? { PORT: String(publicPort) } : {}),
      ...(split ? { PEERS: peers.join(","), INTERNAL_PORT: String(ports[at]) } : {}),
    });
  }
  return {
    url,
    databaseUrl: database.url,
    sandbox,
    mailbox: sandbox.mailbox,
    environment: base,
    async stop() {
      for (const running of processes) await running.stop();
      await sandbox.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
