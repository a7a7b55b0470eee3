import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { cloneDatabase } from "../testing/cluster.ts";
import { connect } from "./db.ts";
import { preparedForRows } from "./prepared.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 4 });
beforeAll(() =>
  db.script(`
    CREATE TABLE written (id int PRIMARY KEY, pieces int NOT NULL CHECK (pieces >= 0), at timestamptz,
      statement xid8 NOT NULL DEFAULT pg_current_xact_id())`),
);
beforeEach(() => db.script("TRUNCATE written"));
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Change {
  readonly id: string;
  readonly by: number;
  readonly at?: Date;
}

/** Adds pieces to a row, or makes it. Returns how many it has. No row: by 0. */
const addPieces = preparedForRows<Change, { id: string; pieces: number }>(
  "id int, by int, at timestamptz",
  (rows) => sql`
    WITH input AS (${rows})
    INSERT INTO written AS row (id, pieces, at) SELECT id, by, at FROM input WHERE by <> 0
    ON CONFLICT (id) DO UPDATE SET pieces = row.pieces + excluded.pieces
    RETURNING row.id::text AS id, pieces`,
);
const add = (id: number, by: number) => db.write(addPieces, { id: String(id), by });
const statements = async (): Promise<number> =>
  (await db.pool.query("SELECT DISTINCT statement FROM written")).rows.length;

test("a write returns the row of its id, and null when the statement returns none", async () => {
  expect(await Promise.all([add(1, 4), add(2, 0), add(3, 6)])).toEqual([
    { id: "1", pieces: 4 },
    null,
    { id: "3", pieces: 6 },
  ]);
});

test("writes that arrive while others run share a statement", async () => {
  const written = await Promise.all(Array.from({ length: 40 }, (_, id) => add(id, 1)));
  expect(written.every((row) => row?.pieces === 1)).toBe(true);
  // One starts at once, alone; the others go with the next, or beside it when it takes long.
  expect(await statements()).toBeLessThanOrEqual(4);
});

test("writes of one id run one after the other, and none is lost", async () => {
  const written = await Promise.all(Array.from({ length: 40 }, (_, at) => add(at % 3, 1)));
  const sums = [0, 1, 2].map((id) =>
    Math.max(...written.map((row) => (row?.id === `${id}` ? row.pieces : 0))),
  );
  expect(sums).toEqual([14, 13, 13]);
});

test("a write that breaks a rule fails alone", async () => {
  const outcomes = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((id) => add(id, id === 5 ? -1 : 1)));
  expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual([true, true, true, true, false, true]);
  const { rows } = await db.pool.query("SELECT id FROM written ORDER BY id");
  expect(rows.map(({ id }) => id)).toEqual([1, 2, 3, 4, 6]);
});

test("after a failure with an unknown outcome no write is repeated", async () => {
  await Promise.all([add(1, 1), add(2, 1)]);
  const locker = await db.pool.connect();
  await locker.query("BEGIN; LOCK TABLE written");
  const together = Promise.allSettled([1, 2, 3, 4].map((id) => add(id, 1)));
  const stuck = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await expect.poll(async () => (await locker.query(`SELECT ${stuck}`)).rows.length).toBe(1);
  await locker.query(`SELECT pg_terminate_backend(pid) ${stuck}`);
  await locker.query("COMMIT");
  locker.release();
  expect((await together).map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
  const { rows } = await db.pool.query("SELECT id, pieces FROM written ORDER BY id");
  expect(rows).toEqual([
    { id: 1, pieces: 1 },
    { id: 2, pieces: 1 },
  ]);
});

test("a Date is stored to the millisecond", async () => {
  const at = new Date("2026-01-02T03:04:05.678Z");
  await db.write(addPieces, { id: "1", by: 1, at });
  expect((await db.pool.query("SELECT at FROM written")).rows).toEqual([{ at }]);
});
