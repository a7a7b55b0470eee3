/**
 * Staff give up a refund of staff that waits for a second person, or was refused: its amount is free again.
 *
 * Payments decides, because there the money may be moving: one guarded statement ends the refund, and the
 * order follows it like any other step. So a crash between the two leaves what the event or the job ends.
 */
import { type Caller, maskedActor } from "../../../../platform/audit-log/audit-log.ts";
import { staffInCall } from "../../../../platform/audit-log/staff-in-calls.ts";
import { DomainError, isDomainError } from "../../../../platform/errors.ts";
import { refundReason } from "../../../payments/contract.ts";
import { findRefund } from "../../change-queries.ts";
import type { OrdersContext } from "../../context.ts";
import { keepsNothingStatuses } from "../../order.ts";
import { getOrder } from "../../service/read-order.ts";
import { findLaterPieces } from "../queries.ts";
import { followRefund } from "./follow-refund.ts";

export interface RefundWithdrawal {
  readonly orderId: string;
  readonly refundId: string;
  readonly why: string;
}

/**
 * A repeat changes nothing. Throws NOT_FOUND; REFUND_NOT_WITHDRAWABLE for money that is owed for pieces, is
 * with the provider, or is back.
 */
export async function withdrawRefund(
  orders: OrdersContext,
  { orderId, refundId, why }: RefundWithdrawal,
  by: Caller,
): Promise<void> {
  const { status } = await getOrder(orders, orderId);
  const refund = await orders.db.first(findRefund, { id: refundId });
  if (refund?.orderId !== orderId) throw new DomainError("NOT_FOUND");
  if (refund.state === "withdrawn") return;
  // Of an order that keeps nothing all money goes back. Pieces that went later may have got the less for it.
  const isOwed = keepsNothingStatuses.includes(status) || (await orders.db.first(findLaterPieces, refund));
  if (refund.kind !== "staff" || isOwed) throw new DomainError("REFUND_NOT_WITHDRAWABLE");
  const reason = refundReason(refund);
  const ended = await orders.payments
    .withdrawRefund({ orderId, reason, why, by: staffInCall(by) })
    .catch((error: unknown) => {
      // Payments has not heard of it yet, or its money may be moving.
      const isMoving = (["NOT_FOUND", "WRONG_PAYMENT_STATE"] as const).some((code) =>
        isDomainError(error, code),
      );
      throw isMoving ? new DomainError("REFUND_NOT_WITHDRAWABLE") : error;
    });
  await followRefund(orders, {
    ...{ orderId, refundId: ended.refundId, reason, step: "withdrawn", wasApproved: false },
    ...{ by: maskedActor(by), decision: why },
  });
}

/** What the order had earned with the money that it keeps after all is credited anew. Safe to repeat. */
export async function earnAgain(
  orders: OrdersContext,
  { refundId, orderId }: { refundId: string; orderId: string },
): Promise<void> {
  const { db, promotions } = orders;
  const refund = await db.first(findRefund, { id: refundId });
  if (!refund) throw new Error(`there is no refund ${refundId}`);
  const { earnedBack, earnedAgain } = refund;
  const { memberId } = await getOrder(orders, orderId);
  if (memberId === null) return;
  // What the refund takes back may be taken later than this: then it is taken here, once for both.
  if (earnedBack > 0) await promotions.clawBackPoints({ orderId, memberId, refundId, points: earnedBack });
  if (earnedAgain > 0) await promotions.earnAgain({ orderId, memberId, refundId, points: earnedAgain });
}
