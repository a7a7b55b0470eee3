/**
 * `npm run audit`: checks the shop's invariants on its database and lists the violations. It only reads, and
 * the shop may be open meanwhile. `-- --json` prints the report as JSON. Exit code 0: no violation, 1:
 * violations, 2: no audit.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { ConfigError } from "../server/platform/config.ts";
import { PostgresProblem } from "../server/platform/embedded-postgres/problem.ts";
import { inWords, violationsOf } from "./audit/report.ts";
import { runAudit } from "./audit/run.ts";
import { requireUsableDatabase } from "./start/database.ts";
import { explainPostgres, StartProblem } from "./start/problem.ts";
import { readStartSettings } from "./start/settings.ts";
import { openDatabase } from "./start/shop-database.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** SQLSTATEs of a missing schema, table, column and function. */
const MISSING = ["3F000", "42P01", "42703", "42883"];

try {
  process.exitCode = await audit(process.argv.includes("--json"));
} catch (error) {
  console.error(whyNot(error));
  process.exitCode = 2;
}

async function audit(json: boolean): Promise<number> {
  const settings = readStartSettings(root, process.env);
  const database = await openDatabase(settings);
  try {
    await requireUsableDatabase(database.url);
    const storage = { STORAGE_DIR: join(settings.dataDir, "storage") };
    const report = await runAudit(database.url, { ...storage, ...process.env });
    const violations = violationsOf(report);
    console.log(
      json
        ? JSON.stringify({ sound: violations === 0, database: database.name, ...report }, null, 2)
        : inWords(report, database.name),
    );
    return violations === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

function whyNot(error: unknown): string {
  if (error instanceof PostgresProblem) return explainPostgres(error).message;
  if (error instanceof StartProblem || error instanceof ConfigError) return error.message;
  if (error instanceof pg.DatabaseError && MISSING.includes(error.code ?? "")) {
    return (
      `This database was not prepared by this version of Jangteo (${error.message}). ` +
      "Starting the shop brings it up to date."
    );
  }
  return `The audit failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`;
}
