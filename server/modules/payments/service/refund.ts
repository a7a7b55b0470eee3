import { newId } from "../../../platform/ids.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import type { RefundView } from "../contract.ts";
import type { AttemptRow } from "../queries.ts";
import * as queries from "../refund-queries.ts";
import { getAttempt } from "./read-attempts.ts";
import { askProvider, storeSnapshot } from "./store-snapshot.ts";

/** Requests a refund once per reason: of an amount, minor units, or (null) of the rest of the money. */
export async function requestRefund(
  { db, clock }: PaymentsContext,
  attemptId: string,
  reason: string,
  amount: number | null,
): Promise<void> {
  const now = clock.now();
  await db.rows(queries.requestRefund, { id: newId(now), attemptId, reason, amount, again: false, now });
}

/** Asks again for what the provider refused to give back of an order's money. Returns how many refunds. */
export async function retryRefunds({ db, clock }: PaymentsContext, orderId: string): Promise<number> {
  const now = clock.now();
  let retried = 0;
  for (const { attemptId, reason, amount } of await db.rows(queries.listRefused, { orderId }))
    if (
      await db.first(queries.requestRefund, { id: newId(now), attemptId, reason, amount, again: true, now })
    )
      retried += 1;
  return retried;
}

export async function refundsOf({ db }: PaymentsContext, orderId: string): Promise<RefundView[]> {
  const rows = await db.rows(queries.listRefunds, { orderId });
  return rows.map(({ id, attemptId, createdAt, reason, amount, state, failure }) => ({
    id,
    attemptId,
    at: createdAt.toISOString(),
    reason,
    amount,
    status: statusOf[state],
    failure,
  }));
}

const statusOf = { REQUESTED: "requested", SUCCEEDED: "succeeded", FAILED: "failed" } as const;

/** Carries out a refund. Throws while the answer is not definite, so that the event is delivered again. */
export async function carryOutRefund(payments: PaymentsContext, refundId: string): Promise<void> {
  const { db } = payments;
  const refund = await db.first(queries.findRefund, { id: refundId });
  if (refund?.state !== "REQUESTED") return;
  const attempt = await getAttempt(payments, refund.attemptId);
  if (attempt.paymentKey === null)
    throw new Error(`attempt ${attempt.id} was captured without a payment key`);
  const { id, amount, reason } = refund;
  const answer = await providerOf(payments, attempt.provider).cancel({
    refundId: id,
    paymentKey: attempt.paymentKey,
    amount,
    reason,
  });
  if (answer.kind === "snapshot") {
    await storeSnapshot(payments, attempt, answer.snapshot);
    await db.rows(queries.endRefund, { id, state: "SUCCEEDED", failure: null });
  } else if (answer.kind === "unclear") {
    throw new Error(`refund ${id} is unclear: ${answer.code}`);
  } else {
    await endRefused(payments, refund, attempt, answer.code);
  }
}

/** The provider refused the refund: either the money is refunded already, or staff must act. */
async function endRefused(
  payments: PaymentsContext,
  { id }: queries.RefundRow,
  attempt: AttemptRow,
  code: string,
): Promise<void> {
  const { db, log } = payments;
  const state = await askProvider(payments, attempt);
  if (state === "UNCLEAR") throw new Error(`refund ${id} is unclear: ${code}`);
  if (state === "REFUNDED") {
    // The money was refunded in another way, perhaps in the provider's own console.
    await db.rows(queries.endRefund, { id, state: "SUCCEEDED", failure: null });
  } else {
    log.error({ refund: id, code }, "a refund was refused: staff must act");
    await db.rows(queries.endRefund, { id, state: "FAILED", failure: code });
  }
}
