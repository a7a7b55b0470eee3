import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { connect, type Db } from "../db/db.ts";
import { createLog } from "../log.ts";
import { cloneDatabase, type TestDatabase } from "../testing/cluster.ts";
import { keepPlans } from "./lost-plans.ts";
import { planRepeats } from "./queries.ts";

const job = { name: "test.hourly", everyMs: 3_600_000 };
let database: TestDatabase;
let db: Db;
let client: pg.Client;
beforeAll(async () => {
  database = await cloneDatabase(inject("clusterUrl"));
  db = connect({ url: database.url, size: 4 });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
beforeEach(async () => {
  await client.query("DELETE FROM graphile_worker._private_jobs");
});
afterAll(async () => {
  await client.end();
  await db.close();
  await database.drop();
});

const minutesFromNow = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

interface Plan {
  readonly attempts: number;
  readonly due: boolean;
}

async function plans(): Promise<Plan[]> {
  const { rows } = await client.query<Plan>(
    "SELECT attempts, run_at <= now() AS due FROM graphile_worker.jobs WHERE key = $1",
    [job.name],
  );
  return rows;
}

/** Looks until the plan is due. */
async function keep(): Promise<Plan[]> {
  const keeper = keepPlans(db, createLog("silent", {}), [job], 10);
  try {
    await expect.poll(async () => (await plans())[0]?.due).toBe(true);
    return await plans();
  } finally {
    await keeper.stop();
  }
}

test("a job without a plan is planned", async () => {
  expect(await keep()).toEqual([{ attempts: 0, due: true }]);
});

test("a job that used up its tries is planned again", async () => {
  await db.rows(planRepeats, { tasks: [job.name], runAt: minutesFromNow(30) });
  await client.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts");
  expect(await keep()).toEqual([{ attempts: 0, due: true }]);
});

test("a job that a moved clock planned for another day runs now", async () => {
  await db.rows(planRepeats, { tasks: [job.name], runAt: minutesFromNow(24 * 60) });
  expect(await keep()).toEqual([{ attempts: 0, due: true }]);
});

test("a job that is planned as it should be, or runs, is left alone", async () => {
  await db.rows(planRepeats, { tasks: [job.name], runAt: minutesFromNow(59) });
  const another = { name: "test.lost", everyMs: 1_000 };
  const keeper = keepPlans(db, createLog("silent", {}), [job, another], 10);
  const isPlanned = async (name: string): Promise<boolean> =>
    (await client.query("SELECT FROM graphile_worker.jobs WHERE key = $1", [name])).rows.length === 1;
  // The look that planned the other job has seen this one, too.
  await expect.poll(() => isPlanned(another.name)).toBe(true);
  expect(await plans()).toEqual([{ attempts: 0, due: false }]);
  await client.query(
    "UPDATE graphile_worker._private_jobs SET locked_at = now(), run_at = now() + interval '1 day'",
  );
  await client.query("DELETE FROM graphile_worker._private_jobs WHERE key = $1", [another.name]);
  await expect.poll(() => isPlanned(another.name)).toBe(true);
  expect(await plans()).toEqual([{ attempts: 0, due: false }]);
  await keeper.stop();
});
