import { batchRequests } from "../../../platform/batching.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Changes } from "../../../platform/db/changes.ts";
import type { Db } from "../../../platform/db/db.ts";
import { retryConflicts } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { InventoryContext } from "../context.ts";
import { type Reservation, type ReserveInput, STOCK_CHANGED } from "../contract.ts";
import { mergeLines } from "../lines.ts";
import * as queries from "../queries.ts";
import { refuseLargeOrder, type UnpaidLimits, unpaidLimit } from "../unpaid-limits.ts";
import { closeReservations } from "./close-reservations.ts";
import { stockOpener } from "./open-stock.ts";

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
    { scheduler: db.batches, concurrency: RESERVE_CONCURRENCY },
  );
  async function reserve(request: ReserveInput): Promise<Reservation> {
    const lines = mergeLines(request.lines);
    refuseLargeOrder(limits, { ...request, lines });
    const keys = lines.map(({ variantId }) => variantId);
    const { expiresAt, missing, exceeded, touched } = await batchReserve({
      keys,
      request: { ...request, lines },
    });
    if (missing)
      throw new DomainError("OUT_OF_STOCK", { lines: missing.map(({ known: _, ...line }) => line) });
    if (exceeded) throw unpaidLimit(exceeded, clock.now());
    changes.hint(STOCK_CHANGED, touched ?? keys);
    return { orderId: request.orderId, expiresAt: expiresAt.toISOString() };
  }
  const batchCommit = batchRequests((requests: readonly BatchedCommit[]) => commitBatch(db, requests), {
    scheduler: db.batches,
    concurrency: 1,
  });
  const commit = (orderId: string) => batchCommit({ orderId, keys: [] });
  return { db, clock, changes, reserve, openStock: stockOpener(db), commit };
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
