/** `kill -9` at any moment of a purchase: afterwards nothing is lost and nothing is doubled. */
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChildShop } from "../support/child-shop.ts";
import type { Client } from "../support/client.ts";
import { buyStubbornly, clientsOf, openWorld, type Purchase, randomFrom, type World } from "./world.ts";

const SEED = Number(process.env.CHAOS_SEED ?? 20261122);
const PROGRAMS = 2;
const KILLS_EACH = 13;
/** Between two shoppers' arrivals. */
const ARRIVAL_MS = 150;
const PIECES = 100_000;
/** From ready to the kill, at most. */
const LIFE_MS = 700;
/** How long the last shoppers may take once the killing is over. */
const PATIENCE_MS = 30_000;

const random = randomFrom(SEED);
let world: World;
beforeAll(async () => {
  world = await openWorld(PROGRAMS);
});
afterAll(() => world.close());

test(`every purchase ends well through ${PROGRAMS * KILLS_EACH} kills (seed ${SEED})`, {
  timeout: 150_000,
}, async () => {
  const children = await Promise.all([world.start(0), world.start(1)]);
  const doors = clientsOf(world.ports);
  const variantId = await stockProduct(doors);
  const shopping = receiveShoppers(doors, variantId);

  await Promise.all(children.map(killRepeatedly));
  await passOneMinute();
  const survivors = await Promise.all([world.start(0), world.start(1)]);
  const purchases = await shopping.close();

  await expectNothingLostOrDoubled(purchases);
  await expectStockExact(variantId);
  for (const survivor of survivors) expect(await survivor.end("SIGTERM")).toBe(0);
  await world.backstage.expectSound();
});

async function stockProduct([door]: readonly Client[]): Promise<string> {
  const product = await door?.createProduct({ variants: [{ stock: PIECES }] });
  const variant = product?.variants[0];
  if (!variant) throw new Error("a product has a variant");
  return variant.id;
}

/** Whoever was interrupted waits until the lock of the dead process is over; others keep coming meanwhile. */
function receiveShoppers(doors: readonly Client[], variantId: string) {
  let closing = false;
  let hopeless = false;
  function door(): Client {
    const chosen = doors[Math.floor(random() * doors.length)];
    if (!chosen) throw new Error("the shop has doors");
    return chosen;
  }
  async function receive(): Promise<Purchase[]> {
    const shoppers: Promise<Purchase>[] = [];
    while (!closing) {
      shoppers.push(buyStubbornly(door, world.sandboxUrl, variantId, () => hopeless));
      await wait(ARRIVAL_MS);
    }
    return Promise.all(shoppers);
  }
  const all = receive();
  return {
    async close(): Promise<Purchase[]> {
      closing = true;
      const patience = setTimeout(() => {
        hopeless = true;
      }, PATIENCE_MS);
      return all.finally(() => clearTimeout(patience));
    },
  };
}

/** The last one stays dead. */
async function killRepeatedly(begun: ChildShop, at: number): Promise<void> {
  let child = begun;
  for (let kills = 0; kills < KILLS_EACH; kills += 1) {
    await wait(random() * LIFE_MS);
    expect(await child.end("SIGKILL")).toBeNull();
    if (kills < KILLS_EACH - 1) child = await world.start(at);
  }
}

/** While nobody is there: what a dead process held may be taken over then. */
async function passOneMinute(): Promise<void> {
  await world.backstage.rows(`
    UPDATE platform.idempotency_keys SET locked_until = locked_until - interval '1 minute' WHERE state = 'RUNNING'`);
  await world.backstage.rows(`
    UPDATE payments.attempts SET confirm_started_at = confirm_started_at - interval '1 minute',
      next_check_at = next_check_at - interval '1 minute'`);
}

async function expectNothingLostOrDoubled(purchases: readonly Purchase[]): Promise<void> {
  const { backstage } = world;
  expect(new Set(purchases.map(({ end }) => end))).toEqual(new Set(["200 paid"]));
  expect(purchases.length).toBeGreaterThan(PROGRAMS * KILLS_EACH);
  await backstage.expectSound();
  const paid = await backstage.rows<{ id: string }>("SELECT id FROM orders.orders WHERE status = 'paid'");
  expect(paid.map(({ id }) => id).sort()).toEqual(purchases.map(({ orderId }) => orderId).sort());
  const captured = (await backstage.providerPayments()).filter(({ ledger }) => ledger.length > 0);
  expect(captured.map(({ paymentKey }) => paymentKey).sort()).toEqual(
    purchases.map(({ approved }) => approved.paymentKey).sort(),
  );
  for (const { ledger } of captured) expect(ledger).toHaveLength(1);
}

/** What died in between holds stock only until its time is over; everything else was sold. */
async function expectStockExact(variantId: string): Promise<void> {
  const { backstage } = world;
  await backstage.rows(`
    UPDATE orders.orders SET expires_at = now() - interval '1 second' WHERE status = 'pending_payment'`);
  await backstage.rows(`
    UPDATE inventory.reservations SET expires_at = now() - interval '1 second' WHERE state = 'HELD'`);
  await backstage.run("orders.expire");
  await backstage.run("inventory.sweep");
  // A cart's line that was added again after a lost answer is there twice, as the shopper sees: pieces, not purchases.
  const [sold] = await backstage.rows<{ pieces: number }>(`
    SELECT sum(quantity)::int AS pieces FROM orders.lines
    JOIN orders.orders ON orders.id = order_id WHERE status = 'paid'`);
  const [level] = await backstage.rows(
    'SELECT on_hand AS "onHand", reserved FROM inventory.stock WHERE variant_id = $1',
    [variantId],
  );
  expect(level).toEqual({ onHand: PIECES - (sold?.pieces ?? 0), reserved: 0 });
}
