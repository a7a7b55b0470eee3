/**
 * Cancels an order, or pieces of it.
 *
 * An unpaid order is closed, as a whole, its payment first. A paid one books a refund in one transaction: the
 * pieces, the money, the events, and the answer for repeats. The event `refunded` then gives the money back
 * and returns the goods (`../refunds`). The refund has the id that the request's key stands for, so
 * that a request that took the key over after a crash finds what was booked.
 * The buyer cancels until the shop prepares the goods; staff also later, what is in no parcel yet.
 */

import type { Static } from "typebox";
import type { Caller } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Claim } from "../../../platform/http/idempotency.ts";
import { type AnswerSlot, finishedKey, finishKey } from "../../../platform/http/idempotency-queries.ts";
import type { Language } from "../../../platform/language.ts";
import { money } from "../../../platform/money.ts";
import type { AttemptView } from "../../payments/contract.ts";
import { type CancelPlan, planCancel } from "../cancel-terms.ts";
import * as changes from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import type { OrderStatus } from "../contract.ts";
import { isPayable } from "../order.ts";
import { presentDetails } from "../present.ts";
import type { StoredOrder } from "../queries.ts";
import { allLeft, mergePieces, type Pieces, tooMany } from "../refund-amounts.ts";
import { taxFreePartOf } from "../refund-tax.ts";
import type { Canceled } from "../schemas.ts";
import { addEvent, advance, lock, read, record } from "./change-order.ts";
import { closeUnpaid } from "./close-unpaid.ts";
import { getOrder } from "./read-order.ts";

/** Of staff, also who answers for it: a large refund waits for another person. */
type CanceledBy = "buyer" | "shop" | Caller;

export interface CancelRequest {
  readonly orderId: string;
  /** Undefined: all that is left. */
  readonly pieces: readonly Pieces[] | undefined;
  readonly reason: string;
  readonly by: CanceledBy;
  /** What the rest costs more by itself is deducted: always of buyers, of staff when they say so. */
  readonly deduct: boolean;
}

/** `stored`: the answer for repeats of the request was stored with the refund. */
interface CancelResult {
  readonly body: Static<typeof Canceled>;
  readonly stored: boolean;
}

const cancelable = (by: CanceledBy): readonly OrderStatus[] =>
  by === "buyer" ? ["paid"] : ["paid", "preparing", "on_hold"];

/** Throws NOT_CANCELABLE, TOO_MANY_PIECES; REQUEST_IN_PROGRESS while money may still move. */
export async function cancelOrder(
  orders: OrdersContext,
  request: CancelRequest,
  language: Language,
  claim: Claim & AnswerSlot,
): Promise<CancelResult> {
  const { orderId } = request;
  const order = await getOrder(orders, orderId);
  if (isPayable(order.status)) {
    if (!isWhole(order, request.pieces)) refuse(order);
    const closed = await close(orders, order, request);
    if (closed === "open") throw new DomainError("REQUEST_IN_PROGRESS");
  }
  if (order.depositLost !== null) await giveUpDeposit(orders, order, request);
  const [attempt = null] = await orders.payments.latestAttempts({ orderIds: [orderId] });
  const current = await getOrder(orders, orderId);
  const closedHere = isPayable(order.status) || claim.takenOver;
  if (closedHere && current.status === "canceled" && current.paidAt === null)
    return { body: { order: presentDetails(current, attempt, language) }, stored: false };
  return bookCancel(orders, request, attempt, language, claim);
}

async function close(orders: OrdersContext, order: StoredOrder, { by, reason }: CancelRequest) {
  const closed = await closeUnpaid(orders, order.id, "canceled", by === "buyer" ? "BUYER" : "STAFF");
  if (closed === "closed" && typeof by !== "string")
    await orders.db.transaction((trx) => record(trx, "cancel", order, by, orders.clock.now(), { reason }));
  return closed;
}

/** A deposit that the bank took back cannot come again. Only staff give such an order up, as a whole. */
async function giveUpDeposit(
  { payments }: OrdersContext,
  order: StoredOrder,
  { by, pieces }: CancelRequest,
): Promise<void> {
  refuseDepositLost(order, { by, pieces });
  const { open } = await payments.closeAttempt({ orderId: order.id });
  if (open) throw new DomainError("REQUEST_IN_PROGRESS");
}

function refuseDepositLost(order: StoredOrder, { by, pieces }: Pick<CancelRequest, "by" | "pieces">): void {
  if (order.depositLost !== null && (by === "buyer" || !isWhole(order, pieces))) refuse(order);
}

function refuse({ status }: StoredOrder): never {
  throw new DomainError("NOT_CANCELABLE", { orderStatus: status });
}

function isWhole({ lines }: StoredOrder, pieces: readonly Pieces[] | undefined): boolean {
  if (!pieces) return true;
  const wanted = new Map(mergePieces(pieces).map(({ lineId, quantity }) => [lineId, quantity]));
  return lines.every(({ id, quantity }) => wanted.get(id) === quantity);
}

/** Returns what a cancellation would give back, and changes nothing. Throws what `cancelOrder` throws. */
export function quoteCancel(
  order: StoredOrder,
  asked: Pick<CancelRequest, "pieces" | "by" | "deduct">,
): Pick<CancelPlan, "amount" | "points" | "whole" | "deductions"> {
  if (isPayable(order.status) && isWhole(order, asked.pieces))
    return { amount: 0, points: order.pointsSpent, whole: true, deductions: [] };
  refuseDepositLost(order, asked);
  return judgeCancel(order, asked);
}

function judgeCancel(
  order: StoredOrder,
  { pieces, by, deduct }: Pick<CancelRequest, "pieces" | "by" | "deduct">,
): CancelPlan {
  if (!cancelable(by).includes(order.status)) refuse(order);
  const wanted = pieces ? mergePieces(pieces) : allLeft(order.lines);
  const lines = tooMany(order.lines, wanted);
  if (lines.length > 0) throw new DomainError("TOO_MANY_PIECES", { lines });
  if (wanted.length === 0) refuse(order);
  const plan = planCancel(order, wanted, deduct);
  if (order.depositLost === null) return plan;
  // The bank has given the money back.
  return { ...plan, amount: 0, lines: plan.lines.map((line) => ({ ...line, amount: 0 })) };
}

async function bookCancel(
  { db, clock, measures }: OrdersContext,
  request: CancelRequest,
  attempt: AttemptView | null,
  language: Language,
  claim: Claim & AnswerSlot,
): Promise<CancelResult> {
  const { orderId, reason, by, deduct } = request;
  const now = clock.now();
  const result = await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    const earlier = await trx.first(changes.findRefund, { id: claim.resume });
    if (earlier) return { order, refund: earlier, reached: [], stored: false };
    const { amount, points, lines, whole, kept } = judgeCancel(order, request);
    const taxFree = taxFreePartOf(order, { amount, points, lines });
    const booked = await trx.first(changes.bookRefund, {
      id: claim.resume,
      orderId,
      kind: "cancel",
      ...{ amount, taxFree, points },
      expected: order.refunded,
      ...{ kept, free: !deduct },
      reason,
      lines: JSON.stringify(lines),
      staffId: typeof by === "string" ? null : by.actor.personId,
      now,
    });
    if (!booked) throw new Error(`order ${order.number} was changed under its lock`);
    const deducted = Math.max(0, kept - order.cancelKept);
    const refund = { id: claim.resume, amount, points, deducted };
    const facts = { refundId: claim.resume, amount, points, deducted };
    if (!whole) await addEvent(trx, orderId, "partly_canceled", by, now, facts);
    const reached = await advance(trx, orderId, by, now, facts);
    const after = await read(trx, orderId);
    const body = present(after, attempt, language, refund);
    await trx.rows(finishKey, { rows: [finishedKey(claim, body)] });
    if (typeof by !== "string")
      await record(trx, "cancel", order, by, now, { after: { amount, points, lines }, reason });
    return { order: after, refund, reached, stored: true };
  });
  for (const status of result.reached) measures.countMove(status);
  const { order, refund, stored } = result;
  return { body: present(order, attempt, language, refund), stored };
}

const present = (
  order: StoredOrder,
  attempt: AttemptView | null,
  language: Language,
  { id, amount, points, deducted }: Pick<changes.BookedRefund, "id" | "amount" | "points" | "deducted">,
): Static<typeof Canceled> => ({
  order: presentDetails(order, attempt, language),
  refund: {
    ...{ id, points, amount: money(amount, order.currency) },
    deducted: money(Math.max(0, deducted), order.currency),
  },
});
