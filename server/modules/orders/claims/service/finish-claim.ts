/**
 * The end of a claim: the refund of a return, or the new goods of an exchange.
 *
 * A return books its refund under the id of the claim, in the transaction that moves it; the event `refunded`
 * carries it out, as for a cancellation. An exchange reserves its goods before its transaction
 * (`claim-holds.ts`); the event `claimMoved` then commits them. A crash between the two leaves a reservation
 * that lapses by itself.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Caller } from "../../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../../platform/db/db.ts";
import { newId } from "../../../../platform/ids.ts";
import * as changes from "../../change-queries.ts";
import type { OrdersContext } from "../../context.ts";
import type { OrderStatus } from "../../contract.ts";
import type { StoredOrder } from "../../queries.ts";
import { taxFreePartOf } from "../../refund-tax.ts";
import { addEvent, advance, record } from "../../service/change-order.ts";
import { piecesOf, planOf } from "../present.ts";
import * as queries from "../queries.ts";
import { holdOf } from "../replacements.ts";
import { type ClaimChange, changeClaim, move } from "./change-claim.ts";
import { demandFee } from "./claim-fee.ts";
import { releaseUnneeded, reserveReplacement } from "./claim-holds.ts";
import { getClaim } from "./read-claims.ts";

/**
 * Gives the money of a return back, or closes an exchange whose new goods have arrived. A repeat changes
 * nothing. Throws NOT_FOUND, WRONG_CLAIM_STATUS.
 */
export async function completeClaim(
  orders: OrdersContext,
  claimId: string,
  by: Caller,
): Promise<queries.ClaimRow> {
  const { kind } = await getClaim(orders.db, claimId);
  let reached: readonly OrderStatus[] = [];
  const completed = await changeClaim(
    orders,
    claimId,
    kind === "return" ? "refunded" : "done",
    async (change) => {
      if (change.claim.status === "refunding") return;
      if (change.claim.kind === "return") reached = await refund(change, by);
      else await close(change, by);
    },
  );
  for (const status of reached) orders.measures.countMove(status);
  return completed.status === "refunding" ? waitForMoney(orders, completed) : completed;
}

/** The provider usually has given the money back within a second. */
const WAIT_LIMIT_MS = 3_000;

/** Waits until the money is back, or it is known that it will not be for a while. */
async function waitForMoney({ db }: OrdersContext, claim: queries.ClaimRow): Promise<queries.ClaimRow> {
  let current = claim;
  const until = performance.now() + WAIT_LIMIT_MS;
  const isUnderWay = () => current.status === "refunding" && current.refund?.state === "asked";
  for (let pauseMs = 20; isUnderWay() && performance.now() < until; pauseMs = Math.min(pauseMs * 2, 500)) {
    await wait(pauseMs);
    current = await getClaim(db, claim.id);
  }
  return current;
}

/** Returns the statuses that the order reached. */
async function refund({ trx, order, claim, now }: ClaimChange, by: Caller): Promise<readonly OrderStatus[]> {
  const { id, orderId } = claim;
  const { amount, points, returnFee, lines, kept } = planOf(order, claim);
  const to = amount > 0 ? "refunding" : "refunded";
  await move(trx, claim, to, by, now, { data: { refundId: id, amount, points } });
  const booked = await trx.first(changes.bookRefund, {
    ...{ id, orderId, amount, points, now },
    taxFree: taxFreePartOf(order, { amount, points, lines }),
    kind: "return",
    expected: order.refunded,
    ...{ kept, free: claim.fault === "seller" },
    reason: claim.reason ?? "",
    lines: JSON.stringify(lines),
    staffId: by.actor.personId,
  });
  if (!booked) throw new Error(`order ${order.number} was changed under its lock`);
  await trx.rows(queries.addReturnFee, { orderId, fee: returnFee });
  const reached = await advance(trx, orderId, by, now, { claimId: id });
  await record(trx, "claim_refund", order, by, now, { after: { claimId: id, amount, points, lines } });
  return reached;
}

async function close({ trx, order, claim, now }: ClaimChange, by: Caller): Promise<void> {
  await move(trx, claim, "done", by, now);
  if (claim.shipmentId !== null) await trx.first(changes.deliverShipment, { id: claim.shipmentId, now });
  await record(trx, "claim_close", order, by, now, { after: { claimId: claim.id } });
}

/** The parcel of an exchange was marked delivered. One that staff closed before is left as it is. */
export async function closeArrived(
  trx: Transaction,
  order: StoredOrder,
  claimId: string,
  by: Caller,
  now: Date,
): Promise<void> {
  const claim = await getClaim(trx, claimId);
  if (claim.status === "reshipping") await close({ trx, order, claim, now }, by);
}

export interface NewParcel {
  readonly carrier: string;
  readonly trackingNumber: string;
}

/**
 * Sends the goods of an exchange once more. Throws NOT_FOUND, WRONG_CLAIM_STATUS, CLAIM_FEE_DUE,
 * OUT_OF_STOCK.
 */
export async function reship(
  orders: OrdersContext,
  claimId: string,
  parcel: NewParcel,
  by: Caller,
): Promise<queries.ClaimRow> {
  const claim = await getClaim(orders.db, claimId);
  if (claim.status === "inspected" && claim.kind === "exchange") {
    demandFee(claim);
    await reserveReplacement(orders, claim);
    // A claim that became a return meanwhile needs no goods, and may have released them too early.
    await releaseUnneeded(orders, claimId, holdOf(claim));
  }
  return changeClaim(orders, claimId, "reshipping", async ({ trx, order, claim, now }) => {
    await move(trx, claim, "reshipping", by, now);
    demandFee(claim);
    await trx.rows(changes.insertShipment, {
      ...{ id: newId(now), orderId: order.id, claimId, importId: null, importRow: null, now },
      ...parcel,
      lines: JSON.stringify(piecesOf(claim)),
    });
    await addEvent(trx, order.id, "parcel_sent", by, now, { claimId });
    await record(trx, "claim_reship", order, by, now, { after: { claimId, ...parcel } });
  });
}
