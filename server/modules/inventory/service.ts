import { type ActingStaff, recordAction } from "../../platform/audit-log/audit-log.ts";
import { batchRequests } from "../../platform/batching.ts";
import { after, type Clock } from "../../platform/clock.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import { brokeConstraint, retryConflicts } from "../../platform/db/failures.ts";
import { DomainError } from "../../platform/errors.ts";
import type { InventoryContext } from "./context.ts";
import { type Reservation, type ReserveInput, STOCK_CHANGED } from "./contract.ts";
import { mergeLines } from "./lines.ts";
import * as queries from "./queries.ts";
import { refuseLargeOrder, type UnpaidLimits, unpaidLimit } from "./unpaid-limits.ts";

/** Reserve statements that one process runs at a time; requests that wait are batched. Two cores: two. */
const RESERVE_CONCURRENCY = 2;

export function createInventory(
  db: Db,
  clock: Clock,
  changes: Changes,
  limits: UnpaidLimits,
): InventoryContext {
  const batchReserve = batchRequests(
    (requests: readonly BatchedReservation[]) => reserveBatch(db, clock, limits, requests),
    RESERVE_CONCURRENCY,
  );
  async function reserve(request: ReserveInput): Promise<Reservation> {
    const lines = mergeLines(request.lines);
    refuseLargeOrder(limits, { ...request, lines });
    const keys = lines.map(({ variantId }) => variantId);
    const { expiresAt, missing, exceeded } = await batchReserve({ keys, request: { ...request, lines } });
    if (missing)
      throw new DomainError("OUT_OF_STOCK", { lines: missing.map(({ known: _, ...line }) => line) });
    if (exceeded) throw unpaidLimit(exceeded, clock.now());
    changes.hint(STOCK_CHANGED, keys);
    return { orderId: request.orderId, expiresAt: expiresAt.toISOString() };
  }
  const batchCommit = batchRequests((requests: readonly BatchedCommit[]) => commitBatch(db, requests), 1);
  return { db, clock, changes, reserve, commit: (orderId) => batchCommit({ orderId, keys: [] }) };
}

interface BatchedCommit {
  readonly keys: readonly string[];
  readonly orderId: string;
}

async function commitBatch(db: Db, batch: readonly BatchedCommit[]): Promise<boolean[]> {
  const orderIds = batch.map(({ orderId }) => orderId);
  await closeReservations(db, orderIds, "COMMITTED");
  const committed = new Set(
    (await db.rows(queries.findCommitted, { orderIds })).map(({ orderId }) => orderId),
  );
  return orderIds.map((orderId) => committed.has(orderId));
}

interface BatchedReservation {
  readonly keys: readonly string[];
  readonly request: ReserveInput;
}

async function reserveBatch(
  db: Db,
  clock: Clock,
  { member, network }: UnpaidLimits,
  batch: readonly BatchedReservation[],
) {
  const lines = batch.flatMap(({ request }, at) => request.lines.map((line) => ({ ...line, order: at + 1 })));
  const parameters = {
    orderIds: batch.map(({ request }) => request.orderId),
    untils: batch.map(({ request }) => request.until),
    lineOrders: lines.map(({ order }) => order),
    variantIds: lines.map(({ variantId }) => variantId),
    quantities: lines.map(({ quantity }) => quantity),
    memberIds: batch.map(({ request }) => request.holder?.memberId ?? null),
    networks: batch.map(({ request }) => request.holder?.network ?? null),
    now: clock.now(),
    memberOrders: member.orders,
    memberPieces: member.pieces,
    networkOrders: network.orders,
    networkPieces: network.pieces,
  };
  return retryConflicts(() => db.rows(queries.reserveStock, parameters));
}

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

async function closeReservations(
  db: Db,
  orderIds: string[],
  outcome: "RELEASED" | "COMMITTED",
  lapsedBefore: Date | null = null,
): Promise<string[]> {
  const closed = await retryConflicts(() =>
    db.first(queries.closeReservations, { orderIds, outcome, lapsedBefore }),
  );
  return closed?.variantIds ?? [];
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

export async function availability({ db }: InventoryContext, variantIds: string[]) {
  const known = new Map(
    (await db.lookUp(queries.sumAvailable, variantIds)).map((row) => [row.id, row.available]),
  );
  return variantIds.map((variantId) => ({ variantId, available: known.get(variantId) ?? 0 }));
}

interface StockOpening {
  readonly variantId: string;
  readonly sku: string;
  readonly quantity: number;
}

export async function openStock(
  { db }: InventoryContext,
  reference: string,
  lines: readonly StockOpening[],
): Promise<void> {
  await db.rows(queries.openStock, {
    reference,
    variantIds: lines.map(({ variantId }) => variantId),
    skus: lines.map(({ sku }) => sku),
    quantities: lines.map(({ quantity }) => quantity),
  });
}

export async function getLevels({ db }: InventoryContext, sku: string): Promise<queries.LevelRow[]> {
  const levels = await db.rows(queries.findLevels, { sku });
  if (levels.length === 0) throw new DomainError("UNKNOWN_SKU");
  return levels;
}

export interface Adjustment {
  readonly sku: string;
  readonly delta: number;
  readonly reason: string;
  readonly location: string;
}

export async function adjust(
  inventory: InventoryContext,
  adjustment: Adjustment,
  by: ActingStaff,
): Promise<queries.LevelRow> {
  const { db, clock, changes } = inventory;
  const { sku, location, delta, reason } = adjustment;
  try {
    const level = await db.transaction(async (trx) => {
      const adjusted = await trx.first(queries.adjustStock, { ...adjustment, reference: by.actor.id });
      if (!adjusted) return null;
      const { onHand } = adjusted;
      const quantities = { before: { onHand: onHand - delta }, after: { onHand } };
      const subject = `stock:${sku}@${location}`;
      await recordAction(trx, {
        ...by,
        action: "stock.adjust",
        subject,
        ...quantities,
        reason,
        now: clock.now(),
      });
      return adjusted;
    });
    if (!level) throw new DomainError((await isKnown(db, sku)) ? "UNKNOWN_LOCATION" : "UNKNOWN_SKU");
    await changes.publish(STOCK_CHANGED, [level.variantId]);
    return level;
  } catch (error) {
    if (brokeConstraint(error, "stock_on_hand_limit"))
      throw new DomainError("STOCK_LIMIT", {}, { cause: error });
    if (brokeConstraint(error, "stock_covers_reserved"))
      throw new DomainError("STOCK_BELOW_RESERVED", {}, { cause: error });
    throw error;
  }
}

const isKnown = async (db: Db, sku: string): Promise<boolean> =>
  (await db.rows(queries.findLevels, { sku })).length > 0;
