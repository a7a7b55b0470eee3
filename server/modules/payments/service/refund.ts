import { type ActingStaff, maskedActor, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { newId } from "../../../platform/ids.ts";
import { isDead, type Snapshot } from "../attempt.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import type { RefundView } from "../contract.ts";
import type { AttemptRow } from "../queries.ts";
import * as queries from "../refund-queries.ts";
import { settleElsewhere } from "./paid-elsewhere.ts";
import { getAttempt } from "./read-attempts.ts";
import { findRefundAccount, REFUND_ACCOUNT_NEEDED } from "./refund-account.ts";
import { storeSnapshot } from "./store-snapshot.ts";

export interface RefundWish {
  readonly attemptId: string;
  readonly reason: string;
  /** Minor units; null: the rest of the money. */
  readonly amount: number | null;
  /** The tax-free part of the amount; null: as much as the rest of the money has to. */
  readonly taxFree: number | null;
  /** The member of staff that asks for it; null: the buyer, or the shop itself. */
  readonly requestedBy: string | null;
}

/**
 * Requests a refund once per reason. One of staff that brings the refunds of the payment above the shop's
 * limit waits for an approval, so that no sum is refunded in small parts. `isBack`: the shopper has all of
 * the money already, by the provider's own console, or because the bank took back a deposit for good. While
 * a deposit may come again, or all that is left is being refunded, a later request may find money.
 */
export async function requestRefund(
  payments: PaymentsContext,
  wish: RefundWish,
): Promise<{ readonly isBack: boolean }> {
  const limit = await approvalLimit(payments, wish.requestedBy);
  const now = payments.clock.now();
  const asked = { id: newId(now), ...wish, again: false, actor: null, decidedBy: null, limit, now };
  if (await insertRefund(() => payments.db.first(queries.requestRefund, asked))) return { isBack: false };
  const { state, reversals, orderId } = await getAttempt(payments, wish.attemptId);
  const isKnown = (await payments.db.rows(queries.listRefunds, { orderId })).some(
    ({ attemptId, reason }) => attemptId === wish.attemptId && reason === wish.reason,
  );
  return { isBack: !isKnown && (state === "REFUNDED" || (reversals > 0 && isDead(state))) };
}

type Made = { id: string } | null;

/** Null: it is not needed, or a parallel request has made the refund of this reason. */
async function insertRefund(insert: () => Promise<Made>): Promise<Made> {
  try {
    return await insert();
  } catch (error) {
    // Both found none of the reason. The later one, which waited for the attempt's row, has changed nothing.
    if (brokeConstraint(error, "refunds_one_per_reason")) return null;
    throw error;
  }
}

const approvalLimit = async ({ settings }: PaymentsContext, requestedBy: string | null) =>
  requestedBy === null ? null : (await settings.payment({})).approvalAbove;

export interface Retry {
  readonly orderId: string;
  /** Who asks; null: those who asked before. */
  readonly staffId: string | null;
  /** Who is named where it was asked again; null: a caller of an earlier version, which notes that itself. */
  readonly by: ActingStaff | null;
}

/**
 * Asks again for what was refused of an order's money. What was approved before needs no other approval.
 * Returns how many refunds.
 */
export async function retryRefunds(payments: PaymentsContext, retry: Retry): Promise<number> {
  let retried = 0;
  for (const each of await payments.db.rows(queries.listRefused, { orderId: retry.orderId })) {
    // It may have been paid in the provider's own console.
    if (await settleElsewhere(payments, each)) continue;
    if (await retryRefund(payments, each, retry)) retried += 1;
  }
  return retried;
}

type Refused = queries.RefundRow & {
  readonly requestedBy: string | null;
  readonly approvedBy: string | null;
};

async function retryRefund(
  payments: PaymentsContext,
  { attemptId, reason, amount, taxFree, approvedBy: decidedBy, ...refused }: Refused,
  { orderId, staffId, by }: Retry,
): Promise<Made> {
  // Orders tell by the id which refund of a reason is the last, also where this clock is behind.
  const now = new Date(Math.max(payments.clock.now().getTime(), refused.createdAt.getTime() + 1));
  const requestedBy = decidedBy === null ? (staffId ?? refused.requestedBy) : refused.requestedBy;
  const limit = decidedBy === null ? await approvalLimit(payments, requestedBy) : null;
  const wish = {
    id: newId(now),
    attemptId,
    ...{ reason, amount, taxFree },
    again: true,
    actor: by && JSON.stringify(maskedActor(by)),
    requestedBy,
    decidedBy,
    limit,
    now,
  };
  return insertRefund(() =>
    payments.db.transaction(async (trx) => {
      const made = await trx.first(queries.requestRefund, wish);
      if (made && by) {
        const after = { refund: made.id, amount };
        await recordAction(trx, { ...by, action: "refund.retry", subject: `order:${orderId}`, after, now });
      }
      return made;
    }),
  );
}

export async function refundsOf({ db }: PaymentsContext, orderId: string): Promise<RefundView[]> {
  const rows = await db.rows(queries.listRefunds, { orderId });
  return rows.map(({ id, attemptId, createdAt, reason, amount, taxFree, state, failure, approved }) => ({
    id,
    attemptId,
    at: createdAt.toISOString(),
    reason,
    amount,
    taxFree,
    status: statusOf[state],
    failure,
    approved,
  }));
}

const statusOf = {
  WAITING: "waiting",
  REQUESTED: "requested",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  WITHDRAWN: "withdrawn",
} as const;

/**
 * Carries out a refund. Throws while the answer is not definite, so that the event is delivered again.
 * Refunds of one payment go one after the other in a process: a provider refuses parallel ones.
 */
export async function carryOutRefund(payments: PaymentsContext, refundId: string): Promise<void> {
  const { db, oneByOne } = payments;
  const found = await db.first(queries.findRefund, { id: refundId });
  if (!found) return;
  await oneByOne(found.attemptId, async () => {
    const refund = await db.first(queries.findRefund, { id: refundId });
    if (refund?.state === "REQUESTED") await refundOne(payments, refund);
  });
}

async function refundOne(payments: PaymentsContext, refund: queries.RefundRow): Promise<void> {
  const { clock } = payments;
  const attempt = await getAttempt(payments, refund.attemptId);
  if (attempt.paymentKey === null)
    throw new Error(`attempt ${attempt.id} was captured without a payment key`);
  const { paymentKey } = attempt;
  const { id, amount, taxFree, reason } = refund;
  const provider = providerOf(payments, attempt.provider);
  const account = attempt.deposit && (await findRefundAccount(payments, attempt.orderId));
  // The shopper is asked for it; storing it publishes the refund again.
  if (attempt.deposit && !account)
    return void (await payments.db.rows(queries.noteReason, { id, reason: REFUND_ACCOUNT_NEEDED }));
  // Staff pay it, and say so.
  if (provider.isByHand) return;
  const age = clock.now().getTime() - refund.createdAt.getTime();
  // After a refusal staff may have given the money back in the provider's own console.
  const isNew = age < provider.refundKeyMs && !(await payments.db.first(queries.findEarlierTry, { id }));
  const current = isNew ? attempt : await settleEarlier(payments, refund, attempt);
  if (current === null) return;
  // The bank has taken the money, or is about to: a refund beside it would pay the shopper twice.
  if (current.disputed) return endFailed(payments, refund, "DISPUTED");
  const balance = current.captured - current.refunded;
  const answer = await provider.cancel({
    ...current,
    refundId: id,
    ...{ paymentKey, amount, taxFree },
    ...{ balance, reason, account },
  });
  if (answer.kind === "unclear") throw new Error(`refund ${id} is unclear: ${answer.code}`);
  if (answer.kind !== "snapshot") return endRefused(payments, refund, attempt, answer.code);
  await storeSnapshot(payments, attempt, answer.snapshot);
  if (!(await settle(payments, refund, answer.snapshot)))
    throw new Error(`refund ${id} is not in the provider's list yet`);
}

/**
 * The provider may have forgotten the refund's key, so a refund that was carried out must be found before it
 * is sent again. Returns the attempt as it is now; null: the refund is settled.
 */
async function settleEarlier(
  payments: PaymentsContext,
  refund: queries.RefundRow,
  attempt: AttemptRow,
): Promise<AttemptRow | null> {
  const answer = await providerOf(payments, attempt.provider).find(attempt);
  if (answer.kind === "unclear") throw new Error(`refund ${refund.id} is unclear: ${answer.code}`);
  if (answer.kind !== "snapshot") return attempt;
  const current = await storeSnapshot(payments, attempt, answer.snapshot);
  if (!(await settle(payments, refund, answer.snapshot))) return current;
  await freeReserved(payments, attempt.id);
  return null;
}

/** Two statements: the second one sees what the request that held the lock has reserved. */
const freeReserved = ({ db }: PaymentsContext, attemptId: string): Promise<void> =>
  db.transaction(async (trx) => {
    await trx.first(queries.lockReserved, { attemptId });
    await trx.rows(queries.freeReserved, { attemptId });
  });

/** More than the refunds of one payment that are carried out at a time. */
const MOST_TRIES = 20;

/** Whether the refund is over: the provider reports it, or a parallel delivery of the event ended it. */
async function settle(
  { db }: PaymentsContext,
  { id }: queries.RefundRow,
  { refunds }: Snapshot,
): Promise<boolean> {
  const reported = JSON.stringify(refunds);
  for (let tries = 1; ; tries += 1) {
    try {
      if (await db.first(queries.settleRefund, { id, reported })) return true;
      return (await db.first(queries.findRefund, { id }))?.state !== "REQUESTED";
    } catch (error) {
      // A parallel refund of the same amount has just taken this one of the provider's: there is another.
      if (tries === MOST_TRIES || !brokeConstraint(error, "refunds_reference")) throw error;
    }
  }
}

async function endFailed(
  { db, log }: PaymentsContext,
  { id }: queries.RefundRow,
  code: string,
): Promise<void> {
  log.error({ refund: id, code }, "a refund was refused: staff must act");
  await db.rows(queries.endRefund, { id, state: "FAILED", failure: code });
}

/** The provider refused the refund: either the money is refunded already, or staff must act. */
async function endRefused(
  payments: PaymentsContext,
  refund: queries.RefundRow,
  attempt: AttemptRow,
  code: string,
): Promise<void> {
  const current = await settleEarlier(payments, refund, attempt);
  if (current === null) return;
  // The money was refunded in another way, perhaps in the provider's own console.
  if (current.state === "REFUNDED")
    await payments.db.rows(queries.endRefund, { id: refund.id, state: "SUCCEEDED", failure: null });
  else await endFailed(payments, refund, code);
}
