import { sql } from "kysely";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { connect, type Db } from "../db/db.ts";
import { prepared } from "../db/prepared.ts";
import { createLog } from "../log.ts";
import { createMetrics } from "../metrics.ts";
import { cloneDatabase, type TestDatabase } from "../testing/cluster.ts";
import { planDue } from "./queries.ts";
import { type RepeatingJob, startWorker, type Worker } from "./worker.ts";

const NAME = "test.due";
const jobs = prepared<object, { id: string; attempts: number }>(
  () => sql`SELECT id::text, attempts FROM graphile_worker.jobs WHERE task_identifier = ${sql.lit(NAME)}`,
);
const failForGood = prepared<object, never>(
  () => sql`UPDATE graphile_worker._private_jobs SET attempts = max_attempts`,
);
const written = prepared<object, { lsn: string }>(() => sql`SELECT pg_current_wal_insert_lsn()::text AS lsn`);

let database: TestDatabase;
let db: Db;
let workers: Worker[];
beforeEach(async () => {
  database = await cloneDatabase(inject("clusterUrl"));
  db = connect({ url: database.url, size: 8 });
  workers = [];
});
afterEach(async () => {
  for (const worker of workers) await worker.stop();
  await db.close();
  await database.drop();
});

async function start(job: RepeatingJob): Promise<void> {
  const log = createLog("silent", {});
  const deliver = async () => {};
  workers.push(await startWorker({ db, log, metrics: createMetrics(), repeating: [job], deliver }));
}

/** A job whose work is a number that it takes away. */
function work(pieces = 0) {
  const state = { left: pieces, asked: 0, running: 0, mostRunning: 0, runs: 0 };
  const job = {
    name: NAME,
    everyMs: 5,
    isDue: async () => {
      state.asked += 1;
      return state.left > 0;
    },
    run: async () => {
      state.runs += 1;
      state.running += 1;
      state.mostRunning = Math.max(state.mostRunning, state.running);
      await db.rows(written, {});
      state.left = Math.max(0, state.left - 1);
      state.running -= 1;
    },
  };
  return { state, job };
}

test("a job without work is asked about, and nothing of it is in the queue", async () => {
  const { state, job } = work();
  await start(job);
  await expect.poll(() => state.asked).toBeGreaterThan(20);
  expect(await db.rows(jobs, {})).toEqual([]);
  expect(state.runs).toBe(0);
});

test("work is done to its end, by one of several workers at a time", async () => {
  const { state, job } = work(12);
  await Promise.all([start(job), start(job), start(job)]);
  await expect.poll(() => state.left).toBe(0);
  expect(state.mostRunning).toBe(1);
  state.left = 3;
  await expect.poll(() => state.left).toBe(0);
  await expect.poll(() => db.rows(jobs, {})).toEqual([]);
});

test("a run that fails comes again, and leaves nothing behind", async () => {
  const { state, job } = work(1);
  const run = vi.fn(job.run).mockRejectedValueOnce(new Error("once"));
  await start({ ...job, run });
  await expect.poll(() => state.left).toBe(0);
  await expect.poll(() => db.rows(jobs, {})).toEqual([]);
});

test("a job that failed for good does not keep later work away", async () => {
  await db.rows(planDue, { task: NAME });
  await db.rows(failForGood, {});
  const { state, job } = work(1);
  await start(job);
  await expect.poll(() => state.left).toBe(0);
});

test("a look that fails is repeated", async () => {
  const { state, job } = work(1);
  const isDue = vi.fn(job.isDue).mockRejectedValueOnce(new Error("the database is away"));
  await start({ ...job, isDue });
  await expect.poll(() => state.left).toBe(0);
});

test("a job that waits is planned once", async () => {
  await Promise.all(Array.from({ length: 5 }, () => db.rows(planDue, { task: NAME })));
  const planned = await db.rows(jobs, {});
  expect(planned).toHaveLength(1);
  await db.rows(planDue, { task: NAME });
  expect(await db.rows(jobs, {})).toEqual(planned);
});
