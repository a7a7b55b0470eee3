import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { processIdentity } from "../processes/identity.ts";
import { copyCluster } from "../testing/cluster.ts";
import { clusterDirOf, removeCluster } from "./location.ts";
import { findRunningPostgres, type PostgresOptions, type RunningPostgres, startPostgres } from "./start.ts";

// Each test starts real programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;
let parent: string;
let dataDir: string;
let started: RunningPostgres[];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "jangteo-postgres-"));
  await chmod(parent, 0o755);
  dataDir = join(parent, "postgres");
  started = [];
});

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  await removeCluster(dataDir);
  await rm(parent, { recursive: true, force: true });
});

/** For a test that is not about making a cluster: the start finds one. */
const placeCluster = (): Promise<void> => copyCluster(inject("newClusterDir"), dataDir);

async function start(options: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir, durable: false, ...options });
  started.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function refusal(options: Partial<PostgresOptions> = {}): Promise<Error> {
  return start(options).then(
    () => expect.fail("it started"),
    (error: Error) => error,
  );
}

/** A program of its own that starts the cluster, says so, and stays. */
async function startElsewhere(): Promise<{ pid: number; server: number; kill(): Promise<void> }> {
  const module = new URL("./start.ts", import.meta.url).href;
  const program = `
    const { startPostgres } = await import(${JSON.stringify(module)});
    const postgres = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    console.log(postgres.pid);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { pid: child.pid ?? 0, server: Number(String(line)), kill };
}

async function ended(pid: number): Promise<void> {
  await expect.poll(() => processIdentity(pid)).toBeUndefined();
}

test("starts PostgreSQL 18 on loopback with database and password, and keeps data between runs", async () => {
  const first = await start({ durable: true });
  await query(first.url, "CREATE TABLE kept AS SELECT 'still here' AS word");
  expect(await findRunningPostgres(dataDir)).toEqual({ url: first.url, pid: first.pid });
  await first.stop();
  await ended(first.pid);
  expect(await findRunningPostgres(dataDir)).toBeUndefined();

  const second = await start({ durable: true });
  expect(await query(second.url, "SELECT word FROM kept")).toEqual([{ word: "still here" }]);
  const [server] = await query(
    second.url,
    `SELECT current_setting('server_version') AS version, current_setting('listen_addresses') AS listens,
            current_setting('fsync') AS fsync, current_setting('data_checksums') AS checksums`,
  );
  expect(server).toMatchObject({ listens: "127.0.0.1", fsync: "on", checksums: "on" });
  expect(server?.version).toMatch(/^18\./);
});

test("trigrams see Korean, and words sort by code point in UTF-8", async () => {
  await placeCluster();
  const { url } = await start();
  await query(url, "CREATE EXTENSION pg_trgm");
  const [found] = await query(
    url,
    `SELECT cardinality(show_trgm('사과')) > 0 AS korean, datlocprovider::text AS provider, datlocale AS locale,
            pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()`,
  );
  expect(found).toEqual({ korean: true, provider: "b", locale: "C.UTF-8", encoding: "UTF8" });
});

test("a database that cannot search Korean is refused", async () => {
  await placeCluster();
  const { url } = await start();
  await query(url, "CREATE DATABASE deaf LC_CTYPE 'C' TEMPLATE template0");
  const { checkKoreanSearch } = await import("./korean-search.ts");
  const client = new Client({ connectionString: url.replace(/jangteo$/, "deaf") });
  await client.connect();
  await expect(checkKoreanSearch(client)).rejects.toThrow("cannot search Korean");
  await client.end();
});

test("a wrong password does not get in, and the right one is readable by its owner alone", async () => {
  const { url } = await start();
  await expect(query(url.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toThrow(
    "password authentication failed",
  );
  const { mode } = await stat(join(await clusterDirOf(dataDir), "jangteo.password"));
  expect(mode & 0o777).toBe(0o600);
});

test("a throw-away cluster does not wait for the disk, and settings can be given", async () => {
  await placeCluster();
  const { url } = await start({ settings: { work_mem: "3MB" } });
  expect(
    await query(url, "SELECT current_setting('fsync') AS fsync, current_setting('work_mem') AS memory"),
  ).toEqual([{ fsync: "off", memory: "3MB" }]);
});

test.each(["PG_VERSION", "global/pg_control", "jangteo.password"])(
  "a data folder without %s is called damaged, with the remedy",
  async (file) => {
    await placeCluster();
    await rm(join(dataDir, file));
    const error = await refusal();
    expect(error.message).toContain(`its file ${file} is missing`);
    expect(error.message).toContain("npm run reset");
  },
);

test("a data folder with broken contents is called damaged in PostgreSQL's own words", async () => {
  await placeCluster();
  const file = join(dataDir, "global/pg_control");
  const bytes = await readFile(file);
  await writeFile(file, bytes.fill(0xff, 16, 24));
  const error = await refusal();
  expect(error).toMatchObject({ code: "DAMAGED" });
  expect(error.message).toContain("incorrect checksum in control file");
});

test("a folder that holds something else is left alone", async () => {
  await mkdir(dataDir);
  await writeFile(join(dataDir, "letter.txt"), "dear");
  expect(await refusal()).toMatchObject({ code: "DAMAGED" });
  expect(await readdir(dataDir)).toEqual(["letter.txt"]);
});

test("a data folder of another PostgreSQL version is refused by its number", async () => {
  await placeCluster();
  await writeFile(join(dataDir, "PG_VERSION"), "17\n");
  await writeFile(join(dataDir, "jangteo.json"), '{ "postgresMajor": 17 }');
  const error = await refusal();
  expect(error).toMatchObject({ code: "OTHER_VERSION" });
  expect(error.message).toContain("made by PostgreSQL 17; this is PostgreSQL 18");
});

test("a second start on the same folder names the pid that uses it, and does no harm", async () => {
  await placeCluster();
  const first = await start();
  const error = await refusal();
  expect(error).toMatchObject({ code: "ALREADY_RUNNING" });
  expect(error.message).toContain(`already running with pid ${process.pid}`);
  expect(await query(first.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

const unfinished = async () => (await readdir(parent)).filter((name) => name.includes(".new-"));

test("of several first starts at once one wins and the others fail with a reason", async () => {
  const results = await Promise.allSettled([start(), start(), start()]);
  const failures = results.filter((result) => result.status === "rejected").map((result) => result.reason);
  expect(failures).toHaveLength(2);
  for (const failure of failures) expect(failure).toMatchObject({ code: "ALREADY_RUNNING" });
  expect(await unfinished()).toEqual([]);
});

test("a taken port is named", async () => {
  await placeCluster();
  const squatter = createServer().listen(0, "127.0.0.1");
  await once(squatter, "listening");
  const address = squatter.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const error = await refusal({ port });
  squatter.close();
  expect(error).toMatchObject({ code: "PORT_TAKEN" });
  expect(error.message).toContain(String(port));
});

test("after kill -9 of the server the next start recovers what was committed", async () => {
  await placeCluster();
  const first = await start({ durable: true });
  await query(first.url, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number");
  process.kill(first.pid, "SIGKILL");
  expect(await first.exited).toEqual({ code: null, signal: "SIGKILL" });
  const second = await start({ durable: true });
  expect(await query(second.url, "SELECT count(*)::int AS count FROM kept")).toEqual([{ count: 1000 }]);
});

test("a pid file with the pid of another program does not block the start", async () => {
  await placeCluster();
  await (await start()).stop();
  await writeFile(
    join(dataDir, "postmaster.pid"),
    `${process.pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n0 0\nready\n`,
  );
  const { url } = await start();
  expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("kill -9 of the process that started it ends the server too", async () => {
  await placeCluster();
  const other = await startElsewhere();
  expect((await refusal()).message).toContain(`already running with pid ${other.pid}`);
  await other.kill();
  await ended(other.server);
  const { url } = await start();
  expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("an orphaned server is stopped and its data taken over", async () => {
  await placeCluster();
  const orphan = await start();
  // As if its owner had died together with the guard that should have ended it.
  await writeFile(
    join(dataDir, "jangteo.owner"),
    JSON.stringify({ pid: process.pid, identity: "an earlier process", server: orphan.pid }),
  );
  const { url, pid } = await start();
  expect(pid).not.toBe(orphan.pid);
  expect(await orphan.exited).toEqual({ code: 0, signal: null });
  expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("leftovers of a first start that was killed are cleared away", async () => {
  const dead = spawn(process.execPath, ["-e", ""]);
  await once(dead, "exit");
  await mkdir(join(parent, `postgres.new-${dead.pid}-abc`));
  await start();
  expect(await unfinished()).toEqual([]);
});

test("runs in a folder closed to others; as root in a place outside, which reset finds", async () => {
  await chmod(parent, 0o700);
  const first = await start();
  await query(first.url, "CREATE TABLE kept AS SELECT 1 AS one");
  await first.stop();
  const { url } = await start();
  expect(await query(url, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  const clusterDir = await clusterDirOf(dataDir);
  if (isRoot) {
    const outside = (await readFile(`${dataDir}.location`, "utf8")).trim();
    expect(clusterDir).toBe(join(outside, "cluster"));
    expect((await stat(clusterDir)).mode & 0o777).toBe(0o700);
    await (await started.at(-1))?.stop();
    await removeCluster(dataDir);
    await expect(stat(outside)).rejects.toThrow("ENOENT");
  } else {
    expect(clusterDir).toBe(dataDir);
  }
});

test("a copy of a clone does not take the data of the original, a moved clone keeps it", async () => {
  await chmod(parent, 0o700);
  const original = await clusterAfterStart(dataDir);
  const copied = join(parent, "copied");
  const moved = join(parent, "moved");
  for (const folder of [copied, moved]) await mkdir(folder);
  if (isRoot) await cp(`${dataDir}.location`, join(copied, "postgres.location"));
  expect(await clusterDirOf(join(copied, "postgres"))).toBe(join(copied, "postgres"));
  if (isRoot) {
    await cp(`${dataDir}.location`, join(moved, "postgres.location"));
    await rm(`${dataDir}.location`);
    dataDir = join(moved, "postgres");
    expect(await clusterAfterStart(dataDir)).toBe(original);
  }
});

test("a throw-away cluster without its folder does not stay on the disk for ever", async () => {
  const closed = join(parent, "closed");
  await mkdir(closed, { mode: 0o700 });
  const forgotten = await clusterAfterStart(join(closed, "postgres"));
  await rm(closed, { recursive: true });
  await chmod(parent, 0o700);
  await start();
  await expect(stat(forgotten)).rejects.toThrow("ENOENT");
});

async function clusterAfterStart(folder: string): Promise<string> {
  if ((await clusterDirOf(folder)) === folder) await copyCluster(inject("newClusterDir"), folder);
  const postgres = await start({ dataDir: folder });
  await postgres.stop();
  return clusterDirOf(folder);
}
