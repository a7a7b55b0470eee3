/** Shoppers that keep coming while a chaos test breaks things, and what holds when all of them are done. */
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import type { Backstage } from "../support/backstage.ts";
import type { Client } from "../support/client.ts";
import { buyStubbornly, type Purchase } from "../support/stubborn-shopper.ts";

/** Between two shoppers' arrivals. */
const ARRIVAL_MS = 150;
/** Time for the last shoppers after the last fault. */
const PATIENCE_MS = 180_000;
/** How long a request's claim of its idempotency key is locked. */
const KEY_LOCK = "40 seconds";

/** One product with one variant. */
export async function stockProduct(door: Client | undefined, stock: number): Promise<string> {
  const product = await door?.createProduct({ variants: [{ stock }] });
  const variant = product?.variants[0];
  if (!variant) throw new Error("a product has a variant");
  return variant.id;
}

export interface Shopping {
  readonly arrived: () => number;
  readonly finished: () => number;
  /** Ends the arrivals. Resolves when the last shopper has finished. */
  close(): Promise<Purchase[]>;
}

/** An interrupted shopper waits until the dead process's lock ends. Others keep coming. */
export function receiveShoppers(
  sandboxUrl: () => Promise<string>,
  door: () => Client,
  variantId: string,
  databaseDies = false,
): Shopping {
  let closing = false;
  let givesUp = false;
  let finished = 0;
  const shoppers: Promise<Purchase>[] = [];
  async function receive(): Promise<Purchase[]> {
    while (!closing) {
      const isOver = () => givesUp;
      const shopper = buyStubbornly(sandboxUrl, door, variantId, { isOver, databaseDies });
      shopper.then(
        () => {
          finished += 1;
        },
        () => undefined, // the whole fails with it in `close`
      );
      shoppers.push(shopper);
      await wait(ARRIVAL_MS);
    }
    return Promise.all(shoppers);
  }
  const all = receive();
  return {
    arrived: () => shoppers.length,
    finished: () => finished,
    async close() {
      closing = true;
      const patience = setTimeout(() => {
        givesUp = true;
      }, PATIENCE_MS);
      return all.finally(() => clearTimeout(patience));
    },
  };
}

/**
 * Moves the deadlines that requests and payments of a dead process have left, so that no test waits for them.
 * `diedAt`: what began later belongs to the living.
 */
export async function passOneMinute({ rows }: Backstage, diedAt: Date): Promise<void> {
  await rows(
    `UPDATE platform.idempotency_keys SET locked_until = locked_until - interval '1 minute'
     WHERE state = 'RUNNING' AND locked_until < $1::timestamptz + interval '${KEY_LOCK}'`,
    [diedAt],
  );
  await rows(
    `UPDATE payments.attempts SET confirm_started_at = confirm_started_at - interval '1 minute',
       next_check_at = next_check_at - interval '1 minute'
     WHERE confirm_started_at < $1 OR confirm_started_at IS NULL`,
    [diedAt],
  );
}

/** Every purchase was paid once, and the provider has no other money. */
export async function expectNothingLostOrDoubled(
  backstage: Backstage,
  purchases: readonly Purchase[],
): Promise<void> {
  expect(new Set(purchases.map(({ end }) => end))).toEqual(new Set(["200 paid"]));
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
export async function expectStockExact(
  backstage: Backstage,
  variantId: string,
  pieces: number,
): Promise<void> {
  await backstage.rows(`
    UPDATE orders.orders SET expires_at = now() - interval '1 second' WHERE status = 'pending_payment'`);
  await backstage.rows(`
    UPDATE inventory.reservations SET expires_at = now() - interval '1 second' WHERE state = 'HELD'`);
  await backstage.run("orders.expire");
  await backstage.run("inventory.sweep");
  // Pieces, not purchases: after a lost answer a shopper may have added the line twice.
  const [sold] = await backstage.rows<{ pieces: number }>(`
    SELECT coalesce(sum(quantity), 0)::int AS pieces FROM orders.lines
    JOIN orders.orders ON orders.id = order_id WHERE status = 'paid'`);
  const [level] = await backstage.rows(
    'SELECT on_hand AS "onHand", reserved FROM inventory.stock WHERE variant_id = $1',
    [variantId],
  );
  expect(level).toEqual({ onHand: pieces - (sold?.pieces ?? 0), reserved: 0 });
}
