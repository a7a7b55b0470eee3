/**
 * Runs each module's audit on a database. The process has all modules and no roles, so it serves nothing and
 * writes nothing.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { compose, type Shop } from "../../server/compose.ts";
import { moduleNames } from "../../server/module-names.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { type Config, readConfig } from "../../server/platform/config.ts";
import { countJobs } from "../../server/platform/jobs/queries.ts";
import { createLog } from "../../server/platform/log.ts";
import { type AuditScope, lastingViolations } from "../../server/watch/invariants.ts";
import { invariants } from "./invariants.ts";

export interface ModuleReport {
  readonly module: AuditScope;
  readonly invariants: readonly string[];
  /** One sentence each, a hundred at most. */
  readonly violations: readonly string[];
}

export interface AuditReport {
  readonly modules: readonly ModuleReport[];
  /** Deliveries and other jobs. A `dead` job has used its last try and waits for the merchant. */
  readonly jobs: { readonly waiting: number; readonly retrying: number; readonly dead: number };
}

const PAUSE_MS = 1_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** For several audits of one database: the connections and their plans stay. */
export interface Audit {
  run(pauseMs?: number): Promise<AuditReport>;
  close(): Promise<void>;
}

/** Opens, audits once, and closes. */
export async function runAudit(
  url: string,
  environment: Environment = {},
  pauseMs?: number,
): Promise<AuditReport> {
  const audit = await openAudit(url, environment);
  try {
    return await audit.run(pauseMs);
  } finally {
    await audit.close();
  }
}

/**
 * `environment` may name databases of single modules (`DATABASE_URL_ORDERS`) and the storage, as for the
 * server.
 */
export async function openAudit(url: string, environment: Environment = {}): Promise<Audit> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-audit-"));
  const shop = await openReadOnly(url, environment, folder);
  return {
    async run(pauseMs = PAUSE_MS) {
      const modules: ModuleReport[] = [];
      for (const module of ["platform", ...moduleNames] as const) {
        const violations = await lastingViolations(shop, module, () => wait(pauseMs));
        modules.push({ module, invariants: invariants[module], violations });
      }
      return { modules, jobs: await countQueued(shop) };
    },
    async close() {
      await shop.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function openReadOnly(url: string, environment: Environment, keysDir: string): Promise<Shop> {
  const given = (prefix: string): [string, string][] =>
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith(prefix) && value ? [[name, value]] : [],
    );
  const databases = given("DATABASE_URL_");
  const settings = Object.fromEntries(databases.map(([name, value]) => [name, readOnly(value)]));
  const config: Config = {
    ...readConfig({
      ...settings,
      // Files are compared with what is stored of them.
      ...Object.fromEntries(given("STORAGE_")),
      DATABASE_URL: readOnly(url),
      DATABASE_POOL: "4",
      KEYS_DIR: keysDir,
    }),
    roles: new Set(),
  };
  return compose({ config, clock: systemClock, log: createLog("silent", {}) });
}

/** Makes PostgreSQL refuse every write. The timeout is long because counting a large shop takes long. */
function readOnly(text: string): string {
  const url = new URL(text);
  const existing = url.searchParams.get("options") ?? "";
  url.searchParams.set(
    "options",
    `${existing} -c default_transaction_read_only=on -c statement_timeout=600000`.trim(),
  );
  return url.toString();
}

async function countQueued(shop: Shop): Promise<AuditReport["jobs"]> {
  const sums = { waiting: 0, retrying: 0, dead: 0 };
  for (const db of shop.databases) {
    const counts = await db.first(countJobs, {});
    sums.waiting += counts?.waiting ?? 0;
    sums.retrying += counts?.retrying ?? 0;
    sums.dead += counts?.dead ?? 0;
  }
  return sums;
}
