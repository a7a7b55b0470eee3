import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { databaseUrl } from "./databases.ts";
import { moduleNames } from "./module-names.ts";
import type { Config } from "./platform/config.ts";
import { migrate } from "./platform/db/migrate.ts";

const here = dirname(fileURLToPath(import.meta.url));
const platform = { module: "platform", directory: join(here, "platform/migrations") };

/**
 * Brings every database that the settings name to the newest version. Returns the names of those that ran.
 */
export async function migrateAll(config: Config): Promise<string[]> {
  // The main database carries the changes even when every module has one of its own.
  const byUrl = new Map([[config.DATABASE_URL, [platform]]]);
  for (const module of moduleNames) {
    const url = databaseUrl(config, module);
    const folder = { module, directory: join(here, "modules", module, "migrations") };
    byUrl.set(url, [...(byUrl.get(url) ?? [platform]), folder]);
  }
  const ran: string[] = [];
  for (const [url, folders] of byUrl) ran.push(...(await migrate(url, folders)));
  return ran;
}
