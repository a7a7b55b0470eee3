import { afterAll, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { compose } from "../../../compose.ts";
import { readConfig } from "../../../platform/config.ts";
import type { Port } from "../../../platform/contract/contract.ts";
import { connect } from "../../../platform/db/db.ts";
import { newId } from "../../../platform/ids.ts";
import { createLog } from "../../../platform/log.ts";
import { startTestShop } from "../../../testing.ts";
import type { inventory } from "../../inventory/contract.ts";
import { listReader, walk } from "../lists/list.fixture.ts";
import { listStored } from "./queries.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const list = listReader(api);
let ahead = 0;
/** A process of the same shop, whose clock the test moves. */
const worker = await compose({
  config: { ...readConfig(shop.environment), roles: new Set(["worker"] as const) },
  clock: { now: () => new Date(Date.now() + ahead) },
  log: createLog("silent", {}),
});
const db = connect({ url: shop.databaseUrl, size: 1 });
afterAll(async () => {
  await Promise.all([worker.close(), db.close()]);
  await shop.stop();
});

const products = await Promise.all(
  ["가", "나", "다"].map((name) =>
    api.createProduct({
      name: `${name} 접시`,
      options: [],
      variants: [{ options: {}, price: 1_000, stock: 1_000 }],
    }),
  ),
);
const idOf = (at: number): string => products[at]?.id ?? "";

async function sell(at: number, quantity: number): Promise<void> {
  const port = worker.modules.get("inventory")?.port as Port<typeof inventory>;
  const variantId = products[at]?.variants[0]?.id ?? "";
  const orderId = newId();
  const until = new Date(Date.now() + 60_000).toISOString();
  await port.reserve({ orderId, lines: [{ variantId, quantity }], until });
  await port.commit({ orderId });
}

async function count(): Promise<void> {
  const job = worker.modules.get("catalog")?.jobs?.find(({ name }) => name === "catalog.popularity");
  if (!job) throw new Error("the catalogue has no such job");
  await job.run();
}

test("what sold most in 30 days comes first, on every page and among equal hits of a search", async () => {
  await sell(0, 3);
  await sell(1, 5);
  await sell(1, 4);
  await count();
  const order = [idOf(1), idOf(0), idOf(2)];
  expect(await walk(list, { sort: "popular", limit: "1" })).toEqual(order);
  expect(await walk(list, { q: "접시", limit: "1" })).toEqual(order);
  expect(await walk(list, { sort: "recommended", limit: "1" })).toEqual(order);

  await sell(2, 100);
  expect((await list({ sort: "popular" })).items[0]?.id).toBe(idOf(1));
  await count();
  expect((await list({ sort: "popular" })).items[0]?.id).toBe(idOf(2));
  // A second run changes nothing.
  await count();
  expect((await list({ sort: "popular" })).items.map(({ id }) => id)).toEqual([idOf(2), idOf(1), idOf(0)]);

  ahead = 31 * 86_400_000;
  await count();
  expect(await db.rows(listStored, {})).toEqual([]);
});
