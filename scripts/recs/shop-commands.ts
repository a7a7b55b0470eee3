/**
 * The commands of `npm run recs` that act on the shop of this machine, or of DATABASE_URL. The shop may be
 * open meanwhile: its processes load the other model within seconds.
 */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compose, type Shop } from "../../server/compose.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { isDomainError } from "../../server/platform/errors.ts";
import { createLog } from "../../server/platform/log.ts";
import { requireUsableDatabase } from "../start/database.ts";
import { StartProblem } from "../start/problem.ts";
import { readStartSettings } from "../start/settings.ts";
import { openDatabase } from "../start/shop-database.ts";
import { text, twoLines } from "../start/texts.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

type Recommendations = NonNullable<Shop["recommendations"]>;

type Environment = Readonly<Record<string, string | undefined>>;

async function withShop(
  environment: Environment,
  work: (recommendations: Recommendations) => Promise<void>,
): Promise<void> {
  const settings = readStartSettings(root, environment);
  const { dataDir, publicUrl } = settings;
  const database = await openDatabase(settings);
  try {
    await requireUsableDatabase(database.url);
    const config = readConfig({
      PUBLIC_URL: publicUrl,
      // Payments and mails have no part in it.
      SANDBOX_URL: "http://127.0.0.1:1",
      STORAGE_DIR: join(dataDir, "storage"),
      RECOMMENDATIONS_DIR: join(dataDir, "recommendations"),
      KEYS_DIR: join(dataDir, "keys"),
      ...environment,
      ...{ DATABASE_URL: database.url, MODULES: "", PEERS: "", MIGRATIONS: "expect", ROLES: "worker" },
    });
    const shop = await compose({ config, clock: systemClock, log: createLog("error", { process: "recs" }) });
    try {
      if (!shop.recommendations) throw new Error("the shop runs without the module recommendations");
      await work(shop.recommendations);
    } finally {
      await shop.close();
    }
  } finally {
    await database.close();
  }
}

function readMove(args: string[]): { version: number; reason: string } {
  const { values } = parseArgs({
    args,
    options: { version: { type: "string", default: "0" }, reason: { type: "string", default: "" } },
  });
  const [version, reason] = [Number(values.version), values.reason.trim()];
  if (!Number.isInteger(version) || reason === "") throw new StartProblem(text("recsUsage"));
  return { version, reason };
}

const refusals = [
  ["NOT_FOUND", "recsUnknownModel"],
  ["MODEL_UNUSABLE", "recsUnusableModel"],
  ["NO_PREVIOUS_MODEL", "recsNoPreviousModel"],
] as const;

/** Says in words why a model cannot be used. */
async function refusedInWords(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    for (const [code, key] of refusals)
      if (isDomainError(error, code)) throw new StartProblem(text(key), { cause: error });
    throw error;
  }
}

function report(result: Awaited<ReturnType<Recommendations["train"]>>): void {
  if (result === null) throw new StartProblem(text("recsRunning"));
  console.log(JSON.stringify(result));
  if (result.status === "rejected") process.exitCode = 2;
}

/** Trains from the shop's events, and registers what comes of it. */
export const trainShop = (environment: Environment): Promise<void> =>
  withShop(environment, async ({ train }) => report(await train({ cause: "command" })));

/** Writes the shop's events for a program elsewhere. */
export const exportFromShop = (environment: Environment, folder: string): Promise<void> =>
  withShop(environment, async ({ exportHandoff }) => void (await exportHandoff({ folder: resolve(folder) })));

/** Makes a model of what that program left, and registers it. */
export const importIntoShop = (environment: Environment, folder: string): Promise<void> =>
  withShop(environment, async ({ importHandoff }) =>
    report(await importHandoff({ folder: resolve(folder) })),
  );

export async function promoteInShop(environment: Environment, args: string[]): Promise<void> {
  const { version, reason } = readMove(args);
  if (version < 1) throw new StartProblem(text("recsUsage"));
  await withShop(environment, ({ promote }) => refusedInWords(() => promote({ version, reason })));
  console.log(twoLines(text("recsPromoted", { version })));
}

/** Compares the lists of a version with those that were shown. */
export async function replayInShop(environment: Environment, args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { version: { type: "string", default: "0" }, days: { type: "string", default: "7" } },
  });
  const [version, days] = [Number(values.version), Number(values.days)];
  const isDays = Number.isInteger(days) && days >= 1 && days <= 14;
  if (!Number.isInteger(version) || version < 1 || !isDays) throw new StartProblem(text("recsUsage"));
  await withShop(environment, ({ replay }) =>
    refusedInWords(async () => {
      const report = await replay({ version, days });
      if (report.figures.lists === 0) throw new StartProblem(text("recsNothingToReplay", { days }));
      console.log(JSON.stringify(report, null, 2));
    }),
  );
}

export async function rollBackShop(environment: Environment, args: string[]): Promise<void> {
  const { reason } = readMove(args);
  await withShop(environment, ({ rollBack }) => refusedInWords(() => rollBack({ reason })));
  console.log(twoLines(text("recsRolledBack")));
}
