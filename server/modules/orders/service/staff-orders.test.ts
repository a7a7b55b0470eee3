/** Searches for what only the newest orders have in common: the oldest that have it are found, too. */
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { connect } from "../../../platform/db/db.ts";
import { cloneDatabase } from "../../../platform/testing/cluster.ts";
import { createNewestWords } from "../newest-words.ts";
import { listForStaff } from "./staff-orders.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 2 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

const ORDERS = 6_000;
/** The two oldest and the three newest, the newest first. */
const SAME = [ORDERS, ORDERS - 1, ORDERS - 2, 2, 1];

beforeAll(async () => {
  await db.pool.query(
    `WITH made AS (
       SELECT n, n = ANY ($2::int[]) AS same, to_timestamp(1700000000 + n * 60) AS at,
         (lpad(to_hex(1700000000000 + n::bigint * 60000), 12, '0') || '7000' || '8'
           || lpad(to_hex(n), 15, '0'))::uuid AS id
       FROM generate_series(1, $1::int) AS n
     ), placed AS (
       INSERT INTO orders.orders (id, number, status, cart_id, guest_token_hash, language, contact,
         shipping_address, currency, subtotal, delivery_fee, total, refunded, placed_at, expires_at, paid_at)
       SELECT id, 'N' || n, 'paid', id, sha256(n::text::bytea), 'ko',
         jsonb_build_object('name', CASE WHEN same THEN '황보강' ELSE '김민준' END,
           'email', CASE WHEN same THEN '770077' ELSE 'b' END || '@list.test', 'phone', '+821011112222'),
         '{}', 'KRW', 20000, 3000, 23000, 0, at, at, at
       FROM made)
     INSERT INTO orders.lines (id, order_id, position, variant_id, product_id, product_slug, sku, name,
       options, translations, quantity, unit_price)
     SELECT uuidv7(), id, position, uuidv7(), uuidv7(), 'cup', 'CUP',
       CASE WHEN same THEN '새 찻잔' ELSE '머그컵' END, '[]', '{}', 1, 10000
     FROM made CROSS JOIN generate_series(1, CASE WHEN n = 1 THEN 2000 ELSE 1 END) AS position`,
    [ORDERS, SAME],
  );
});

const EVERY = { attention: undefined, from: undefined, to: undefined, beforeId: null, limit: 20 };
const orders = { db, clock: systemClock, newestWords: createNewestWords() };
const search = async (q: string, more: object = {}) => {
  const { rows, counts } = await listForStaff(orders, { ...EVERY, status: undefined, q, ...more });
  return { found: rows.map(({ number }) => Number(number.slice(1))), counts };
};

test.each(["황", "황보강", "77@list", "7700", "찻잔"])("all orders with %s", async (q) => {
  expect(await search(q)).toEqual({ found: SAME, counts: null });
  expect((await search(q, { status: "paid" })).found).toEqual(SAME);
  expect((await search(q, { status: "completed" })).found).toEqual([]);
  const [first] = (await db.pool.query("SELECT id FROM orders.orders WHERE number = $1", [`N${ORDERS - 2}`]))
    .rows;
  expect((await search(q, { beforeId: first.id })).found).toEqual([2, 1]);
});

test("what all orders have is found by a walk, page by page", async () => {
  const newest = Array.from({ length: 20 }, (_, at) => ORDERS - at);
  expect(await search("list.test")).toEqual({ found: newest, counts: null });
  expect((await search("김")).found).toEqual(newest.map((number) => number - 3));
  expect((await search("머그", { limit: 20 })).found).toEqual(newest.map((number) => number - 3));
});

test("one sign that is no letter is found at the beginning of a name, and only there", async () => {
  expect((await search("@")).found).toEqual([]);
  await db.pool.query(
    `UPDATE orders.orders SET contact = jsonb_set(contact, '{name}', '"(주)장터"') WHERE number = 'N3'`,
  );
  expect((await search("(")).found).toEqual([3]);
});
