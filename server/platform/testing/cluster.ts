/**
 * Databases for tests. One throw-away PostgreSQL is migrated once into a template, which each test file
 * clones in about 40 ms. Nothing is durable, for speed; all else is as in production. Tests that need a
 * server of their own copy the run's cluster as it was made: `initdb` takes 4 s of a core, a copy 0.1 s.
 */
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { createCluster } from "../embedded-postgres/cluster.ts";
import { preparePlace, removeCluster } from "../embedded-postgres/location.ts";
import { startPostgres } from "../embedded-postgres/start.ts";
import { makeFolder } from "./memory-folder.ts";

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
  const dataDir = await makeFolder("test");
  const [made, used] = [join(dataDir, "new"), join(dataDir, "postgres")];
  const place = await preparePlace(made);
  await createCluster(place, false);
  await copyCluster(place.clusterDir, used);
  const server = await startPostgres({ dataDir: used, durable: false });
  await connected(server.url, (client) => client.query(`CREATE DATABASE ${TEMPLATE}`));
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
  await connected(clusterUrl, async (client) => {
    // Clones are made one after the other: two at once would find the template in use.
    await client.query("SELECT pg_advisory_lock(1)");
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
  });
  return {
    url: databaseUrl(clusterUrl, name),
    drop: () =>
      connected(clusterUrl, async (client) => {
        await sessionsEnded(client, name);
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

const SESSIONS_END_MS = 500;

/**
 * Waits for sessions whose client is closing: `FORCE` would send them an error that no one waits for any
 * more. Those that a test has left open are not waited for for long.
 */
async function sessionsEnded(client: pg.Client, name: string): Promise<void> {
  for (const until = Date.now() + SESSIONS_END_MS; Date.now() < until; await wait(10)) {
    const { rowCount } = await client.query("SELECT FROM pg_stat_activity WHERE datname = $1", [name]);
    if (rowCount === 0) return;
  }
}

function databaseUrl(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function connected(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
