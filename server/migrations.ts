import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { databaseUrl } from "./databases.ts";
import { moduleNames } from "./module-names.ts";
import type { Config } from "./platform/config.ts";
import { findMissing, type MigrationFolder, migrate } from "./platform/db/migrate.ts";

const here = dirname(fileURLToPath(import.meta.url));
const platform = { module: "platform", directory: join(here, "platform/migrations") };

/**
 * Brings every database that the settings name to the newest version. Returns the names of those that ran.
 */
export async function migrateAll(config: Config): Promise<string[]> {
  const ran: string[] = [];
  for (const [url, folders] of foldersByUrl(config)) ran.push(...(await migrate(url, folders)));
  return ran;
}

/**
 * Throws an Error that names what this version needs and a database lacks. A database may know migrations of
 * a newer version: old and new processes run side by side. Needs no right to change a table.
 */
export async function refuseMissingMigrations(config: Config): Promise<void> {
  const missing: string[] = [];
  for (const [url, folders] of foldersByUrl(config)) missing.push(...(await findMissing(url, folders)));
  if (missing.length > 0) throw new Error(`These migrations have not run yet: ${missing.join(", ")}`);
}

function foldersByUrl(config: Config): Map<string, MigrationFolder[]> {
  // The main database carries the changes even when every module has one of its own.
  const byUrl = new Map([[config.DATABASE_URL, [platform]]]);
  for (const module of moduleNames) {
    const url = databaseUrl(config, module);
    const folder = { module, directory: join(here, "modules", module, "migrations") };
    byUrl.set(url, [...(byUrl.get(url) ?? [platform]), folder]);
  }
  return byUrl;
}
