/**
 * Staff give money back without canceling pieces; points are granted instead. Never more than is left of the
 * payment in sum, nor of what a line cost. The refund has the id that the request's key stands for, as in
 * `cancel.ts`.
 */
import type { Caller } from "../../../platform/audit-log/audit-log.ts";
import { staffInCall } from "../../../platform/audit-log/staff-in-calls.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Claim } from "../../../platform/http/idempotency.ts";
import type { Currency } from "../../../platform/money.ts";
import * as changes from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import type { StoredOrder } from "../queries.ts";
import { type NamedPart, namedPieces, type PartOfLine, paidFor, partsOfAmount } from "../refund-amounts.ts";
import { taxFreePartOfStaff } from "../refund-tax.ts";
import { addEvent, lock, record } from "./change-order.ts";
import { getOrder } from "./read-order.ts";

export interface StaffRefundRequest {
  readonly orderId: string;
  /** Minor units, as all amounts here. */
  readonly amount: number;
  readonly currency: Currency;
  readonly reason: string;
  /** Which part of the amount is for which line, or for which pieces of it. */
  readonly lines: readonly NamedPart[];
}

/** Throws NOT_FOUND, WRONG_ORDER_STATUS for an order that was not paid, REFUND_TOO_LARGE, TOO_MANY_PIECES. */
export async function refundOrder(
  { db, clock }: OrdersContext,
  request: StaffRefundRequest,
  by: Caller,
  { resume: id }: Claim,
): Promise<{ readonly id: string; readonly amount: number }> {
  const { orderId, amount, reason } = request;
  const now = clock.now();
  await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    if (await trx.first(changes.findRefund, { id })) return;
    if (order.paidAt === null || order.depositLost !== null)
      throw new DomainError("WRONG_ORDER_STATUS", { orderStatus: order.status });
    if (request.currency !== order.currency) throw new DomainError("AMOUNT_MISMATCH");
    refuseUnboughtPieces(order, request.lines);
    const lines = partsOfAmount(order.lines, amount, request.lines);
    refuseTooLarge(order, { amount, lines });
    const booked = await trx.first(changes.bookRefund, {
      id,
      orderId,
      kind: "staff",
      amount,
      taxFree: taxFreePartOfStaff(order, amount, lines),
      points: 0,
      expected: order.refunded,
      ...{ kept: order.cancelKept, free: false },
      reason,
      lines: JSON.stringify(lines.map((line) => ({ ...line, quantity: 0 }))),
      staffId: by.actor.personId,
      now,
    });
    if (!booked) throw new Error(`order ${order.number} was changed under its lock`);
    await addEvent(trx, orderId, "refund_requested", by, now, { refundId: id, amount });
    const before = { refunded: order.refunded };
    const after = { refunded: order.refunded + amount, lines };
    await record(trx, "refund", order, by, now, { before, after, reason });
  });
  return { id, amount };
}

/**
 * Asks the provider again for what it refused to give back, also for money that came too late for the order.
 * Payments notes who did, where there was something to ask for. Throws NOT_FOUND.
 */
export async function retryRefunds(orders: OrdersContext, orderId: string, by: Caller): Promise<void> {
  await getOrder(orders, orderId);
  await orders.payments.retryRefunds({ orderId, staffId: by.actor.personId, by: staffInCall(by) });
}

function refuseUnboughtPieces({ lines }: StoredOrder, named: readonly NamedPart[]): void {
  const refused = namedPieces(named)
    .map(({ lineId, quantity: requested }) => {
      const left = lines.find(({ id }) => id === lineId)?.quantity ?? 0;
      return { lineId, requested, left };
    })
    .filter(({ requested, left }) => requested > left);
  if (refused.length > 0) throw new DomainError("TOO_MANY_PIECES", { lines: refused });
}

function refuseTooLarge(
  order: StoredOrder,
  { amount, lines }: { readonly amount: number; readonly lines: readonly PartOfLine[] },
): void {
  const left = order.total - order.refunded;
  const forLines = lines.reduce((sum, line) => sum + line.amount, 0);
  if (amount > left || forLines > amount) throw new DomainError("REFUND_TOO_LARGE", { left });
  for (const { lineId, amount: wanted } of lines) {
    const line = order.lines.find(({ id }) => id === lineId);
    const leftOfLine = line ? paidFor(line) - line.refunded : 0;
    if (wanted > leftOfLine) throw new DomainError("REFUND_TOO_LARGE", { left: leftOfLine, lineId });
  }
}
