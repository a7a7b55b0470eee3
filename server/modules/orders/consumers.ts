import { type Consumers, on } from "../../platform/contract/contract.ts";
import { isDomainError } from "../../platform/errors.ts";
import { type AttemptView, LATE_REASON, payments } from "../payments/contract.ts";
import { followClaim } from "./claims/service/follow-claim.ts";
import { returnHolds } from "./claims/service/return-holds.ts";
import type { OrdersContext } from "./context.ts";
import { orders as contract } from "./contract.ts";
import { isPaid } from "./order.ts";
import { findHeld, findStatuses, type OrderRow } from "./queries.ts";
import { carryOutRefund } from "./refunds/service/carry-out-refund.ts";
import { followRefund } from "./refunds/service/follow-refund.ts";
import { earnAgain } from "./refunds/service/withdraw-refund.ts";
import { applyPayment } from "./service/apply-payment.ts";
import { awaitDeposit, depositIsBack, takeBackDeposit } from "./service/await-deposit.ts";
import { earnPoints } from "./service/complete.ts";
import { commitHolds, goneCodes, releaseDeclined } from "./service/holds.ts";
import { findOrder, getOrder } from "./service/read-order.ts";
import { takeFromCart } from "./service/take-from-cart.ts";

export const consumers = (orders: OrdersContext): Consumers => ({
  /**
   * A confirm, a webhook or the reconciler may learn of the money first. The order becomes paid here at the
   * latest; then its stock and coupons are committed, and the goods leave the member's cart.
   */
  ...on(payments.events.paid, async ({ orderId, attemptId }) => {
    const [[order], attempt] = await Promise.all([
      orders.db.lookUp(findHeld, [orderId]),
      orders.payments.getAttempt({ attemptId }),
    ]);
    // The order was deleted long after it had expired: there is nothing that the money could pay.
    if (!order)
      return orders.payments.requestRefund({ attemptId, reason: LATE_REASON }).then(() => undefined);
    if (order.depositLost !== null && !attempt.orphan) await depositIsBack(orders, orderId);
    // Staff may prepare an order before this event arrives.
    const applied = isPaid(order.status) && !attempt.orphan;
    if (!applied) await applyArrived(orders, await getOrder(orders, orderId), attempt);
    const { status } = applied ? order : await getOrder(orders, orderId);
    if (isPaid(status)) await finishPurchase(orders, order);
  }),
  /** A request, a webhook or the reconciler learned that an attempt is dead. */
  ...on(payments.events.declined, ({ orderId, attemptId }) => releaseDeclined(orders, orderId, attemptId)),
  ...on(payments.events.depositAwaited, async ({ orderId, attemptId }) => {
    const [order, attempt] = await Promise.all([
      findOrder(orders, orderId),
      orders.payments.getAttempt({ attemptId }),
    ]);
    if (!order || attempt.status !== "awaiting_deposit") return;
    const waiting = await awaitDeposit(orders, orderId, attempt).catch((error: unknown) => {
      // What the order held is gone, and its account is closed: the shopper has no deposit to make.
      if (goneCodes.some((code) => isDomainError(error, code))) return null;
      throw error;
    });
    if (waiting?.status === "awaiting_deposit") await takeFromCart(orders, waiting);
  }),
  ...on(payments.events.depositReversed, ({ orderId, attemptId }) =>
    takeBackDeposit(orders, orderId, attemptId),
  ),
  ...on(payments.events.refundMoved, (moved) => followRefund(orders, moved)),
  ...on(contract.events.placedFree, async ({ orderId }) => {
    const order = await findOrder(orders, orderId);
    if (order && isPaid(order.status)) await finishPurchase(orders, order);
  }),
  ...on(contract.events.completed, ({ orderId }) => earnPoints(orders, orderId)),
  ...on(contract.events.refunded, ({ refundId }) => carryOutRefund(orders, refundId)),
  ...on(contract.events.refundWithdrawn, (withdrawn) => earnAgain(orders, withdrawn)),
  ...on(contract.events.claimMoved, (moved) => followClaim(orders, moved)),
});

const applyArrived = (orders: OrdersContext, order: OrderRow, attempt: AttemptView) =>
  applyPayment(orders, { order, attempt, language: order.language, memberId: null, answerSlot: null });

type Held = Parameters<typeof commitHolds>[1] & Pick<OrderRow, "memberId">;

async function finishPurchase(orders: OrdersContext, order: Held): Promise<void> {
  await commitHolds(orders, order);
  // A cancellation that overtook the commit found nothing that could come back.
  const [current] = await orders.db.lookUp(findStatuses, [order.id]);
  if (current?.status === "canceled") return returnHolds(orders, order.id);
  if (order.memberId !== null) await takeFromCart(orders, await getOrder(orders, order.id));
}
