import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
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
