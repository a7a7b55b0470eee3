import pg from "pg";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { startWire, type Wire } from "../../../tests/support/wire.ts";
import { createLog } from "../log.ts";
import { cloneDatabase, type TestDatabase } from "../testing/cluster.ts";
import { type Changes, listenForChanges, SETTLE_MS } from "./changes.ts";
import { connect, type Db } from "./db.ts";

interface Process {
  readonly changes: Changes;
  readonly heard: (readonly string[] | null)[];
}

/** For a machine that is busy with other tests. */
const PATIENT = { timeout: 60_000 };

let database: TestDatabase;
let wire: Wire;
let db: Db;
let processes: Process[];
beforeEach(async () => {
  database = await cloneDatabase(inject("clusterUrl"));
  wire = await startWire(database.url);
  db = connect({ url: wire.url, size: 4 });
  processes = [await startProcess(), await startProcess(), await startProcess()];
});
afterEach(async () => {
  for (const { changes } of processes) await changes.close();
  await db.close();
  await wire.close();
  await database.drop();
});

/** Never says a message twice because this machine is busy, unless told otherwise. */
async function startProcess(settleMs = Number.POSITIVE_INFINITY): Promise<Process> {
  const changes = await listenForChanges(wire.url, db.pool, createLog("silent", {}), settleMs);
  const heard: Process["heard"] = [];
  changes.subscribe("products", (keys) => heard.push(keys));
  return { changes, heard };
}
const process = (which: number): Process => {
  const found = processes[which];
  if (!found) throw new Error("there are three processes");
  return found;
};
const LISTENING = "datname = current_database() AND application_name LIKE 'jangteo changes%'";

/** How many listening connections the server sees. */
async function links(): Promise<number> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client
    .query(`SELECT count(*)::int AS links FROM pg_stat_activity WHERE ${LISTENING}`)
    .finally(() => client.end());
  return rows[0].links;
}

test("when publish returns, every process has heard it, once", async () => {
  for (let round = 0; round < 100; round += 1) {
    await process(round % 3).changes.publish("products", [`product ${round}`]);
    for (const { heard } of processes) expect(heard.splice(0)).toEqual([[`product ${round}`]]);
  }
});

test("a message that comes together with the answer to LISTEN is acknowledged", async () => {
  const held = wire.holdFrom("LISTEN jangteo_changes");
  const starting = startProcess();
  await expect.poll(() => held.read(), PATIENT).toContain("LISTEN");
  const publishing = process(0).changes.publish("products", ["early"]);
  await expect.poll(() => held.read(), PATIENT).toContain("early");
  held.release();
  processes.push(await starting);
  await publishing;
  await process(1).changes.publish("products", ["later"]);
  expect(processes.at(-1)?.heard).toEqual([["later"]]);
});

test("a repeat reaches the processes that have not heard the message", async () => {
  await process(0).changes.publish("products", ["a"], "version 2");
  for (const { heard } of processes) expect(heard.splice(0)).toEqual([["a"]]);
  processes.push(await startProcess());
  await process(1).changes.repeat("products", ["a"], "version 2");
  expect(processes.map(({ heard }) => heard.splice(0))).toEqual([[], [], [], [["a"]]]);
  await process(1).changes.repeat("products", ["a"], "version 3");
  await process(1).changes.repeat("products", ["b"], "version 2");
  for (const { heard } of processes) expect(heard.splice(0)).toEqual([["a"], ["b"]]);
  // What is published is always heard: more may have happened since the repeat.
  await process(2).changes.publish("products", ["a"], "version 3");
  for (const { heard } of processes) expect(heard).toEqual([["a"]]);
});

test("a message says when its sender sent it", async () => {
  const times: number[] = [];
  process(1).changes.subscribe("stock", (_, saidAt) => times.push(saidAt));
  const before = Date.now();
  await process(0).changes.publish("stock", ["a"]);
  expect(times).toHaveLength(1);
  expect(times[0]).toBeGreaterThanOrEqual(before);
  expect(times[0]).toBeLessThanOrEqual(Date.now());
});

test("a listener hears only the topics that it subscribed to", async () => {
  await process(0).changes.publish("stock", ["a"]);
  for (const { heard } of processes) expect(heard).toEqual([]);
});

test("a long list arrives whole", async () => {
  const keys = Array.from(
    { length: 1_000 },
    (_, at) => `01890a5d-ac96-774b-bcce-${String(at).padStart(12, "0")}`,
  );
  await process(0).changes.publish("products", keys);
  for (const { heard } of processes) expect(heard.flat()).toEqual(keys);
});

test("hints reach the own process at once, and the others in one message with all keys", async () => {
  for (const key of ["a", "b", "a", "c"]) process(0).changes.hint("products", [key]);
  process(0).changes.hint("products", []);
  expect(process(0).heard).toEqual([["a"], ["b"], ["a"], ["c"]]);
  await vi.waitFor(() => expect(process(1).heard).toEqual([["a", "b", "c"]]), PATIENT);
  expect(process(0).heard).toHaveLength(4);
});

test("hints that wait are sent when the process stops", async () => {
  process(0).changes.hint("products", ["last words"]);
  await process(0).changes.close();
  await vi.waitFor(() => expect(process(1).heard).toEqual([["last words"]]), PATIENT);
});

test("after a broken connection a process drops everything, and hears again", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${LISTENING}`);
  await client.end();
  await vi.waitFor(async () => {
    for (const { heard } of processes) expect(heard).toContain(null);
    expect(await links()).toBe(3);
  }, PATIENT);
  for (const { heard } of processes) heard.splice(0);
  await process(1).changes.publish("products", ["back"]);
  // The server shows a connection before its process has dropped everything again.
  for (const { heard } of processes) expect(heard.filter((keys) => keys !== null)).toEqual([["back"]]);
});

test("after an outage each process has one connection, however often it tried", async () => {
  await wire.cut();
  await vi.waitFor(() => {
    // At least three tries, each of which drops everything.
    for (const { heard } of processes) expect(heard.length).toBeGreaterThanOrEqual(3);
  }, PATIENT);
  await wire.mend();
  await vi.waitFor(async () => expect(await links()).toBe(3), PATIENT);
  await process(0).changes.publish("products", ["back"]);
  for (const { heard } of processes) expect(heard.at(-1)).toEqual(["back"]);
  expect(await links()).toBe(3);
});

test("a process can stop while the database is away", async () => {
  await wire.cut();
  process(0).changes.hint("products", ["lost"]);
  await process(0).changes.close();
  await wire.mend();
  await vi.waitFor(async () => expect(await links()).toBe(2), PATIENT);
});

test("when a process heard late, all hear it once more, as what they have not heard", async () => {
  const late = new pg.Client({
    connectionString: database.url,
    application_name: "jangteo changes of a late process",
  });
  await late.connect();
  const steps: string[] = [];
  late.on("notification", async ({ payload = "" }) => {
    const { id, from, name } = JSON.parse(payload);
    steps.push(`hears ${name}`);
    if (id === null) return;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS + 50));
    steps.push("acknowledges");
    await late.query("SELECT pg_notify($1, $2)", [`jangteo_${from.replaceAll("-", "")}`, id]);
  });
  await late.query("LISTEN jangteo_changes");
  const sender = await startProcess(SETTLE_MS);
  processes.push(sender);
  await sender.changes.publish("products", ["a"], "version 2");
  expect(sender.heard).toEqual([["a"], ["a"]]);
  await vi.waitFor(() => {
    for (const { heard } of processes) expect(heard).toEqual([["a"], ["a"]]);
    expect(steps).toEqual(["hears version 2", "acknowledges", "hears undefined"]);
  }, PATIENT);
  await late.end();
});

test("the sender does not wait for a process that is stuck", async () => {
  const stuck = new pg.Client({
    connectionString: database.url,
    application_name: "jangteo changes of a stuck process",
  });
  await stuck.connect();
  const began = performance.now();
  await process(0).changes.publish("products", ["a"]);
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(process(1).heard).toEqual([["a"]]);
  await stuck.end();
});
