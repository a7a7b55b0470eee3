/** The databases of a process: one pool for each address. Modules that share an address share the pool. */
import { type ModuleName, moduleNames } from "./module-names.ts";
import type { Config } from "./platform/config.ts";
import { connect, type Db } from "./platform/db/db.ts";
import { subscribe } from "./platform/jobs/events.ts";
import type { Log } from "./platform/log.ts";
import type { Module } from "./platform/module.ts";

export interface Databases {
  /** The one that carries the changes between processes. */
  readonly main: Db;
  /** Those that are open, once each. */
  readonly all: readonly Db[];
  /** The database of a module; opened when it is asked for first. */
  of(name: ModuleName): Db;
}

export const databaseUrl = (config: Config, name: ModuleName): string =>
  config.databases.get(name) ?? config.DATABASE_URL;

export function openDatabases(config: Config, log: Log): Databases {
  const byUrl = new Map<string, Db>();
  const open = (url: string): Db => {
    const known = byUrl.get(url);
    if (known) return known;
    const db = connect({
      url,
      size: config.DATABASE_POOL,
      name: `jangteo ${[...config.roles].join("+")}`,
      onIdleError: (err) => log.warn({ err }, "an idle database connection broke"),
    });
    byUrl.set(url, db);
    return db;
  };
  const main = open(config.DATABASE_URL);
  return {
    main,
    of: (name) => open(databaseUrl(config, name)),
    get all() {
      return [...byUrl.values()];
    },
  };
}

/**
 * Subscribes the consumers of this process's modules in every database: a module that runs elsewhere may
 * publish an event, too.
 */
export async function subscribeAll(
  config: Config,
  modules: ReadonlyMap<ModuleName, Module>,
  log: Log,
): Promise<void> {
  const databases = openDatabases(config, log);
  try {
    for (const name of moduleNames) databases.of(name);
    for (const [name, { consumers }] of modules) {
      for (const db of databases.all) await subscribe(db, name, Object.keys(consumers));
    }
  } finally {
    await Promise.all(databases.all.map((db) => db.close()));
  }
}
