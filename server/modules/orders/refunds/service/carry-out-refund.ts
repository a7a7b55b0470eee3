/** What follows a booked refund: the money, the goods, the coupons and the points. Safe to repeat. */
import { type BookedRefund, findRefund } from "../../change-queries.ts";
import { returnHolds } from "../../claims/service/return-holds.ts";
import type { OrdersContext } from "../../context.ts";
import { findOrders } from "../../queries.ts";
import { refundReason } from "../../refund-amounts.ts";
import { followRefund } from "./follow-refund.ts";

export async function carryOutRefund(orders: OrdersContext, refundId: string): Promise<void> {
  const refund = await orders.db.first(findRefund, { id: refundId });
  if (!refund) throw new Error(`there is no refund ${refundId}`);
  if (refund.amount > 0) await giveBack(orders, refund);
  if (refund.kind === "cancel") await returnHolds(orders, refund.orderId);
  await returnPoints(orders, refund);
}

/** Spent points come back; earned ones are taken back, as far as their money was given back. */
async function returnPoints(
  { db, promotions }: OrdersContext,
  { id: refundId, orderId, points, earnedBack }: BookedRefund,
): Promise<void> {
  if (points > 0) await promotions.restorePoints({ orderId, refundId, points });
  if (earnedBack === 0) return;
  const memberId = (await db.first(findOrders, { ids: [orderId] }))?.memberId;
  if (memberId) await promotions.clawBackPoints({ orderId, memberId, refundId, points: earnedBack });
}

const GIVEN_BACK = { step: "succeeded", wasApproved: false, by: null, decision: null } as const;

async function giveBack(
  orders: OrdersContext,
  refund: Pick<BookedRefund, "id" | "kind" | "orderId" | "amount" | "taxFree" | "staffId">,
): Promise<void> {
  const { payments } = orders;
  const [attempt] = await payments.latestAttempts({ orderIds: [refund.orderId] });
  if (!attempt) throw new Error(`order ${refund.orderId} was paid without an attempt`);
  const { id, orderId, amount, taxFree, staffId } = refund;
  const reason = refundReason(refund);
  await payments.requestRefund({
    ...{ attemptId: attempt.attemptId, reason, amount, taxFree },
    ...(staffId !== null && { staffId }),
  });
  const isKnown = (await payments.refundsOf({ orderId })).some((each) => each.reason === reason);
  // All the money was given back in the provider's own console: there was nothing left to ask for.
  if (!isKnown) await followRefund(orders, { orderId, refundId: id, reason, ...GIVEN_BACK });
}
