/**
 * Forward-only migrations. Each module owns numbered `.sql` files. Each file runs once, in its own
 * transaction unless its first line says otherwise (`online-indexes.ts`); its name and checksum are stored.
 * Many processes may start at once: an advisory lock lets one migrate while the others wait.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runMigrations as migrateJobQueue } from "graphile-worker";
import pg from "pg";
import { readBuilds, runBuilds } from "./online-indexes.ts";

export interface MigrationFolder {
  readonly module: string;
  readonly directory: string;
}

interface Migration {
  readonly module: string;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** Any fixed number that differs from other programs' locks in the same database. */
const LOCK = 0x6a616e67;

/**
 * Runs the migrations that have not run yet and returns their names (`<module>/0001_first.sql`). Throws an
 * Error for a file that fails or that was changed after it ran.
 */
export async function migrate(url: string, folders: readonly MigrationFolder[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: "jangteo migrate" });
  await client.connect();
  try {
    await takeTurn(client);
    await migrateJobQueue({ connectionString: url, preset: { worker: { schema: "graphile_worker" } } });
    await client.query(`CREATE SCHEMA IF NOT EXISTS platform;
      CREATE TABLE IF NOT EXISTS platform.migrations (
        module text NOT NULL, name text NOT NULL, checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (module, name))`);
    const ran: string[] = [];
    for (const migration of await readAll(folders)) {
      if (await apply(client, migration)) ran.push(nameOf(migration));
    }
    return ran;
  } finally {
    await client.end();
  }
}

const TURN_EVERY_MS = 100;

/**
 * Waits until no other process migrates. Not inside of PostgreSQL: the statement that waits there is one that
 * CREATE INDEX CONCURRENTLY would wait for, and each would wait for the other.
 */
async function takeTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [LOCK]);
    if (rows[0]?.mine) return;
    await wait(TURN_EVERY_MS);
  }
}

/**
 * Returns the names of the migrations that have not run yet. Reads alone. Throws an Error for a file that was
 * changed after it ran.
 */
export async function findMissing(url: string, folders: readonly MigrationFolder[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: "jangteo start" });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string | null }>(
      "SELECT to_regclass('platform.migrations') AS table",
    );
    const isEmpty = rows[0]?.table === null;
    const missing: string[] = [];
    for (const migration of await readAll(folders)) {
      if (isEmpty || !(await hasRun(client, migration))) missing.push(nameOf(migration));
    }
    return missing;
  } finally {
    await client.end();
  }
}

async function readAll(folders: readonly MigrationFolder[]): Promise<Migration[]> {
  const found: Migration[] = [];
  for (const { module, directory } of folders) {
    for (const name of (await readdir(directory)).filter((file) => file.endsWith(".sql")).sort()) {
      const text = await readFile(join(directory, name), "utf8");
      found.push({ module, name, text, checksum: createHash("sha256").update(text).digest("hex") });
    }
  }
  return found;
}

const nameOf = ({ module, name }: Migration): string => `${module}/${name}`;

async function hasRun(client: pg.Client, migration: Migration): Promise<boolean> {
  const known = await client.query(
    "SELECT checksum FROM platform.migrations WHERE module = $1 AND name = $2",
    [migration.module, migration.name],
  );
  if (known.rows.length === 0) return false;
  if (known.rows[0].checksum === migration.checksum) return true;
  throw new Error(`Migration ${nameOf(migration)} was changed after it ran. Add a new file instead.`);
}

async function apply(client: pg.Client, migration: Migration): Promise<boolean> {
  if (await hasRun(client, migration)) return false;
  try {
    const builds = readBuilds(migration.text);
    if (builds) {
      await runBuilds(client, builds);
      await remember(client, migration);
    } else await applyWhole(client, migration);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`Migration ${nameOf(migration)} failed: ${reason}`, { cause: error });
  }
  return true;
}

async function applyWhole(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.text);
    await remember(client, migration);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

async function remember(client: pg.Client, { module, name, checksum }: Migration): Promise<void> {
  await client.query("INSERT INTO platform.migrations (module, name, checksum) VALUES ($1, $2, $3)", [
    module,
    name,
    checksum,
  ]);
}
