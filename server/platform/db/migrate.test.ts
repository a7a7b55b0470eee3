import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../testing/cluster.ts";
import { migrate } from "./migrate.ts";

let database: TestDatabase;
let directory: string;
beforeEach(async () => {
  database = await cloneDatabase(inject("clusterUrl"));
  directory = await mkdtemp(join(tmpdir(), "jangteo-migrations-"));
});
afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const put = (name: string, text: string) => writeFile(join(directory, name), text);
const run = () => migrate(database.url, [{ module: "test", directory }]);
async function ask(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query({ text, rowMode: "array" }).finally(() => client.end());
  return rows.flat();
}

test("files run once, in the order of their numbers, also when processes start together", async () => {
  await put("0002_fill.sql", "INSERT INTO made (name) VALUES ('two')");
  await put("0001_make.sql", "CREATE TABLE made (name text); INSERT INTO made VALUES ('one')");
  await put("notes.txt", "not SQL");
  const ran = await Promise.all([run(), run(), run(), run()]);
  expect(ran.flat()).toEqual(["test/0001_make.sql", "test/0002_fill.sql"]);
  expect(await ask("SELECT name FROM made ORDER BY name")).toEqual(["one", "two"]);
  expect(await run()).toEqual([]);
});

test("a file that changed after it ran is refused by name", async () => {
  await put("0001_make.sql", "CREATE TABLE made (name text)");
  await run();
  await put("0001_make.sql", "CREATE TABLE made (name text, more text)");
  await expect(run()).rejects.toThrow("test/0001_make.sql was changed after it ran");
});

test("a file that fails leaves nothing behind, those before it stay, and it can be repaired", async () => {
  await put("0001_make.sql", "CREATE TABLE made (name text)");
  await put("0002_bad.sql", "CREATE TABLE half (name text); INSERT INTO missing VALUES (1)");
  await expect(run()).rejects.toThrow(/test\/0002_bad\.sql failed: relation "missing" does not exist/);
  expect(await ask("SELECT to_regclass('made') IS NOT NULL, to_regclass('half') IS NOT NULL")).toEqual([
    true,
    false,
  ]);
  await put("0002_bad.sql", "CREATE TABLE half (name text)");
  expect(await run()).toEqual(["test/0002_bad.sql"]);
});

describe("a file without a transaction", () => {
  const BUILDS = `-- no transaction
-- A reason; and a semicolon.
CREATE UNIQUE INDEX CONCURRENTLY made_by_name ON test.made (name);
CREATE INDEX CONCURRENTLY made_by_length ON test.made (length(name))
  WHERE name <> '';
`;
  const VALID = `SELECT relname, indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = 'test.made'::regclass ORDER BY relname`;
  const BOTH = ["made_by_length", true, "made_by_name", true];
  beforeEach(async () => {
    await put("0001_make.sql", "CREATE SCHEMA test; CREATE TABLE test.made (name text)");
    await run();
  });

  test("builds its indexes while others write, also when processes start together", async () => {
    const open = new pg.Client({ connectionString: database.url });
    await open.connect();
    await open.query("BEGIN; INSERT INTO test.made VALUES ('one')");
    await put("0002_index.sql", BUILDS);
    const runs = Promise.all([run(), run(), run()]);
    await expect
      .poll(() => ask("SELECT phase FROM pg_stat_progress_create_index"))
      .toEqual([expect.stringContaining("waiting for writers")]);
    await ask("INSERT INTO test.made VALUES ('two')");
    await open.query("COMMIT");
    await open.end();
    expect((await runs).flat()).toEqual(["test/0002_index.sql"]);
    expect(await ask(VALID)).toEqual(BOTH);
    expect(await run()).toEqual([]);
    const drop = "DROP INDEX CONCURRENTLY IF EXISTS test.made_by_name;\n";
    await put("0003_without.sql", `-- no transaction\n${drop}${drop}`);
    await run();
    expect(await ask(VALID)).toEqual(BOTH.slice(0, 2));
  });

  test("goes on after a failure: what is not valid is dropped, what is valid stays", async () => {
    await ask("INSERT INTO test.made VALUES ('one'), ('two')");
    await put("0002_index.sql", BUILDS.replace("(length(name))", "((1 / (length(name) - 3)))"));
    await expect(run()).rejects.toThrow("test/0002_index.sql failed: division by zero");
    expect(await ask(VALID)).toEqual(["made_by_length", false, "made_by_name", true]);
    const [kept] = await ask("SELECT 'test.made_by_name'::regclass::oid::int");
    await ask("UPDATE test.made SET name = name || '!'");
    expect(await run()).toEqual(["test/0002_index.sql"]);
    expect(await ask(VALID)).toEqual(BOTH);
    expect(await ask("SELECT 'test.made_by_name'::regclass::oid::int")).toEqual([kept]);
  });

  test("goes on after the process died in a build", async () => {
    const open = new pg.Client({ connectionString: database.url });
    await open.connect();
    await open.query("BEGIN; INSERT INTO test.made VALUES ('one')");
    await put("0002_index.sql", BUILDS);
    const failed = expect(run()).rejects.toThrow("test/0002_index.sql failed");
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index
      WHERE phase LIKE 'waiting for writers%'`;
    await expect.poll(() => ask(end)).toEqual([true]);
    await failed;
    expect(await ask(VALID)).toEqual(["made_by_name", false]);
    await open.query("COMMIT");
    await open.end();
    expect(await run()).toEqual(["test/0002_index.sql"]);
    expect(await ask(VALID)).toEqual(BOTH);
  });

  test("has no other statements, and is refused before one of them runs", async () => {
    await put("0002_index.sql", `${BUILDS}DROP TABLE test.made;`);
    await expect(run()).rejects.toThrow("0002_index.sql failed: only CREATE INDEX CONCURRENTLY");
    expect(await ask(VALID)).toEqual([]);
  });
});
