/** What follows a booked refund: the money, the goods, the coupons and the points. Safe to repeat. */

import { refundReason } from "../../../payments/contract.ts";
import { type BookedRefund, findRefund } from "../../change-queries.ts";
import { returnHolds } from "../../claims/service/return-holds.ts";
import type { OrdersContext } from "../../context.ts";
import { findOrders } from "../../queries.ts";
import { followRefund } from "./follow-refund.ts";

export async function carryOutRefund(orders: OrdersContext, refundId: string): Promise<void> {
  const refund = await orders.db.first(findRefund, { id: refundId });
  if (!refund) throw new Error(`there is no refund ${refundId}`);
  if (refund.state === "withdrawn") return;
  if (refund.amount > 0) await giveBack(orders, refund);
  else if (refund.state !== "done") await endRefund(orders, refund, refundId);
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

/** There is no refund of payments whose steps could be followed. */
const endRefund = (orders: OrdersContext, { orderId, kind }: BookedRefund, id: string): Promise<void> =>
  followRefund(orders, {
    ...{ orderId, refundId: id, reason: refundReason({ id, kind }) },
    ...{ step: "succeeded", wasApproved: false, by: null, decision: null },
  });

async function giveBack(orders: OrdersContext, refund: BookedRefund): Promise<void> {
  const { payments } = orders;
  const [attempt] = await payments.latestAttempts({ orderIds: [refund.orderId] });
  if (!attempt) throw new Error(`order ${refund.orderId} was paid without an attempt`);
  const { id, amount, taxFree, staffId } = refund;
  const { isBack = false } = await payments.requestRefund({
    ...{ attemptId: attempt.attemptId, reason: refundReason(refund), amount, taxFree },
    ...(staffId !== null && { staffId }),
  });
  // Where there is nothing to ask for now, and it is not known to be back, the job asks again.
  if (isBack) await endRefund(orders, refund, id);
}
