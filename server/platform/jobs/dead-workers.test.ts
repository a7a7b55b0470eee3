import pg from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { connect, type Db } from "../db/db.ts";
import { createLog } from "../log.ts";
import { cloneDatabase, type TestDatabase } from "../testing/cluster.ts";
import { type Presence, showPresence } from "./dead-workers.ts";
import { findLockedLong, unlockLost } from "./queries.ts";

let database: TestDatabase;
let db: Db;
let client: pg.Client;
let presences: Presence[];
beforeEach(async () => {
  database = await cloneDatabase(inject("clusterUrl"));
  db = connect({ url: database.url, size: 4 });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  presences = [];
});
afterEach(async () => {
  for (const presence of presences) await presence.stop();
  await client.end();
  await db.close();
  await database.drop();
});

async function appear(name: string, look: () => readonly string[] = () => []): Promise<Presence> {
  const hand = { look: () => new Set(look()) };
  const presence = await showPresence(db, createLog("silent", {}), name, hand);
  presences.push(presence);
  return presence;
}

async function lockJobFor(name: string): Promise<void> {
  await client.query("SELECT graphile_worker.add_job('deliver', '{}'::json)");
  await client.query(
    "UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now() WHERE locked_by IS NULL",
    [name],
  );
}

async function passSeconds(seconds: number): Promise<void> {
  await client.query(
    "UPDATE graphile_worker._private_jobs SET locked_at = locked_at - $1 * interval '1 second'",
    [seconds],
  );
}

async function lockedBy(): Promise<(string | null)[]> {
  const { rows } = await client.query<{ locked_by: string | null }>(
    "SELECT locked_by FROM graphile_worker.jobs ORDER BY id",
  );
  return rows.map((row) => row.locked_by);
}

test("jobs of a dead worker go back to the queue when another worker appears", async () => {
  await lockJobFor("gone");
  await appear("new");
  expect(await lockedBy()).toEqual([null]);
});

test("jobs of workers that live stay with them", async () => {
  await appear("one");
  await lockJobFor("one");
  await appear("other");
  expect(await lockedBy()).toEqual(["one"]);
});

test("a job that a living worker never got goes back to the queue, and those in its hand stay", async () => {
  await lockJobFor("one");
  await lockJobFor("one");
  await lockJobFor("other");
  const { rows } = await client.query<{ id: string }>("SELECT id FROM graphile_worker.jobs ORDER BY id");
  const ids = rows.map(({ id }) => id);
  await appear("other", () => ids.slice(2));
  await appear("one", () => ids.slice(1, 2));
  await lockJobFor("one");
  await passSeconds(6);
  await lockJobFor("one");
  await expect.poll(lockedBy).toEqual([null, "one", "other", null, "one"]);
});

test("a job that was fetched while the look waited for a connection stays in its worker's hand", async () => {
  const fetched: string[] = [];
  const taken = Promise.withResolvers<pg.PoolClient[]>();
  let looks = 0;
  const appearing = appear("one", () => {
    looks += 1;
    // All but the one that holds the lock of the name.
    if (looks === 1) taken.resolve(Promise.all([1, 2, 3].map(() => db.pool.connect())));
    return [...fetched];
  });
  const clients = await taken.promise;
  await lockJobFor("one");
  await passSeconds(6);
  const { rows } = await client.query<{ id: string }>("SELECT id FROM graphile_worker.jobs");
  fetched.push(...rows.map(({ id }) => id));
  for (const each of clients) each.release();
  await appearing;
  expect(await lockedBy()).toEqual(["one"]);
});

test("a job that is fetched anew between look and unlock stays locked", async () => {
  await lockJobFor("one");
  await passSeconds(6);
  const [old] = await db.rows(findLockedLong, { name: "one" });
  const { id = "", lockedAt = "" } = old ?? {};
  await client.query("UPDATE graphile_worker._private_jobs SET locked_at = now()");
  expect(await db.rows(unlockLost, { name: "one", ids: [id], lockedAt: [lockedAt] })).toEqual([]);
  expect(await lockedBy()).toEqual(["one"]);
});

test("jobs of a worker that ends while others run are given back soon", async () => {
  const ending = await appear("ending");
  await appear("staying");
  await lockJobFor("ending");
  await ending.stop();
  await expect.poll(lockedBy).toEqual([null]);
});

test("a worker takes its lock again after its session broke", async () => {
  await appear("one");
  const advisoryLocks = `FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  await client.query(`SELECT pg_terminate_backend(pid) ${advisoryLocks}`);
  const holders = async () => (await client.query(`SELECT ${advisoryLocks}`)).rowCount;
  await expect.poll(holders).toBe(1);
});
