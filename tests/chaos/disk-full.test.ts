/** The disk of the data folder is full: reads go on, changes are refused, nothing ends or is lost. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSandbox } from "../../sandbox/testing.ts";
import { RESERVE_BYTES } from "../../server/platform/storage/room.ts";
import { client } from "../support/client.ts";
import { mountSmallDisk, type SmallDisk } from "../support/small-disk.ts";
import { type Machine, prepareMachine } from "./machine.ts";
import {
  expectNothingLostOrDoubled,
  expectStockExact,
  passOneMinute,
  receiveShoppers,
  stockProduct,
} from "./shoppers.ts";

const PIECES = 10_000;
/** The database, its log and the reserve fit, with some room to spare. */
const DISK_MIB = 320;
const PATIENT = { timeout: 240_000, interval: 50 };

let disk: SmallDisk | string;
let machine: Machine;
beforeAll(async () => {
  disk = await mountSmallDisk(DISK_MIB);
});
afterAll(async () => {
  await machine?.close();
  if (typeof disk !== "string") await disk.close();
});

test("reads go on, changes are 503 STORAGE_FULL, no program ends, and all is back by itself", async ({
  skip,
}) => {
  if (typeof disk === "string") return skip(disk);
  machine = await prepareMachine(disk.folder);
  await machine.open();
  const shop = client(machine.url);
  const variantId = await stockProduct(shop, PIECES);
  const cart = await shop.createCart();
  const shopping = receiveShoppers(machine.sandboxUrl, () => shop, variantId, true);
  await expect.poll(shopping.finished, PATIENT).toBeGreaterThan(3);

  const change = async () => {
    const { status, body } = await shop.request("POST", "/api/v1/carts", {});
    return `${status} ${body.code ?? "ok"}`;
  };
  const reads = async () => {
    const answers = await Promise.all([
      shop.request("GET", "/api/v1/products"),
      shop.request("GET", `/api/v1/carts/${cart.id}`),
    ]);
    return answers.map(({ status }) => status);
  };

  await beginFileOfLog();
  disk.fill();
  await expect.poll(change, PATIENT).toBe("503 STORAGE_FULL");
  for (let at = 0; at < 30; at += 1) {
    expect(await reads()).toEqual([200, 200]);
    expect(await change()).toBe("503 STORAGE_FULL");
  }
  expect(machine.output()).not.toContain("ended by itself");

  // PostgreSQL ends when its log finds no room. It starts again in the room that is reserved for it.
  await endByItsLog(disk);
  await machine.says("postgres is back");
  // Its recovery may have freed more than the reserve.
  disk.fill(RESERVE_BYTES);
  await expect.poll(reads, PATIENT).toEqual([200, 200]);
  await expect.poll(change, PATIENT).toBe("503 STORAGE_FULL");
  expect(await change()).toBe("503 STORAGE_FULL");

  // Now nothing is reserved any more.
  await failToStart(disk);
  const returns = machine.count("postgres is back");
  const api = await machine.pidOf("api");
  const diedAt = new Date();

  disk.free();
  await machine.says("postgres is back", returns + 1);
  await expect.poll(reads, PATIENT).toEqual([200, 200]);
  await expect.poll(change, PATIENT).toBe("201 ok");
  expect(machine.output()).not.toMatch(/(api|sandbox) ended by itself/);
  expect(await machine.pidOf("api")).toBe(api);

  const backstage = await machine.backstage();
  await passOneMinute(backstage, diedAt);
  const finished = shopping.finished();
  await expect.poll(shopping.finished, PATIENT).toBeGreaterThan(finished + 3);
  const purchases = await shopping.close();
  await expectNothingLostOrDoubled(backstage, purchases);
  await expectStockExact(backstage, variantId, PIECES);
  expect(await machine.end("SIGTERM")).toBe(0);
  expect(await machine.processes()).toEqual([]);
});

/**
 * Makes PostgreSQL begin new files of its log until the disk has no room for one and the server ends. When
 * one of its processes fails first, the server may find room as it begins anew (carts are not kept, and old
 * files of the log go): then the room is taken, and the next file fails.
 */
async function endByItsLog(full: SmallDisk): Promise<void> {
  const ends = machine.count("postgres ended by itself");
  const hasEnded = async (): Promise<boolean> => {
    const isRunning = await postgresRuns();
    if (machine.count("postgres ended by itself") > ends) return true;
    // Its end is not told yet. Now the room that was reserved for it may be free.
    if (!isRunning) return false;
    full.fill();
    await useUpLog();
    return false;
  };
  await expect.poll(hasEnded, PATIENT).toBe(true);
}

const postgresRuns = (): Promise<boolean> =>
  machine.postgres().then(
    () => true,
    () => false,
  );

/**
 * Ends PostgreSQL and waits until it cannot start, which is said once. Where its recovery frees some room, it
 * starts once more: then that room is taken too.
 */
async function failToStart(full: SmallDisk): Promise<void> {
  const failures = () => machine.count("postgres cannot start again yet");
  const before = failures();
  await endByItsLog(full);
  const hasFailed = async (): Promise<boolean> => {
    full.fill();
    if (await postgresRuns()) await useUpLog();
    return failures() > before;
  };
  await expect.poll(hasFailed, PATIENT).toBe(true);
}

/**
 * The log then has room for what is written until changes are refused, a second later. Without it the server
 * would end when its file happens to be nearly full.
 */
async function beginFileOfLog(): Promise<void> {
  const { url } = await machine.postgres();
  const session = new pg.Client({ connectionString: url });
  await session.connect();
  try {
    await session.query("SELECT pg_switch_wal()");
    await session.query("SELECT pg_logical_emit_message(false, 'test', 'begun', true)");
  } finally {
    await session.end();
  }
}

/** Resolves when a file of the log failed, or when there is no server. */
async function useUpLog(): Promise<void> {
  const { url } = await machine.postgres();
  const session = new pg.Client({ connectionString: url });
  session.on("error", () => undefined);
  const begin = async (): Promise<void> => {
    await session.connect();
    for (let files = 0; files < 100; files += 1) {
      await session.query("SELECT pg_logical_emit_message(false, 'test', repeat('x', 1000))");
      await session.query("SELECT pg_switch_wal()");
    }
  };
  await expect(begin()).rejects.toThrow();
  await session.end().catch(() => undefined); // it ended with the server
}

test("the sandbox's journal takes no payment while the disk is full, and goes on without a restart", async ({
  skip,
}) => {
  const small = await mountSmallDisk(8);
  if (typeof small === "string") return skip(small);
  try {
    const dataDir = `${small.folder}/sandbox`;
    const publicUrl = "http://localhost:3000/sandbox";
    const sandbox = await startSandbox({ dataDir, publicUrl });
    let orders = 0;
    const approveNext = async (): Promise<string> => {
      orders += 1;
      const answer = await sandbox.approve(`full-${String(orders).padStart(4, "0")}`);
      return answer.paymentKey === undefined ? "refused" : "accepted";
    };
    expect(await approveNext()).toBe("accepted");
    small.fill();
    await expect.poll(approveNext, PATIENT).toBe("refused");
    small.free();
    await expect.poll(approveNext, PATIENT).toBe("accepted");
    const books = await sandbox.get("/sandbox/payments");
    await sandbox.close();
    const again = await startSandbox({ dataDir, publicUrl });
    expect(await again.get("/sandbox/payments")).toEqual(books);
    await again.close();
  } finally {
    await small.close();
  }
});
