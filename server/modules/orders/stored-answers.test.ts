import { randomUUID } from "node:crypto";
import { afterAll, expect, inject, test } from "vitest";
import { connect } from "../../platform/db/db.ts";
import { answerRow, claimKeys } from "../../platform/http/idempotency-queries.ts";
import { newId } from "../../platform/ids.ts";
import { cloneDatabase } from "../../platform/testing/cluster.ts";
import { moveOrders } from "./queries.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 2 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

const start = new Date("2026-01-02T03:00:00Z");
const later = (ms: number) => new Date(start.getTime() + ms);
const LOCK_MS = 40_000;
const SCOPE = "guest POST /api/v1/payments/confirm";

/** Claims the key, or takes it over when its lock is over. Returns the end of the claim's lock. */
async function claim(key: string, now: Date): Promise<Date> {
  const [row] = await db.rows(claimKeys, {
    scopes: [SCOPE],
    keys: [key],
    fingerprints: ["the same body"],
    resumes: [newId()],
    now,
    lockedUntil: new Date(now.getTime() + LOCK_MS),
  });
  if (!row?.claimed) throw new Error("the key was not claimed");
  return row.lockedUntil;
}

async function addOrder(): Promise<string> {
  const id = newId();
  await db.pool.query(
    `INSERT INTO orders.orders (id, number, status, cart_id, guest_token_hash, language, contact,
       shipping_address, currency, subtotal, discount, delivery_fee, total, placed_at, expires_at)
     VALUES ($1, $2, 'pending_payment', $3, '\\x00', 'ko', '{}', '{}', 'KRW', 1000, 0, 0, 1000, $4, $5)`,
    [id, `260102-${id.slice(-7).toUpperCase()}`, randomUUID(), start, later(900_000)],
  );
  await db.pool.query("INSERT INTO orders.events (order_id, seq, type, at) VALUES ($1, 1, 'placed', $2)", [
    id,
    start,
  ]);
  return id;
}

/** Marks the order paid, as the request that claimed the key until `lockedUntil` does. */
const pay = (orderId: string, key: string, lockedUntil: Date, answer: string) =>
  db.write(moveOrders, {
    id: orderId,
    from: ["pending_payment"],
    to: "paid",
    now: later(1_000),
    data: {},
    ...answerRow({ scope: SCOPE, key, lockedUntil, status: 200 }, { from: answer }),
  });

async function stored(key: string) {
  const { rows } = await db.pool.query(
    "SELECT state, status, body FROM platform.idempotency_keys WHERE key = $1",
    [key],
  );
  return rows[0];
}

test("the request that pays an order stores its answer with the order", async () => {
  const [orderId, key] = [await addOrder(), randomUUID()];
  const lockedUntil = await claim(key, start);
  expect(await pay(orderId, key, lockedUntil, "me")).toMatchObject({ id: orderId });
  expect(await stored(key)).toEqual({ state: "DONE", status: 200, body: { from: "me" } });
});

test("a request whose key was taken over pays its order, and stores no answer", async () => {
  const [orderId, key] = [await addOrder(), randomUUID()];
  const overtaken = await claim(key, start);
  await claim(key, later(LOCK_MS + 1));
  expect(await pay(orderId, key, overtaken, "the overtaken")).toMatchObject({ id: orderId });
  expect(await stored(key)).toEqual({ state: "RUNNING", status: null, body: null });
});

test("an answer that is stored is not replaced, not even by the request that claimed the key", async () => {
  const [first, second, key] = [await addOrder(), await addOrder(), randomUUID()];
  const lockedUntil = await claim(key, start);
  await pay(first, key, lockedUntil, "first");
  await pay(second, key, lockedUntil, "second");
  expect(await stored(key)).toMatchObject({ body: { from: "first" } });
});

test("an order that does not move stores no answer", async () => {
  const [orderId, key] = [await addOrder(), randomUUID()];
  await db.pool.query("UPDATE orders.orders SET status = 'canceled' WHERE id = $1", [orderId]);
  expect(await pay(orderId, key, await claim(key, start), "me")).toBeNull();
  expect(await stored(key)).toEqual({ state: "RUNNING", status: null, body: null });
});
