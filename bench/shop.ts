/**
 * A shop to measure: its own durable database, the demo catalogue, and one process per program, as in
 * production.
 */
import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { demoCatalogue } from "../demo/catalogue.ts";
import { ensureServerBundle } from "../scripts/bundle/server-bundle.ts";
import { ensureWebBuild } from "../scripts/start/web-build.ts";
import { compose } from "../server/compose.ts";
import { migrateAll } from "../server/migrations.ts";
import { systemClock } from "../server/platform/clock.ts";
import { readConfig } from "../server/platform/config.ts";
import { removeCluster } from "../server/platform/embedded-postgres/location.ts";
import { startPostgres } from "../server/platform/embedded-postgres/start.ts";
import { createLog } from "../server/platform/log.ts";
import { freePorts } from "../server/platform/processes/free-ports.ts";
import { createPrograms, NEXT, type Programs, root } from "./programs.ts";

export interface BenchShop {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  /** Of the API process. */
  readonly opsUrl: string;
  /** Where the web listens behind the shop; null without one. */
  readonly webUrl: string | null;
  /** Settings of its programs. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of the processes; of PostgreSQL the parent of its backends. */
  readonly pids: { readonly api: number; readonly worker: number; readonly postgres: number };
  readonly owner: { readonly email: string; readonly password: string };
  /** Starts more of them. */
  readonly programs: Programs;
  /** The program of the server, for `programs.start`. */
  readonly server: string;
  stop(): Promise<void>;
}

const OWNER = { email: "owner@jangteo.test", password: "a-password-for-measuring" } as const;

export interface BenchOptions {
  /** Also the storefront, with the pictures of the demo shop. */
  readonly web?: boolean;
  /** Where the shop stays for another run; default: a folder that is removed in the end. */
  readonly keptIn?: string | undefined;
}

export async function startBenchShop({ web = false, keptIn }: BenchOptions = {}): Promise<BenchShop> {
  const folder = keptIn ?? (await mkdtemp(join(tmpdir(), "jangteo-bench-")));
  await mkdir(folder, { recursive: true });
  // Started by root, PostgreSQL runs under another account, which must be able to enter the folder.
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, "postgres") });
  const [port = 0, sandboxPort = 0, smtpPort = 0, webPort = 0] = await freePorts(4);
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    NODE_ENV: "production",
    API_URL: url,
    LOG_LEVEL: "warn",
    DATABASE_URL: postgres.url,
    HOST: "127.0.0.1",
    PUBLIC_URL: url,
    SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`,
    // Without a mail server the mail of each purchase would be tried again and again.
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    STORAGE_DIR: join(folder, "storage"),
    KEYS_DIR: join(folder, "keys"),
    OWNER_EMAIL: OWNER.email,
    OWNER_PASSWORD: OWNER.password,
    ...(web ? { WEB_URL: `http://127.0.0.1:${webPort}` } : {}),
    SIGN_UPS_PER_HOUR: "1000000",
  };
  const programs = createPrograms(environment);
  const { start } = programs;
  const server = await ensureServerBundle(root);
  await migrateAll(readConfig(environment));
  if (web) {
    await programs.run(["demo/seed.ts"]);
    await ensureWebBuild(root, () => programs.run([NEXT, "build"], WEB));
    const at = ["-H", "127.0.0.1", "-p", String(webPort)];
    await programs.serve([NEXT, "start", ...at], WEB, `http://127.0.0.1:${webPort}/icon.svg`);
  } else await fill(environment);
  await start(["sandbox/main.ts"], {
    PORT: String(sandboxPort),
    SMTP_PORT: String(smtpPort),
    PUBLIC_URL: `${url}/sandbox`,
  });
  const api = await start([server], {
    ROLES: "api",
    PORT: String(port),
    LOG_LEVEL: "info",
    ...memoryOfApi(),
  });
  const worker = await start([server], { ROLES: "worker", LOG_LEVEL: "info" });
  return {
    url,
    sandboxUrl: environment.SANDBOX_URL,
    databaseUrl: postgres.url,
    opsUrl: `http://127.0.0.1:${api.opsPort}`,
    webUrl: web ? `http://127.0.0.1:${webPort}` : null,
    environment,
    pids: { api: api.pid ?? 0, worker: worker.pid ?? 0, postgres: postgres.pid },
    owner: OWNER,
    programs,
    server,
    async stop() {
      await programs.stop();
      await postgres.stop();
      if (keptIn !== undefined) return;
      await removeCluster(join(folder, "postgres"));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const WEB = join(root, "web");

/** What the kit sets for the memory of the API. */
export function memoryOfApi(): Record<string, string> {
  const deployment = readFileSync(join(root, "deploy/apps/base/api/deployment.yaml"), "utf8");
  const settings = deployment.matchAll(
    /- name: (NODE_OPTIONS|MALLOC_\w+)\n(?:\s+#.*\n)*\s+value: "?([^"\n]+)"?/g,
  );
  const memory = Object.fromEntries([...settings].map(([, name, value]) => [name, value]));
  if (!memory.NODE_OPTIONS) throw new Error("the API's deployment has no NODE_OPTIONS");
  return memory;
}

/** Waits until the worker has done what is due: it would take time from what is measured. */
export async function settled(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, waitForWorker);
}

/** As `settled`, and the planner knows the tables as they are now, as in a shop that is open for a while. */
export async function settledAndAnalyzed(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await waitForWorker(client);
    await client.query("ANALYZE");
  });
}

async function withClient(databaseUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await work(client).finally(() => client.end());
}

async function waitForWorker(client: pg.Client): Promise<void> {
  const late = `SELECT FROM graphile_worker._private_jobs
    WHERE run_at <= now() - interval '2 seconds' AND attempts < max_attempts LIMIT 1`;
  while ((await client.query(late)).rows.length > 0) await wait(500);
}

/** Imports the demo catalogue without pictures, with a stock that does not run out. */
async function fill(environment: Record<string, string>): Promise<void> {
  const shop = await compose({
    config: readConfig({ ...environment, ROLES: "worker" }),
    clock: systemClock,
    log: createLog("warn", {}),
  });
  const { categories, products } = demoCatalogue();
  await shop.catalog.import({
    categories: categories.map((category) => ({ ...category, picture: null })),
    products: [],
  });
  for (let at = 0; at < products.length; at += 100) {
    await shop.catalog.import({
      categories: [],
      products: products.slice(at, at + 100).map(({ pictures: _, categorySlugs, variants, ...product }) => ({
        product: {
          ...product,
          variants: variants.map(({ picture: _drawn, ...variant }) => ({ ...variant, stock: 1_000_000 })),
        },
        categorySlugs,
        pictures: [],
        variantPictures: {},
      })),
    });
  }
  await shop.close();
}
