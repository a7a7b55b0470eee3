/**
 * Databases for tests. One throw-away PostgreSQL is migrated once into a template, which each test file
 * clones in about 50 ms. Nothing is durable, for speed; all else is as in production.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { removeCluster } from "../embedded-postgres/location.ts";
import { startPostgres } from "../embedded-postgres/start.ts";

export interface TestCluster {
  /** Superuser's address of the maintenance database. */
  readonly url: string;
  stop(): Promise<void>;
}

const TEMPLATE = "migrated";

/** Starts the server and makes the template. `migrate` gets the address of the template. */
export async function startTestCluster(migrate: (url: string) => Promise<unknown>): Promise<TestCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), "jangteo-test-"));
  // As root the server runs under another account, which must be able to enter the folder.
  await chmod(dataDir, 0o755);
  const server = await startPostgres({ dataDir: join(dataDir, "postgres"), durable: false });
  await run(server.url, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(databaseUrl(server.url, TEMPLATE));
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await removeCluster(join(dataDir, "postgres"));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
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
