import { afterAll, expect, inject, test } from "vitest";
import { connect } from "../server/platform/db/db.ts";
import { cloneDatabase } from "../server/platform/testing/cluster.ts";
import { exchangeCatalogue, fillOrders } from "./fill-orders.ts";

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

test("the newest exchanges that wait are for goods that the catalogue has in several variants", async () => {
  await fillOrders(database.url, 3_000);
  await db.pool.query(
    `WITH product AS (
       INSERT INTO catalog.products (id, slug, name, status, options, currency, price, search, created_at,
         updated_at)
       VALUES (uuidv7(), 'cup', '컵', 'active', '[]', 'KRW', 1000, '컵', now(), now()) RETURNING id)
     INSERT INTO catalog.variants (id, product_id, sku, options, price, position)
     SELECT uuidv7(), id, 'CUP-' || n, jsonb_build_object('색상', n), 1000, n
     FROM product, generate_series(1, 2) AS n`,
  );
  await exchangeCatalogue(database.url);
  const { rows } = await db.pool.query(`
    SELECT count(*)::int AS lines, count(variants.id)::int AS known
    FROM orders.claims JOIN orders.lines ON lines.order_id = claims.order_id AND lines.position = 1
    LEFT JOIN catalog.variants ON variants.id = lines.variant_id AND variants.sku = 'CUP-1'
    WHERE claims.kind = 'exchange' AND claims.status = 'requested'`);
  expect(rows[0].lines).toBeGreaterThan(0);
  expect(rows[0].known).toBe(rows[0].lines);
});
