/**
 * Programs of a running shop are killed under purchases: the database, one of its connections, the API, the
 * worker, the sandbox, all at once, and the start itself. The shop comes back by itself, and nothing is lost
 * or doubled.
 */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { client } from "../support/client.ts";
import { type Machine, prepareMachine } from "./machine.ts";
import {
  expectNothingLostOrDoubled,
  expectStockExact,
  passOneMinute,
  receiveShoppers,
  type Shopping,
  stockProduct,
} from "./shoppers.ts";

const PIECES = 10_000;
const PATIENT = { timeout: 240_000, interval: 50 };

let machine: Machine;
beforeAll(async () => {
  machine = await prepareMachine();
});
afterAll(() => machine.close());

test("the database, the API, the worker and the sandbox are killed, one by one and all at once", async ({
  skip,
}) => {
  if (process.platform !== "linux") return skip("programs are found in /proc, on Linux alone");
  await machine.open();
  const shop = client(machine.url);
  const variantId = await stockProduct(shop, PIECES);
  const shopping = receiveShoppers(machine.sandboxUrl, () => shop, variantId, true);
  await someFinish(shopping);

  await machine.kill(["postgres"]);
  await someFinish(shopping);

  // PostgreSQL then ends all connections, and starts again without our help.
  process.kill(await backendOfTheApi(), "SIGKILL");
  await someFinish(shopping);

  for (const name of ["api", "worker", "sandbox"] as const) {
    await machine.kill([name]);
    await someFinish(shopping);
  }

  await machine.kill(["postgres", "api", "worker", "sandbox"]);
  await someFinish(shopping);

  // The guards end what the start has left behind.
  await machine.end("SIGKILL");
  await expect.poll(machine.processes, PATIENT).toEqual([]);
  const diedAt = new Date();
  await machine.open();
  const backstage = await machine.backstage();
  await passOneMinute(backstage, diedAt);
  await someFinish(shopping);
  const purchases = await shopping.close();
  await expectNothingLostOrDoubled(backstage, purchases);
  await expectStockExact(backstage, variantId, PIECES);
  expect(await machine.end("SIGTERM")).toBe(0);
  expect(await machine.processes()).toEqual([]);
});

/** Resolves when three more shoppers have paid. */
async function someFinish(shopping: Shopping): Promise<void> {
  const before = shopping.finished();
  await expect.poll(shopping.finished, PATIENT).toBeGreaterThan(before + 2);
}

/** The process of the server that serves one of the API's connections. */
async function backendOfTheApi(): Promise<number> {
  const { url } = await machine.postgres();
  const session = new pg.Client({ connectionString: url });
  await session.connect();
  try {
    const { rows } = await session.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'jangteo api' LIMIT 1",
    );
    const [first] = rows;
    if (!first) throw new Error("the API has no connection to the database");
    return first.pid;
  } finally {
    await session.end();
  }
}
