/** What follows a booked refund: the money, the goods, the coupons and the points. Safe to repeat. */
import { type BookedRefund, findRefund } from "../change-queries.ts";
import { listClaims } from "../claims/queries.ts";
import { replacementsBack } from "../claims/replacements.ts";
import type { OrdersContext } from "../context.ts";
import { isPaid } from "../order.ts";
import { findOrders, type StoredLine, type StoredOrder } from "../queries.ts";
import { refundReason } from "../refund-amounts.ts";
import { followRefund } from "./follow-refund.ts";
import { commitHolds } from "./holds.ts";
import { getOrder } from "./read-order.ts";

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

/**
 * Puts the goods of pieces back that were canceled, or sent back and found in order, and gives back the
 * coupons of an order that keeps nothing. All is committed first, if the event of the payment has not done so
 * yet: only what counts as sold can come back.
 */
export async function returnHolds(
  orders: OrdersContext,
  orderId: string,
  reason: "cancel" | "return" = "cancel",
): Promise<void> {
  const order = await getOrder(orders, orderId);
  const { status, lines, discounts } = order;
  if (isPaid(status)) await commitHolds(orders, order);
  await orders.inventory.takeBack({
    orderId,
    lines: lines.map(({ variantId, quantity, canceled, restocked }) => ({
      variantId,
      bought: quantity,
      kept: Math.max(0, quantity - canceled - restocked),
    })),
    reason,
  });
  await returnReplacements(orders, order, reason);
  if (status === "canceled" && discounts.length > 0) await orders.promotions.giveBack({ orderId });
}

/** More of a line is back than was bought: the rest are replacements, which claims took out of the stock. */
async function returnReplacements(
  { db, inventory }: OrdersContext,
  { id, lines }: StoredOrder,
  reason: "cancel" | "return",
): Promise<void> {
  const isOver = ({ quantity, canceled, restocked }: StoredLine) => restocked > quantity - canceled;
  if (!lines.some(isOver)) return;
  const claims = await db.rows(listClaims, { orderIds: [id] });
  for (const { claimId, pieces } of replacementsBack(lines, claims)) {
    const back = pieces.map(({ lineId, sent, kept }) => ({
      variantId: lines.find((line) => line.id === lineId)?.variantId ?? "",
      bought: sent,
      kept,
    }));
    await inventory.takeBack({ orderId: claimId, lines: back, reason });
  }
}
