/** Runs each module's audit on a database, as a process with all modules and no roles: it serves nothing and writes nothing. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { compose, moduleNames, type Shop } from "../../server/compose.ts";
import { auditChain } from "../../server/platform/audit-log/audit-log.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { type Config, readConfig } from "../../server/platform/config.ts";
import { countJobs } from "../../server/platform/jobs/queries.ts";
import { createLog } from "../../server/platform/log.ts";
import { type Audited, invariants } from "./invariants.ts";

export interface ModuleReport {
  readonly module: Audited;
  readonly invariants: readonly string[];
  /** In words, a hundred at most. */
  readonly violations: readonly string[];
}

export interface AuditReport {
  readonly modules: readonly ModuleReport[];
  /** Deliveries and other jobs; `dead` were given up after their last try and wait for a person. */
  readonly jobs: { readonly waiting: number; readonly retrying: number; readonly dead: number };
}

/** An open shop is read while money and orders move: what is only on its way has arrived when we look again. */
const LOOKS = 4;
const PAUSE_MS = 1_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** `environment` may name databases of single modules (`DATABASE_URL_ORDERS`), as for the server. */
export async function runAudit(
  url: string,
  environment: Environment = {},
  pauseMs = PAUSE_MS,
): Promise<AuditReport> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-audit-"));
  const shop = await openReadOnly(url, environment, folder);
  try {
    const modules: ModuleReport[] = [];
    for (const module of ["platform", ...moduleNames] as const) {
      const violations = await lasting(() => look(shop, module), pauseMs);
      modules.push({ module, invariants: invariants[module], violations });
    }
    return { modules, jobs: await queued(shop) };
  } finally {
    await shop.close();
    await rm(folder, { recursive: true });
  }
}

async function openReadOnly(url: string, environment: Environment, keysDir: string): Promise<Shop> {
  const databases = Object.entries(environment).filter(
    ([name, value]) => name.startsWith("DATABASE_URL_") && value,
  );
  const settings = Object.fromEntries(databases.map(([name, value]) => [name, readOnly(value ?? "")]));
  const config: Config = {
    ...readConfig({ ...settings, DATABASE_URL: readOnly(url), DATABASE_POOL: "4", KEYS_DIR: keysDir }),
    roles: new Set(),
  };
  return compose(config, systemClock, createLog("silent", {}));
}

/** PostgreSQL itself refuses whatever would write. Counting a large shop takes longer than a request may. */
function readOnly(text: string): string {
  const url = new URL(text);
  const given = url.searchParams.get("options") ?? "";
  url.searchParams.set(
    "options",
    `${given} -c default_transaction_read_only=on -c statement_timeout=600000`.trim(),
  );
  return url.toString();
}

/** Each database has an audit log; a module looks at its own rows. */
async function look(shop: Shop, name: Audited): Promise<string[]> {
  if (name === "platform") return (await Promise.all(shop.databases.map(auditChain))).flat();
  const module = shop.modules.get(name);
  if (!module) throw new Error(`${name} does not run here`);
  return module.audit();
}

/** The violations that are there each time we look. */
async function lasting(audit: () => Promise<string[]>, pauseMs: number): Promise<string[]> {
  let found = await audit();
  for (let looks = 1; looks < LOOKS && found.length > 0; looks += 1) {
    await wait(pauseMs);
    const again = new Set(await audit());
    found = found.filter((violation) => again.has(violation));
  }
  return found;
}

async function queued(shop: Shop): Promise<AuditReport["jobs"]> {
  const sums = { waiting: 0, retrying: 0, dead: 0 };
  for (const db of shop.databases) {
    const counts = await db.first(countJobs, {});
    sums.waiting += counts?.waiting ?? 0;
    sums.retrying += counts?.retrying ?? 0;
    sums.dead += counts?.dead ?? 0;
  }
  return sums;
}
