/** What became of a refund that payments carries out. Safe to repeat, in any order. */
import type { Transaction } from "../../../../platform/db/db.ts";
import { newId } from "../../../../platform/ids.ts";
import { type RefundMoved, type RefundStep, readRefundReason } from "../../../payments/contract.ts";
import { type BookedRefund, findRefund, lockOrder } from "../../change-queries.ts";
import { move as moveClaim } from "../../claims/service/change-claim.ts";
import { getClaim } from "../../claims/service/read-claims.ts";
import type { OrdersContext } from "../../context.ts";
import type { RefundState } from "../../contract.ts";
import { keepsNothingStatuses } from "../../order.ts";
import type { StoredOrder } from "../../queries.ts";
import { actorFields, lock } from "../../service/change-order.ts";
import { findLaterPieces, insertStepOnce, moveRefund, replaceRefund, withdrawRefund } from "../queries.ts";

export const stateOf: Readonly<Record<RefundStep, RefundState>> = {
  waiting: "waiting",
  asked: "asked",
  approved: "asked",
  rejected: "rejected",
  failed: "failed",
  succeeded: "done",
  withdrawn: "withdrawn",
};
/** Entries of the timeline. */
const entryOf: Readonly<Record<RefundStep, string | null>> = {
  waiting: "refund_waiting",
  asked: null,
  approved: "refund_approved",
  rejected: "refund_rejected",
  failed: "refund_failed",
  succeeded: "refunded",
  withdrawn: "refund_withdrawn",
};

export async function followRefund(
  { db, clock }: Pick<OrdersContext, "db" | "clock">,
  moved: RefundMoved,
): Promise<void> {
  const { orderId, refundId: paymentRefund, reason, step, wasApproved } = moved;
  const { refundId: id } = readRefundReason(reason);
  // A refund of late money is booked in no order.
  if (id === null && !isAskedAgain(moved)) return;
  const now = clock.now();
  await db.transaction(async (trx) => {
    // Unpaid orders are deleted after a time, with their timelines.
    if (id === null && !(await trx.first(lockOrder, { id: orderId }))) return;
    const order = await lock(trx, orderId);
    if (id === null) return noteStep(trx, moved, null, now);
    const refund = await trx.first(findRefund, { id });
    if (!refund) throw new Error(`there is no refund ${id}`);
    const state = stateOf[step];
    if (state === "withdrawn") await withdraw(trx, order, { id, paymentRefund, now });
    else await trx.first(moveRefund, { id, state, paymentRefund, wasApproved });
    await noteStep(trx, moved, refund, now);
    if (refund.kind !== "return" || state !== "done") return;
    const claim = await getClaim(trx, id);
    // The version before counts a return as refunded when its refund is booked.
    if (claim.status !== "refunding") return;
    await moveClaim(trx, claim, "refunded", "shop", now, { data: { refundId: id, amount: refund.amount } });
  });
}

/** The first time names no member of the staff. */
const isAskedAgain = ({ step, by }: RefundMoved): boolean =>
  by !== null && (step === "asked" || step === "waiting");

/** Who asked for it once more stands before what came of it. A refund of points alone moves no money. */
async function noteStep(
  trx: Transaction,
  moved: RefundMoved,
  refund: BookedRefund | null,
  now: Date,
): Promise<void> {
  const { orderId, refundId: paymentRefund, step, by, decision } = moved;
  if (refund?.amount === 0) return;
  const note = (type: string, data: object) =>
    trx.rows(insertStepOnce, {
      ...{ orderId, type, paymentRefund, now },
      data: JSON.stringify({ ...data, paymentRefund }),
    });
  const isAgain = isAskedAgain(moved);
  if (isAgain) await note("refund_retried", { by });
  const type = entryOf[step];
  if (!type || !refund) return;
  await note(type, {
    ...{ by: isAgain || by === null ? actorFields("shop") : by, refundId: refund.id, amount: refund.amount },
    ...(decision !== null && { text: decision }),
  });
}

/** Usually the order keeps the money. It goes back where pieces were canceled or returned meanwhile. */
async function withdraw(
  trx: Transaction,
  { status }: StoredOrder,
  refund: { id: string; paymentRefund: string; now: Date },
): Promise<void> {
  const isOwed = keepsNothingStatuses.includes(status) || (await trx.first(findLaterPieces, refund));
  if (isOwed) await trx.first(replaceRefund, { ...refund, newId: newId(refund.now) });
  else await trx.first(withdrawRefund, refund);
}
