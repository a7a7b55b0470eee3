import { sql } from "kysely";
import { afterAll, describe, expect, inject, test } from "vitest";
import { startWire } from "../../../tests/support/wire.ts";
import { cloneDatabase } from "../testing/cluster.ts";
import { connect, type Transaction } from "./db.ts";
import { brokeConstraint } from "./failures.ts";
import { prepared } from "./prepared.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const wire = await startWire(database.url);
const db = connect({ url: wire.url, size: 4, lockTimeoutMs: 100 });
await db.script(`CREATE TABLE counters (
    name text PRIMARY KEY, value bigint NOT NULL CONSTRAINT not_negative CHECK (value >= 0));
  INSERT INTO counters VALUES ('a', 0), ('b', 0), ('large', 9007199254740991)`);
afterAll(async () => {
  await db.close();
  await wire.close();
  await database.drop();
});

const count = prepared<{ name: string; by: number }, { value: number }>(
  (p) => sql`UPDATE counters SET value = value + ${p.by} WHERE name = ${p.name} RETURNING value`,
);
const read = prepared<{ name: string }, { value: number }>(
  (p) => sql`SELECT value FROM counters WHERE name = ${p.name}`,
);
const killMe = prepared<object, never>(() => sql`SELECT pg_terminate_backend(pg_backend_pid())`);
const storedValue = async (name: string) => (await db.first(read, { name }))?.value;

test("rows come as they are: bigint as a number, none as null", async () => {
  expect(await db.rows(read, { name: "large" })).toEqual([{ value: Number.MAX_SAFE_INTEGER }]);
  expect(await db.first(read, { name: "no such" })).toBeNull();
});

describe("a transaction", () => {
  test("is all or nothing", async () => {
    const before = await storedValue("a");
    const failing = db.transaction(async (trx) => {
      await trx.rows(count, { name: "a", by: 1 });
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await storedValue("a")).toBe(before);
  });

  test("that breaks a constraint says which", async () => {
    const error: unknown = await db.rows(count, { name: "a", by: -100 }).catch((problem: unknown) => problem);
    expect([brokeConstraint(error, "not_negative"), brokeConstraint(error, "another")]).toEqual([
      true,
      false,
    ]);
  });

  test("that is the victim of a deadlock runs again: both changes count", async () => {
    const [a, b] = [await storedValue("a"), await storedValue("b")];
    const bothHold = Promise.withResolvers<void>();
    let holding = 0;
    let runs = 0;
    const patient = connect({ url: database.url, size: 4 });
    const inOrder = (first: string, second: string) => async (trx: Transaction) => {
      runs += 1;
      await trx.rows(count, { name: first, by: 1 });
      holding += 1;
      if (holding === 2) bothHold.resolve();
      await bothHold.promise;
      await trx.rows(count, { name: second, by: 1 });
    };
    await Promise.all([patient.transaction(inOrder("a", "b")), patient.transaction(inOrder("b", "a"))]);
    await patient.close();
    expect(runs).toBe(3);
    expect([await storedValue("a"), await storedValue("b")]).toEqual([Number(a) + 2, Number(b) + 2]);
  });

  test("that meets three conflicts is DATABASE_UNAVAILABLE", async () => {
    const conflict = prepared<object, never>(() => sql`SELECT 1 / (1 - 1)`);
    let runs = 0;
    const losing = db.transaction(async (trx) => {
      runs += 1;
      await trx.rows(
        prepared<object, never>(() => sql`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$`),
        {},
      );
    });
    await expect(losing).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    expect(runs).toBe(3);
    await expect(db.transaction((trx) => trx.rows(conflict, {}))).rejects.toMatchObject({ code: "22012" });
  });
});

/** Throws this SQLSTATE, as the server would. */
const raise = (state: string) =>
  prepared<object, never>(
    () => sql`${sql.raw(`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${state}'; END $$`)}`,
  );

describe("what the client is told of a failed statement, in a transaction and outside", () => {
  const failures: Readonly<Record<string, readonly string[]>> = {
    STORAGE_FULL: ["53100"],
    DATABASE_UNAVAILABLE: [
      ...["08000", "08006", "08P01", "25006", "40001", "40003", "40P01", "53000", "53200", "53300", "53400"],
      ...["55006", "55P03", "57014", "57P01", "57P02", "57P03", "57P04", "57P05", "58000", "58030"],
    ],
  };
  for (const [code, states] of Object.entries(failures)) {
    test.each(states)(`SQLSTATE %s is ${code}`, async (state) => {
      await expect(db.rows(raise(state), {})).rejects.toMatchObject({ code });
      await expect(db.relaxed.rows(raise(state), {})).rejects.toMatchObject({ code });
      await expect(db.transaction((trx) => trx.rows(raise(state), {}))).rejects.toMatchObject({ code });
    });
  }

  test.each(["22012", "23505", "42703", "XX001"])(
    "SQLSTATE %s is an error of ours, and stays it",
    async (state) => {
      await expect(db.rows(raise(state), {})).rejects.toMatchObject({ code: state });
    },
  );
});

test("the error of an idle connection that broke is short enough for a log line", async () => {
  const broken = Promise.withResolvers<Error>();
  const idle = connect({ url: wire.url, size: 1, onIdleError: broken.resolve });
  await idle.first(read, { name: "a" });
  await wire.cut();
  expect(JSON.stringify(await broken.promise).length).toBeLessThan(500);
  await wire.mend();
  await idle.close();
});

test("a single statement that is the victim of a deadlock runs again", async () => {
  await db.script("CREATE SEQUENCE runs");
  const once = prepared<object, { value: number }>(
    () => sql`SELECT value FROM counters, fail_once() WHERE name = 'large'`,
  );
  await db.script(`CREATE FUNCTION fail_once() RETURNS void LANGUAGE plpgsql AS $$
    BEGIN IF nextval('runs') < 3 THEN RAISE EXCEPTION USING ERRCODE = '40P01'; END IF; END $$`);
  expect(await db.rows(once, {})).toHaveLength(1);
});

describe("an error is DATABASE_UNAVAILABLE", () => {
  const later = expect.objectContaining({ code: "DATABASE_UNAVAILABLE" });

  test("when a statement waits too long for a lock", async () => {
    await db.transaction(async (trx) => {
      await trx.rows(count, { name: "a", by: 1 });
      await expect(db.rows(count, { name: "a", by: 1 })).rejects.toEqual(later);
    });
  });

  test("when the server ends the connection, in a statement or a transaction, until the next", async () => {
    await expect(db.rows(killMe, {})).rejects.toEqual(later);
    expect(await storedValue("a")).toBeTypeOf("number");
    const inTransaction = db.transaction(async (trx) => {
      await trx.rows(killMe, {}).catch(() => {});
      return trx.rows(read, { name: "a" });
    });
    await expect(inTransaction).rejects.toEqual(later);
    expect(await storedValue("a")).toBeTypeOf("number");
  });

  test("while the database is away, before or in a transaction; and no longer when it is back", async () => {
    const cutInTransaction = db.transaction(async (trx) => {
      await trx.rows(read, { name: "a" });
      await wire.cut();
      return trx.rows(read, { name: "a" });
    });
    await expect(cutInTransaction).rejects.toEqual(later);
    await expect(storedValue("a")).rejects.toEqual(later);
    await expect(db.transaction((trx) => trx.rows(read, { name: "a" }))).rejects.toEqual(later);
    await wire.mend();
    expect(await storedValue("a")).toBeTypeOf("number");
    expect(await db.transaction((trx) => trx.first(read, { name: "large" }))).not.toBeNull();
  });

  test("while a server of this machine has no socket", async () => {
    const nowhere = connect({ url: `postgres://a:b@${encodeURIComponent("/nowhere")}:5432/shop`, size: 1 });
    await expect(nowhere.rows(read, { name: "a" })).rejects.toEqual(later);
    await nowhere.close();
  });
});
