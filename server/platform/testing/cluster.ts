/**
 * Databases for tests. One throw-away PostgreSQL is migrated once into a template, which each test file
 * clones in about 50 ms. Nothing is durable, for speed; all else is as in production. Tests that need a
 * server of their own copy the run's cluster as it was made: `initdb` takes 4 s of a core, a copy 0.1 s.
 */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { createCluster } from "../embedded-postgres/cluster.ts";
import { preparePlace, removeCluster } from "../embedded-postgres/location.ts";
import { startPostgres } from "../embedded-postgres/start.ts";

export interface TestCluster {
  /** Superuser's address of the maintenance database. */
  readonly url: string;
  /** A folder for `copyCluster`. */
  readonly newClusterDir: string;
  stop(): Promise<void>;
}

const TEMPLATE = "migrated";

/** Starts the server and makes the template. `migrate` gets the address of the template. */
export async function startTestCluster(migrate: (url: string) => Promise<unknown>): Promise<TestCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), "jangteo-test-"));
  // As root the server runs under another account, which must be able to enter the folder.
  await chmod(dataDir, 0o755);
  const [made, used] = [join(dataDir, "new"), join(dataDir, "postgres")];
  const place = await preparePlace(made);
  await createCluster(place, false);
  await copyCluster(place.clusterDir, used);
  const server = await startPostgres({ dataDir: used, durable: false });
  await run(server.url, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(databaseUrl(server.url, TEMPLATE));
  return {
    url: server.url,
    newClusterDir: place.clusterDir,
    async stop() {
      await server.stop();
      for (const folder of [made, used]) await removeCluster(folder);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Copies a cluster that was made and never started. `startPostgres({ dataDir })` then starts the copy. */
export async function copyCluster(newClusterDir: string, dataDir: string): Promise<void> {
  const { clusterDir } = await preparePlace(dataDir);
  // With the owner of each file: for root it is the account of the database.
  await promisify(execFile)("cp", ["-Rp", newClusterDir, clusterDir]);
}

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

let clones = 0;

/** Makes a fresh, migrated database. */
export async function cloneDatabase(clusterUrl: string): Promise<TestDatabase> {
  clones += 1;
  const name = `test_${process.pid}_${clones}`;
  await run(clusterUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
  return {
    url: databaseUrl(clusterUrl, name),
    drop: () => run(clusterUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function databaseUrl(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Clones are made one after the other: two at once would find the template in use.
    await client.query("SELECT pg_advisory_lock(1)");
    await client.query(statement);
  } finally {
    await client.end();
  }
}
