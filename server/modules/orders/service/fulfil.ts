/** What staff do with a paid order: prepare it, send its parcels, mark them delivered, write notes. */
import type { ActingStaff, Caller } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { carrierName } from "../carriers.ts";
import * as changes from "../change-queries.ts";
import { closeArrived } from "../claims/service/finish-claim.ts";
import type { OrdersContext } from "../context.ts";
import { orderStatuses } from "../contract.ts";
import type { StoredOrder } from "../queries.ts";
import { allLeft, mergePieces, type Pieces, restOf, tooMany } from "../refund-amounts.ts";
import { addEvent, advance, demandStatus, lock, move, record } from "./change-order.ts";

/** Throws ORDER_REFUNDED: the goods would go for nothing. What a second person rejected stays paid. */
async function demandMoney(trx: Transaction, order: StoredOrder): Promise<void> {
  if (order.total + order.pointsSpent === 0 || restOf(order) > 0) return;
  const refunds = await trx.rows(changes.listRefunds, { orderIds: [order.id] });
  if (refunds.every(({ state }) => state !== "rejected")) throw new DomainError("ORDER_REFUNDED");
}

/** From now on the buyer cannot cancel. Throws NOT_FOUND, WRONG_ORDER_STATUS, ORDER_REFUNDED. */
export async function prepare(
  { db, clock, measures }: OrdersContext,
  id: string,
  by: ActingStaff,
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    const order = await lock(trx, id);
    await move(trx, order, "preparing", by, now);
    await demandMoney(trx, order);
    await record(trx, "prepare", order, by, now, { before: { status: order.status } });
  });
  measures.countMove("preparing");
}

export interface Parcel {
  readonly carrier: string;
  readonly trackingNumber: string;
  /** Undefined: all that is left. */
  readonly pieces: readonly Pieces[] | undefined;
  /** The row of a file that sends it. */
  readonly imported?: { readonly importId: string; readonly row: number };
}

/**
 * Sends a parcel. The order is shipped when all that is bought has gone. A repeat with the same carrier and
 * number is the same parcel. Returns the parcel's id. Throws NOT_FOUND, WRONG_ORDER_STATUS, ORDER_REFUNDED,
 * TOO_MANY_PIECES.
 */
export async function ship(
  { db, clock, measures }: OrdersContext,
  orderId: string,
  { carrier, trackingNumber, pieces, imported }: Parcel,
  by: ActingStaff,
): Promise<string> {
  const now = clock.now();
  const { id, reached } = await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    const name = carrierName(carrier);
    const same = (each: { carrier: string; trackingNumber: string }) =>
      carrierName(each.carrier) === name && each.trackingNumber === trackingNumber;
    const earlier = order.shipments.find(same);
    if (earlier) return { id: earlier.id, reached: [] };
    demandStatus(order, ["preparing"]);
    await demandMoney(trx, order);
    const sent = pieces ? mergePieces(pieces) : allLeft(order.lines);
    const refused = tooMany(order.lines, sent);
    if (refused.length > 0 || sent.length === 0) throw new DomainError("TOO_MANY_PIECES", { lines: refused });
    const shipment = { id: newId(now), carrier, trackingNumber };
    const lines = JSON.stringify(sent);
    await trx.rows(changes.insertShipment, {
      ...shipment,
      orderId,
      lines,
      claimId: null,
      importId: imported?.importId ?? null,
      importRow: imported?.row ?? null,
      now,
    });
    await addEvent(trx, orderId, "parcel_sent", by, now, { shipmentId: shipment.id });
    const reached = await advance(trx, orderId, by, now);
    await record(trx, "ship", order, by, now, { after: { carrier, trackingNumber, lines: sent } });
    return { id: shipment.id, reached };
  });
  for (const status of reached) measures.countMove(status);
  return id;
}

/**
 * Marks a parcel delivered; a repeat changes nothing. The order is delivered when all that is bought has
 * arrived, an exchange is done when its goods have. Returns the id of the order. Throws NOT_FOUND.
 */
export async function deliver(
  { db, clock, measures }: OrdersContext,
  shipmentId: string,
  by: Caller,
): Promise<string> {
  const now = clock.now();
  const shipment = await db.first(changes.findShipment, { id: shipmentId });
  if (!shipment) throw new DomainError("NOT_FOUND");
  const { orderId, claimId } = shipment;
  const reached = await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    if (!(await trx.first(changes.deliverShipment, { id: shipmentId, now }))) return [];
    await addEvent(trx, orderId, "parcel_delivered", by, now, { shipmentId });
    if (claimId !== null) await closeArrived(trx, order, claimId, by, now);
    const next = await advance(trx, orderId, by, now);
    await record(trx, "deliver", order, by, now, { after: { shipmentId } });
    return next;
  });
  for (const status of reached) measures.countMove(status);
  return orderId;
}

/** An order that is being paid changes too often for notes. Throws NOT_FOUND, WRONG_ORDER_STATUS. */
export async function addNote(
  { db, clock }: OrdersContext,
  orderId: string,
  text: string,
  by: Caller,
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    demandStatus(
      order,
      orderStatuses.filter((status) => status !== "pending_payment"),
    );
    await addEvent(trx, orderId, "note", by, now, { text });
    // The text may name people, so the audit log has only that there is one.
    await record(trx, "note", order, by, now);
  });
}
