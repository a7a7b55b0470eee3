/**
 * What staff say about transfers to the shop's own account: a deposit has come, a refund was paid. Both pass
 * the reducer, and their entry of the audit log is written in the same transaction.
 */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Money } from "../../../platform/money.ts";
import { applySnapshot, isDead, type ReportedRefund, type Snapshot } from "../attempt.ts";
import { depositSeen } from "../bank.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import * as queries from "../queries.ts";
import * as refunds from "../refund-queries.ts";
import { getAttempt } from "./read-attempts.ts";
import { outcomeRow } from "./store-snapshot.ts";

/**
 * The deposit of a bank transfer is on the account, also one that came after its time. Throws NOT_FOUND,
 * AMOUNT_MISMATCH for another sum than agreed, WRONG_PAYMENT_STATE when it has come before.
 */
export async function confirmDeposit(
  payments: PaymentsContext,
  attemptId: string,
  amount: Money,
  by: ActingStaff,
): Promise<queries.AttemptRow> {
  const { db, clock } = payments;
  const attempt = await getTransfer(payments, attemptId);
  const isExpected = attempt.state === "AWAITING_DEPOSIT" || isDead(attempt.state);
  if (!isExpected || attempt.deposit === null || attempt.captured > 0) throw wrongState(attempt);
  if (amount.amount !== attempt.amount || amount.currency !== attempt.currency)
    throw new DomainError("AMOUNT_MISMATCH");
  const snapshot = depositSeen(attempt, amount.amount, amount.currency, clock.now());
  return db.transaction(async (trx) => {
    const stored = await book(payments, trx, attempt, snapshot);
    const after = { order: attempt.orderId, amount: amount.amount };
    await recordAction(trx, { ...by, ...entryOf("deposit", attempt), after, now: clock.now() });
    return stored;
  });
}

/** Staff have paid a refund of a transfer. Throws NOT_FOUND, WRONG_PAYMENT_STATE. */
export async function payOutRefund(
  payments: PaymentsContext,
  refundId: string,
  by: ActingStaff,
): Promise<queries.AttemptRow> {
  const { db, clock } = payments;
  const refund = await db.first(refunds.findRefund, { id: refundId });
  if (!refund) throw new DomainError("NOT_FOUND");
  const attempt = await getTransfer(payments, refund.attemptId);
  if (refund.state !== "REQUESTED") throw wrongState(attempt);
  const { amount } = refund;
  const now = clock.now();
  const own: ReportedRefund = { reference: refundId, amount, at: now.toISOString(), refundId };
  return db.transaction(async (trx) => {
    const earlier = await trx.rows(refunds.listBooked, { attemptId: attempt.id });
    const money = depositSeen(attempt, attempt.captured, attempt.currency, attempt.approvedAt ?? now);
    const snapshot = { ...money, refunds: [...earlier, own] };
    const stored = await book(payments, trx, attempt, snapshot);
    const reported = JSON.stringify([own]);
    if (!(await trx.first(refunds.settleRefund, { id: refundId, reported }))) throw wrongState(attempt);
    const after = { order: attempt.orderId, amount };
    await recordAction(trx, { ...by, ...entryOf("refund_paid", attempt), after, now });
    return stored;
  });
}

async function getTransfer(payments: PaymentsContext, attemptId: string): Promise<queries.AttemptRow> {
  const [attempt] = await payments.db.lookUp(queries.findAttempts, [attemptId]);
  if (!attempt || !providerOf(payments, attempt.provider).isByHand) throw new DomainError("NOT_FOUND");
  return attempt;
}

/** Throws WRONG_PAYMENT_STATE when another request changed the attempt since it was read. */
async function book(
  payments: PaymentsContext,
  trx: Transaction,
  attempt: queries.AttemptRow,
  snapshot: Snapshot,
): Promise<queries.AttemptRow> {
  const outcome = applySnapshot(attempt, snapshot);
  const rows = [outcomeRow(payments, attempt, snapshot, outcome)];
  const stored = await trx.first(queries.storeOutcomes, { rows });
  if (!stored) throw wrongState(await getAttempt(payments, attempt.id));
  return stored;
}

const wrongState = ({ state }: queries.AttemptRow) =>
  new DomainError("WRONG_PAYMENT_STATE", { paymentStatus: state.toLowerCase() });

const entryOf = (what: string, { id }: queries.AttemptRow) => ({
  action: `payment.${what}`,
  subject: `payment:${id}`,
});
