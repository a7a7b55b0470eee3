/** `kill -9` at any moment of a purchase: afterwards nothing is lost or doubled. */
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChildShop } from "../support/child-shop.ts";
import type { Client } from "../support/client.ts";
import {
  buyStubbornly,
  type ChaosWorld,
  clientsOf,
  openChaosWorld,
  type Purchase,
  randomFrom,
} from "./world.ts";

const SEED = Number(process.env.CHAOS_SEED ?? 20261122);
const PROGRAMS = 2;
const KILLS_EACH = 13;
/** Between two shoppers' arrivals. */
const ARRIVAL_MS = 150;
const PIECES = 100_000;
/** At most, from ready to the kill. */
const LIFE_MS = 700;
/** Time for the last shoppers after the last kill. */
const PATIENCE_MS = 30_000;

const random = randomFrom(SEED);
let world: ChaosWorld;
beforeAll(async () => {
  world = await openChaosWorld(PROGRAMS);
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

/** An interrupted shopper waits until the dead process's lock ends. Others keep coming. */
function receiveShoppers(doors: readonly Client[], variantId: string) {
  let closing = false;
  let givesUp = false;
  function door(): Client {
    const chosen = doors[Math.floor(random() * doors.length)];
    if (!chosen) throw new Error("the shop has doors");
    return chosen;
  }
  async function receive(): Promise<Purchase[]> {
    const shoppers: Promise<Purchase>[] = [];
    while (!closing) {
      shoppers.push(buyStubbornly(door, world.sandboxUrl, variantId, () => givesUp));
      await wait(ARRIVAL_MS);
    }
    return Promise.all(shoppers);
  }
  const all = receive();
  return {
    async close(): Promise<Purchase[]> {
      closing = true;
      const patience = setTimeout(() => {
        givesUp = true;
      }, PATIENCE_MS);
      return all.finally(() => clearTimeout(patience));
    },
  };
}

/** After its last kill the program stays dead. */
async function killRepeatedly(started: ChildShop, at: number): Promise<void> {
  let child = started;
  for (let kills = 0; kills < KILLS_EACH; kills += 1) {
    await wait(random() * LIFE_MS);
    expect(await child.end("SIGKILL")).toBeNull();
    if (kills < KILLS_EACH - 1) child = await world.start(at);
  }
}

/** Moves deadlines while no program runs, so that the locks of dead processes have ended. */
async function passOneMinute(): Promise<void> {
  await world.backstage.rows(`
    UPDATE platform.idempotency_keys SET locked_until = locked_until - interval '1 minute'
    WHERE state = 'RUNNING'`);
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

/** An abandoned order reserves stock only until it expires. Everything else was sold. */
async function expectStockExact(variantId: string): Promise<void> {
  const { backstage } = world;
  await backstage.rows(`
    UPDATE orders.orders SET expires_at = now() - interval '1 second' WHERE status = 'pending_payment'`);
  await backstage.rows(`
    UPDATE inventory.reservations SET expires_at = now() - interval '1 second' WHERE state = 'HELD'`);
  await backstage.run("orders.expire");
  await backstage.run("inventory.sweep");
  // Pieces, not purchases: after a lost answer a shopper may have added the line twice.
  const [sold] = await backstage.rows<{ pieces: number }>(`
    SELECT sum(quantity)::int AS pieces FROM orders.lines
    JOIN orders.orders ON orders.id = order_id WHERE status = 'paid'`);
  const [level] = await backstage.rows(
    'SELECT on_hand AS "onHand", reserved FROM inventory.stock WHERE variant_id = $1',
    [variantId],
  );
  expect(level).toEqual({ onHand: PIECES - (sold?.pieces ?? 0), reserved: 0 });
}
