/** A second person decides on a large refund of staff: never the one who asked for it. */
import { type ActingStaff, maskedActor, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { PaymentsContext } from "../context.ts";
import * as queries from "../refund-queries.ts";

/** Throws NOT_FOUND, OWN_REFUND, and WRONG_PAYMENT_STATE when it was decided before. */
export const approveRefund = (payments: PaymentsContext, id: string, by: ActingStaff): Promise<void> =>
  decide(payments, id, by, null);

/** As `approveRefund`. The refund has failed then: staff can ask for it again. */
export const rejectRefund = (
  payments: PaymentsContext,
  id: string,
  reason: string,
  by: ActingStaff,
): Promise<void> => decide(payments, id, by, reason);

export interface Withdrawal {
  readonly orderId: string;
  /** What the refund is for. */
  readonly reason: string;
  readonly why: string;
  readonly by: ActingStaff;
}

/**
 * Gives a refund up that waits or has failed, for good. A repeat changes nothing. Throws NOT_FOUND, and
 * WRONG_PAYMENT_STATE for one that is with the provider or done.
 */
export async function withdrawRefund(
  payments: PaymentsContext,
  withdrawal: Withdrawal,
): Promise<{ refundId: string }> {
  const { db, clock } = payments;
  const { orderId, reason, why, by } = withdrawal;
  const actor = JSON.stringify(maskedActor(by));
  try {
    const withdrawn = await db.transaction(async (trx) => {
      const ended = await trx.first(queries.withdrawRefund, { orderId, reason, why, actor });
      if (ended)
        await recordAction(trx, {
          ...by,
          action: "refund.withdraw",
          subject: `refund:${ended.id}`,
          after: { order: orderId, amount: ended.amount },
          ...{ reason: why, now: clock.now() },
        });
      return ended;
    });
    if (withdrawn) return { refundId: withdrawn.id };
  } catch (error) {
    // It was asked for again in parallel.
    if (!brokeConstraint(error, "refunds_one_per_reason")) throw error;
  }
  const known = (await db.rows(queries.listRefunds, { orderId })).filter((each) => each.reason === reason);
  const last = known.at(-1);
  if (!last) throw new DomainError("NOT_FOUND");
  if (last.state !== "WITHDRAWN") throw new DomainError("WRONG_PAYMENT_STATE");
  return { refundId: last.id };
}

async function decide(
  { db, clock }: PaymentsContext,
  id: string,
  by: ActingStaff,
  reason: string | null,
): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    const refund = await trx.first(queries.findRefund, { id });
    if (!refund) throw new DomainError("NOT_FOUND");
    const decision = { id, by: by.actor.id, actor: JSON.stringify(maskedActor(by)), now };
    const decided =
      reason === null
        ? await trx.first(queries.approveRefund, decision)
        : await trx.first(queries.rejectRefund, { ...decision, reason });
    if (!decided) {
      const own = refund.state === "WAITING" && refund.requestedBy === by.actor.id;
      throw new DomainError(own ? "OWN_REFUND" : "WRONG_PAYMENT_STATE");
    }
    await recordAction(trx, {
      ...by,
      action: reason === null ? "refund.approve" : "refund.reject",
      subject: `refund:${id}`,
      after: { amount: refund.amount },
      ...(reason !== null && { reason }),
      now,
    });
  });
}
