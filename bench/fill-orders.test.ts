import { afterAll, expect, inject, test } from "vitest";
import { connect } from "../server/platform/db/db.ts";
import { cloneDatabase } from "../server/platform/testing/cluster.ts";
import { fillOrders } from "./fill-orders.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 1 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

test("a desk gets orders, each with its claim, and a second filling adds what is missing", async () => {
  expect(await fillOrders(database.url, 300)).not.toBeNull();
  expect(await fillOrders(database.url, 300)).toBeNull();
  await fillOrders(database.url, 400);
  const { rows } = await db.pool.query(`
    SELECT (SELECT count(*)::int FROM orders.orders) AS orders,
      (SELECT count(*)::int FROM orders.lines) AS lines,
      count(*)::int AS claims, count(order_number)::int AS named FROM orders.claims`);
  expect(rows).toEqual([{ orders: 400, lines: 800, claims: 400, named: 400 }]);
});
