/**
 * A shop to measure: its own durable database, the demo catalogue, and one process per program, as in
 * production.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { demoCatalogue } from "../demo/catalogue.ts";
import { compose } from "../server/compose.ts";
import { migrateAll } from "../server/migrations.ts";
import { systemClock } from "../server/platform/clock.ts";
import { readConfig } from "../server/platform/config.ts";
import { removeCluster } from "../server/platform/embedded-postgres/location.ts";
import { startPostgres } from "../server/platform/embedded-postgres/start.ts";
import { createLog } from "../server/platform/log.ts";
import { freePorts } from "../server/platform/processes/free-ports.ts";

export const root = fileURLToPath(new URL("..", import.meta.url));

export interface BenchShop {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  /** Starts a program, waits for its line with `"msg":"ready"`, and returns that line. */
  start(args: readonly string[], environment?: Record<string, string>): Promise<{ port?: number }>;
  stop(): Promise<void>;
}

export async function startBenchShop(): Promise<BenchShop> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-bench-"));
  // Started by root, PostgreSQL runs under another account, which must be able to enter the folder.
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, "postgres") });
  const [port = 0, sandboxPort = 0] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    DATABASE_URL: postgres.url,
    HOST: "127.0.0.1",
    PUBLIC_URL: url,
    SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`,
    STORAGE_DIR: join(folder, "storage"),
    KEYS_DIR: join(folder, "keys"),
    OWNER_PASSWORD: "a-password-for-measuring",
    SIGN_UPS_PER_HOUR: "1000000",
  };
  const children: ChildProcess[] = [];

  async function start(args: readonly string[], extra: Record<string, string> = {}) {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...environment, ...extra },
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    const { promise, resolve, reject } = Promise.withResolvers<{ port?: number }>();
    let text = "";
    child.stdout.on("data", (part) => {
      text += part;
      const line = text.split("\n").find((each) => /"msg":"(sandbox )?ready"/.test(each));
      if (line) resolve(JSON.parse(line));
    });
    child.once("exit", () => reject(new Error(`${args.join(" ")} ended before it was ready:\n${text}`)));
    return promise;
  }

  await migrateAll(readConfig(environment));
  await fill(environment);
  await start(["sandbox/main.ts"], { PORT: String(sandboxPort), PUBLIC_URL: `${url}/sandbox` });
  await start(["server/main.ts"], { ROLES: "api", PORT: String(port), LOG_LEVEL: "info" });
  await start(["server/main.ts"], { ROLES: "worker", LOG_LEVEL: "info" });
  return {
    url,
    sandboxUrl: environment.SANDBOX_URL,
    databaseUrl: postgres.url,
    start,
    async stop() {
      for (const child of children.reverse()) {
        if (child.exitCode !== null) continue;
        const exited = once(child, "exit");
        child.kill("SIGTERM");
        await exited;
      }
      await postgres.stop();
      await removeCluster(join(folder, "postgres"));
      await rm(folder, { recursive: true, force: true });
    },
  };
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
