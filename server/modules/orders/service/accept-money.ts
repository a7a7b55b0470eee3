import { isDomainError } from "../../../platform/errors.ts";
import type { Answer, Claim } from "../../../platform/http/idempotency.ts";
import type { Language } from "../../../platform/http/problem.ts";
import { after } from "../../../platform/clock.ts";
import { orders as contract } from "../contract.ts";
import type { AttemptView } from "../../payments/contract.ts";
import { sourcesOf } from "../order.ts";
import { type PresentedOrder, presentOrder } from "../present.ts";
import * as queries from "../queries.ts";
import type { Orders } from "./orders.ts";
import { getOrder } from "./read-order.ts";

const HOLD_MS = 15 * 60_000;

/**
 * Money for an order has arrived, through whatever door: the order becomes paid, once. Money that the order cannot take
 * any more (it is paid already, or its goods are gone) is given back. Safe to run twice and at the same time.
 */
export async function acceptMoney(
  orders: Orders,
  order: queries.OrderRow,
  attempt: AttemptView,
  language: Language,
  claim: Claim | null,
): Promise<Answer<{ order: PresentedOrder }>> {
  const { db, clock, payments } = orders;
  const late = attempt.orphan || order.status !== "pending_payment";
  if (late && !(await takeLate(orders, order, attempt))) {
    const current = await getOrder(orders, order.id);
    if (isRefundDue(current, attempt)) await payments.refund({ attemptId: attempt.attemptId, reason: "LATE" });
    return { status: 200, body: { order: presentOrder(current, attempt, language) } };
  }
  const now = clock.now();
  const paid: queries.OrderRow = {
    ...order, status: "paid", paidAt: now, events: [...order.events, { type: "paid", at: now.toISOString() }],
  };
  const body = { order: presentOrder(paid, attempt, language) };
  const moved = await db.first(queries.moveOrder, {
    id: order.id,
    from: sourcesOf("paid"),
    to: "paid",
    now,
    data: JSON.stringify({ attemptId: attempt.attemptId }),
    announce: contract.events.paid.type,
    scope: claim?.scope ?? null,
    key: claim?.key ?? null,
    answer: claim && JSON.stringify(body),
  });
  if (moved) return { status: 200, body, stored: claim !== null };
  return { status: 200, body: { order: presentOrder(await getOrder(orders, order.id), attempt, language) } };
}

/** Whether an order that was given up, or whose attempt was, can take the money after all. */
async function takeLate({ inventory, payments, clock }: Orders, order: queries.OrderRow, attempt: AttemptView): Promise<boolean> {
  if (order.status !== "pending_payment" && order.status !== "expired") return false;
  try {
    await inventory.keep({ orderId: order.id, until: after(clock, HOLD_MS).toISOString() });
    if (attempt.orphan) await payments.accept({ attemptId: attempt.attemptId });
    return true;
  } catch (error) {
    if (isDomainError(error, "OUT_OF_STOCK") || isDomainError(error, "PAYMENT_MISMATCH")) return false;
    throw error;
  }
}

/** An order that this very attempt paid keeps its money. */
function isRefundDue(order: queries.OrderRow, attempt: AttemptView): boolean {
  const settled = !["pending_payment", "expired", "canceled"].includes(order.status);
  return attempt.orphan || !settled;
}
