import { after } from "../../../platform/clock.ts";
import { retryConflicts } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { InventoryContext } from "../context.ts";
import { type KeptLine, type Reservation, STOCK_CHANGED } from "../contract.ts";
import * as queries from "../queries.ts";
import { closeReservations } from "./close-reservations.ts";

/** Extends a reservation until `until`. A lapsed one is reserved again, which can fail with OUT_OF_STOCK. */
export async function extend(
  inventory: InventoryContext,
  orderId: string,
  until: Date,
): Promise<Reservation> {
  const { db } = inventory;
  const extended = await retryConflicts(() => db.first(queries.extendReservation, { orderId, until }));
  if (extended) return { orderId, expiresAt: extended.expiresAt.toISOString() };
  const reservations = await db.rows(queries.findReservations, { orderId });
  if (reservations.length === 0) throw new DomainError("UNKNOWN_HOLD");
  const sold = reservations.find(({ state }) => state === "COMMITTED");
  if (sold) return { orderId, expiresAt: sold.expiresAt.toISOString() };
  const lines = reservations.map(({ variantId, quantity }) => ({ variantId, quantity }));
  return inventory.reserve({ orderId, lines, until: until.toISOString() });
}

export async function release({ db, changes }: InventoryContext, orderIds: string[]): Promise<void> {
  const closed = await closeReservations(db, orderIds, "RELEASED");
  changes.hint(STOCK_CHANGED, closed);
}

/** Time to live of a reservation that is made again in order to be committed at once. */
const RETAKEN_MS = 60_000;

/**
 * Commits the reservation of a paid order. A lapsed one is reserved again first (UNKNOWN_HOLD, OUT_OF_STOCK).
 * The commit itself publishes nothing, because it does not change what is available.
 */
export async function commit(inventory: InventoryContext, orderId: string): Promise<void> {
  if (await inventory.commit(orderId)) return;
  await extend(inventory, orderId, after(inventory.clock, RETAKEN_MS));
  await inventory.commit(orderId);
}

/** Puts back what an order does not keep. Of an order that keeps nothing, what is still held is released. */
export async function takeBack(
  inventory: InventoryContext,
  orderId: string,
  lines: readonly KeptLine[],
  reason: "cancel" | "return" = "cancel",
): Promise<void> {
  const { db, changes } = inventory;
  if (lines.every(({ kept }) => kept === 0)) await release(inventory, [orderId]);
  const returned = await retryConflicts(() =>
    db.first(queries.takeBack, {
      orderId,
      variantIds: lines.map(({ variantId }) => variantId),
      bought: lines.map(({ bought }) => bought),
      kept: lines.map(({ kept }) => kept),
      reason,
    }),
  );
  changes.hint(STOCK_CHANGED, returned?.variantIds ?? []);
}

const SWEEP_LIMIT = 200;

/** Bounds one run of the job, even when very many reservations lapse together. */
const MAX_SWEEPS = 50;

export async function sweepAll(inventory: InventoryContext): Promise<void> {
  for (let sweeps = 0; sweeps < MAX_SWEEPS && (await sweep(inventory)) > 0; ) sweeps += 1;
}

/** Releases lapsed reservations. Returns how many orders were found. Several sweepers may run at once. */
export async function sweep({ db, clock, changes }: InventoryContext): Promise<number> {
  const now = clock.now();
  const lapsed = await db.rows(queries.findLapsed, { now, limit: SWEEP_LIMIT });
  const orderIds = lapsed.map(({ orderId }) => orderId);
  if (orderIds.length > 0)
    changes.hint(STOCK_CHANGED, await closeReservations(db, orderIds, "RELEASED", now));
  return orderIds.length;
}

/** Long after this, no order asks for a released reservation again. */
const RELEASED_MS = 90 * 24 * 3_600_000;
const FORGET_LIMIT = 1_000;

/** A job: deletes old released reservations. */
export async function forgetReleased({ db, clock }: InventoryContext): Promise<void> {
  const before = after(clock, -RELEASED_MS);
  for (let batches = 0; batches < MAX_SWEEPS; batches += 1) {
    const deleted = await db.rows(queries.deleteReleased, { before, limit: FORGET_LIMIT });
    if (deleted.length < FORGET_LIMIT) return;
  }
}
