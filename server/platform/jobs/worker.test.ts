import { sql } from "kysely";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import type { EventMessage } from "../contract/contract.ts";
import { connect, type Db } from "../db/db.ts";
import { prepared } from "../db/prepared.ts";
import { createLog } from "../log.ts";
import { createMetrics } from "../metrics.ts";
import { cloneDatabase, type TestDatabase } from "../testing/cluster.ts";
import { subscribe } from "./events.ts";
import { countJobs } from "./queries.ts";
import { type RepeatingJob, startWorker, type Worker } from "./worker.ts";

const publish = prepared<{ type: string; payload: string }, never>(
  (p) => sql`SELECT platform.publish(${p.type}, 1, ${p.payload}::jsonb)`,
);
const retryNow = prepared<object, never>(
  () => sql`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL AND attempts > 0`,
);
const planned = prepared<{ task: string }, { key: string; runAt: Date }>(
  (p) => sql`SELECT key, run_at AS "runAt" FROM graphile_worker.jobs WHERE task_identifier = ${p.task}`,
);

let database: TestDatabase;
let db: Db;
let workers: Worker[];
let delivered: (EventMessage & { consumer: string })[];
const log = createLog("silent", {});
const metrics = createMetrics();
beforeEach(async () => {
  database = await cloneDatabase(inject("clusterUrl"));
  db = connect({ url: database.url, size: 8 });
  workers = [];
  delivered = [];
});
afterEach(async () => {
  for (const worker of workers) await worker.stop();
  await db.close();
  await database.drop();
});

async function start(
  repeating: readonly RepeatingJob[] = [],
  deliver: (consumer: string, message: EventMessage) => Promise<void> = async (consumer, message) => {
    delivered.push({ ...message, consumer });
  },
): Promise<Worker> {
  const worker = await startWorker({
    db,
    log,
    metrics,
    repeating,
    deliver,
  });
  workers.push(worker);
  return worker;
}

test("an event reaches each of its subscribers once, with its type, version and payload", async () => {
  await subscribe(db, "catalog", ["stock.changed"]);
  await subscribe(db, "orders", ["stock.changed", "other"]);
  await Promise.all([start(), start()]);
  await db.rows(publish, { type: "stock.changed", payload: '{"sku":"머그"}' });
  await db.rows(publish, { type: "nobody.listens", payload: "{}" });
  await vi.waitFor(() => expect(delivered).toHaveLength(2), { timeout: 60_000 });
  expect(delivered.map(({ consumer }) => consumer).sort()).toEqual(["catalog", "orders"]);
  expect(delivered[0]).toMatchObject({ type: "stock.changed", version: 1, payload: { sku: "머그" } });
  expect(delivered[0]?.id).toBe(delivered[1]?.id);
  expect(new Date(delivered[0]?.occurredAt ?? "").getTime()).toBeCloseTo(Date.now(), -5);
});

test("a process of the version before that starts takes no event from the version after", async () => {
  await subscribe(db, "catalog", ["a", "b"]);
  await subscribe(db, "catalog", ["b"]);
  await db.rows(publish, { type: "a", payload: "{}" });
  await start();
  await vi.waitFor(() => expect(delivered.map(({ type }) => type)).toEqual(["a"]), { timeout: 60_000 });
  expect(await db.first(countJobs, {})).toMatchObject({ waiting: 0 });
});

test("an event of a transaction that rolls back is never delivered", async () => {
  await subscribe(db, "catalog", ["a"]);
  const failing = db.transaction(async (trx) => {
    await trx.rows(publish, { type: "a", payload: "{}" });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await db.first(countJobs, {})).toEqual({ waiting: 0, retrying: 0, dead: 0 });
});

test("a delivery that fails is tried again until it succeeds", async () => {
  await subscribe(db, "catalog", ["a"]);
  let tries = 0;
  await start([], async () => {
    tries += 1;
    if (tries < 3) throw new Error("not yet");
  });
  await db.rows(publish, { type: "a", payload: "{}" });
  await vi.waitFor(
    async () => {
      await db.rows(retryNow, {});
      expect(tries).toBe(3);
    },
    { timeout: 60_000 },
  );
  await vi.waitFor(
    async () => expect(await db.first(countJobs, {})).toEqual({ waiting: 0, retrying: 0, dead: 0 }),
    { timeout: 60_000 },
  );
});

test("a repeating job is planned once, however many workers start", async () => {
  const job = { name: "test.rare", everyMs: 3_600_000, run: vi.fn(async () => {}) };
  await Promise.all([start([job]), start([job]), start([job])]);
  await vi.waitFor(
    async () => {
      expect(job.run).toHaveBeenCalled();
      const plans = await db.rows(planned, { task: job.name });
      expect(plans.map(({ key }) => key)).toEqual([job.name]);
      expect(plans[0]?.runAt.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    },
    { timeout: 60_000 },
  );
});

test("a repeating job comes round again, also after it failed", async () => {
  const run = vi.fn(async () => {});
  run.mockRejectedValueOnce(new Error("once"));
  await start([{ name: "test.often", everyMs: 1, run }]);
  await vi.waitFor(() => expect(run.mock.calls.length).toBeGreaterThanOrEqual(3), { timeout: 60_000 });
  // The failed run is no dead letter: there is nothing that a merchant could do about it.
  expect(await db.first(countJobs, {})).toMatchObject({ dead: 0 });
});

test("stopping waits for the jobs in hand, and takes no new ones", async () => {
  await subscribe(db, "catalog", ["a"]);
  const gate = Promise.withResolvers<void>();
  let ended = 0;
  const began = Promise.withResolvers<void>();
  const worker = await start([], async () => {
    began.resolve();
    await gate.promise;
    ended += 1;
  });
  await db.rows(publish, { type: "a", payload: "{}" });
  await began.promise;
  const stopping = worker.stop().then(() => ended);
  await db.rows(publish, { type: "a", payload: "{}" });
  gate.resolve();
  expect(await stopping).toBe(1);
  workers = [];
  expect(await db.first(countJobs, {})).toEqual({ waiting: 1, retrying: 0, dead: 0 });
});

/** Ends all sessions of the test's database, and lets nothing in until `back`. */
async function openMaintenance() {
  const name = new URL(database.url).pathname.slice(1);
  const maintenance = new pg.Client({ connectionString: inject("clusterUrl") });
  await maintenance.connect();
  return {
    async end() {
      await maintenance.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await maintenance.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [
        name,
      ]);
    },
    async back() {
      await maintenance.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
      await maintenance.end();
    },
  };
}

/** Three jobs: one has up to 25 events. Their first events are 1, 26 and 51. */
const EVENTS = 51;

test("a queue that a database's end took with it is opened anew, and its jobs are done", async () => {
  await subscribe(db, "catalog", ["a"]);
  const errors = vi.spyOn(log, "error");
  const logged = (words: string, times = 1) =>
    vi.waitFor(
      () => {
        const lines = errors.mock.calls.flat().filter((each) => typeof each === "string");
        expect(lines.filter((line) => line.includes(words)).length).toBeGreaterThanOrEqual(times);
      },
      { timeout: 60_000 },
    );
  const maintenance = await openMaintenance();
  await db.transaction(async (trx) => {
    for (let at = 1; at <= EVENTS; at += 1)
      await trx.rows(publish, { type: "a", payload: JSON.stringify({ at }) });
  });
  const begun = new Map([26, 51].map((at) => [at, Promise.withResolvers<void>()]));
  const dies: Record<number, () => Promise<void>> = {
    async 1() {
      for (const { promise } of begun.values()) await promise;
      await maintenance.end();
    },
    // The queue miscounts what it has to store when one more job ends after one could not be stored. Then it
    // never says that it has ended.
    async 26() {
      await logged("Failed to complete jobs");
    },
    async 51() {
      await logged("Failed to complete jobs", 2);
      throw new Error("its database is away");
    },
  };
  await start([], async (consumer, message) => {
    const { at } = message.payload as { at: number };
    const die = dies[at];
    delete dies[at];
    begun.get(at)?.resolve();
    await die?.();
    delivered.push({ ...message, consumer });
  });
  await logged("the job queue has ended: it is opened anew");
  await maintenance.back();
  await vi.waitFor(
    async () => {
      await db.rows(retryNow, {});
      expect(await db.first(countJobs, {})).toEqual({ waiting: 0, retrying: 0, dead: 0 });
    },
    { timeout: 60_000 },
  );
  const found = new Set(delivered.map(({ payload }) => (payload as { at: number }).at));
  expect(found).toEqual(new Set(Array.from({ length: EVENTS }, (_, at) => at + 1)));
});

test("how long jobs take is counted by their name and outcome", async () => {
  await start([{ name: "test.measured", everyMs: 3_600_000, run: async () => {} }]);
  await vi.waitFor(
    async () =>
      expect(await metrics.registry.metrics()).toContain(
        'job_duration_seconds_count{task="test.measured",outcome="done"} 1',
      ),
    { timeout: 60_000 },
  );
});

test("a new job waits for the disk, and what becomes of it does not", async () => {
  const url = new URL(database.url);
  // As in a shop: the clusters of tests wait for nothing.
  await db.script(`ALTER DATABASE "${url.pathname.slice(1)}" SET synchronous_commit = on;
    CREATE TABLE waits (kind text, setting text);
    CREATE FUNCTION note_wait() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO waits VALUES (TG_OP, current_setting('synchronous_commit'));
      RETURN NULL;
    END $$;
    CREATE TRIGGER made_or_done AFTER INSERT OR DELETE ON graphile_worker._private_jobs
      FOR EACH ROW EXECUTE FUNCTION note_wait();
    CREATE TRIGGER fetched AFTER UPDATE ON graphile_worker._private_jobs
      FOR EACH ROW WHEN (OLD.locked_at IS NULL AND NEW.locked_at IS NOT NULL) EXECUTE FUNCTION note_wait()`);
  await db.close();
  db = connect({ url: database.url, size: 8 });
  await subscribe(db, "catalog", ["stock.changed"]);
  const repeated = vi.fn(async () => undefined);
  await start([{ name: "repeat", everyMs: 50, run: repeated }]);
  await db.rows(publish, { type: "stock.changed", payload: "{}" });
  await vi.waitFor(() => expect(delivered).toHaveLength(1), { timeout: 60_000 });
  await vi.waitFor(() => expect(repeated.mock.calls.length).toBeGreaterThan(2), { timeout: 60_000 });
  await vi.waitFor(async () => {
    const { rows } = await db.pool.query("SELECT DISTINCT kind, setting FROM waits ORDER BY kind, setting");
    expect(rows).toEqual([
      { kind: "DELETE", setting: "off" },
      { kind: "INSERT", setting: "on" },
      { kind: "UPDATE", setting: "off" },
    ]);
  }, 60_000);
});
