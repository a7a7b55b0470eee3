/**
 * Confirms a payment attempt after the shopper came back from the payment window.
 *
 * Stores: the state CONFIRMING with the payment key and the time of the next check, then the outcome.
 * Always: the provider is asked only after owner and amount were checked; never inside a transaction; only a
 * definite answer moves the attempt.
 * How:
 * 1. `beginConfirm` marks the attempt. One request claims it; a mark older than 40 s is of a dead process,
 *    and is claimed again.
 * 2. `confirm` asks the provider to capture, with the attempt and the payment key as idempotency key. After a
 *    response that makes no sense it reads the payment at once.
 * 3. A snapshot or a refusal is stored. An unclear answer changes nothing: the reconciler checks the attempt.
 * `cancelConfirm` ends the attempt instead of step 2.
 */
import { after } from "../../../platform/clock.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Money } from "../../../platform/money.ts";
import { nextCheck } from "../check-schedule.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import type { AttemptView } from "../contract.ts";
import { presentAttempt } from "../present.ts";
import type { ProviderAnswer } from "../provider.ts";
import * as queries from "../queries.ts";
import { getAttempt } from "./read-attempts.ts";
import { lateWatch, storeSnapshot } from "./store-snapshot.ts";

/** Longer than the provider's time limit: a confirm that began earlier belongs to a process that died. */
const STALE_MS = 40_000;
/** The version of an attempt that was inserted, and marked as being confirmed once. */
const FIRST_TRY = 2;

export interface PaymentReturn {
  readonly provider: string;
  readonly providerOrderId: string;
  readonly paymentKey: string;
  readonly amount: Money;
  /** The signed-in member; null without a sign-in, when key and amount are the proof. */
  readonly memberId?: string | null;
}

/** Step 1: checks owner and amount, and marks the attempt. */
export async function beginConfirm(
  { db, clock, log }: PaymentsContext,
  input: PaymentReturn,
): Promise<{ attempt: AttemptView; claimed: boolean }> {
  const { provider, providerOrderId, paymentKey, amount, memberId = null } = input;
  const marked = await db.write(queries.beginConfirms, {
    id: `${provider} ${providerOrderId}`,
    provider,
    providerOrderId,
    paymentKey,
    memberId,
    amount: amount.amount,
    currency: amount.currency,
    now: clock.now(),
    nextCheckAt: nextCheck(clock, 0),
    staleBefore: after(clock, -STALE_MS),
  });
  if (marked) return { attempt: presentAttempt(queries.attemptOf(marked)), claimed: true };
  const found = await db.first(queries.findByProviderOrder, { provider, providerOrderId });
  if (!found) throw new DomainError("PAYMENT_NOT_FOUND");
  if (memberId !== null && found.ownerId !== null && found.ownerId !== memberId) {
    log.warn({ attempt: found.id, memberId }, "a member tried to confirm another member's payment");
    throw new DomainError("NOT_FOUND");
  }
  if (found.amount !== amount.amount || found.currency !== amount.currency) {
    log.warn(
      { attempt: found.id, received: amount.amount, agreed: found.amount },
      "the amount on the return address is not the agreed one",
    );
    throw new DomainError("AMOUNT_MISMATCH");
  }
  const known = found.paymentKey ?? found.openedKey;
  if (known !== null && known !== paymentKey) throw new DomainError("PAYMENT_MISMATCH");
  return { attempt: presentAttempt(found), claimed: false };
}

/** Steps 2 and 3: asks the provider, outside any transaction, and stores a definite answer. */
export async function confirm(payments: PaymentsContext, attemptId: string): Promise<AttemptView> {
  const attempt = await getAttempt(payments, attemptId);
  if (attempt.state !== "CONFIRMING" || attempt.paymentKey === null) return presentAttempt(attempt);
  const { paymentKey, providerOrderId, openedKey, amount } = attempt;
  const provider = providerOf(payments, attempt.provider);
  const request = { attemptId, paymentKey, providerOrderId, openedKey, amount };
  const answer = await provider.confirm(request);
  if (!isDoubtful(attempt, answer)) return end(await storeAnswer(payments, attempt, answer));
  // Reading the payment at once often clears a doubtful answer up; if not, the reconciler checks it later.
  const current = await provider.find(attempt);
  const untouched = current.kind === "snapshot" && current.snapshot.status === "in_progress";
  return end(await storeAnswer(payments, attempt, untouched ? await provider.confirm(request) : current));

  function end(row: queries.AttemptRow): AttemptView {
    payments.measures.countAttempt(row.provider, row.state);
    return presentAttempt(row);
  }
}

/** Whether an answer is unreadable, or has another amount than agreed, so that the payment must be read. */
function isDoubtful({ amount, currency }: queries.AttemptRow, answer: ProviderAnswer): boolean {
  if (answer.kind === "unclear") return answer.code !== "NO_ANSWER";
  return (
    answer.kind === "snapshot" && (answer.snapshot.amount !== amount || answer.snapshot.currency !== currency)
  );
}

/** Stores the decision in a provider's answer to a confirm. */
async function storeAnswer(
  payments: PaymentsContext,
  attempt: queries.AttemptRow,
  answer: ProviderAnswer,
): Promise<queries.AttemptRow> {
  const { db, clock, log } = payments;
  const provider = providerOf(payments, attempt.provider);
  switch (answer.kind) {
    case "snapshot":
      return storeSnapshot(payments, attempt, answer.snapshot);
    case "refused":
    case "absent": {
      // `absent`: this payment key pays nothing, but the shopper may still return with the right one.
      const to = answer.kind === "refused" ? "FAILED" : "READY";
      const moved = await db.first(queries.moveWithoutMoney, {
        id: attempt.id,
        version: attempt.version,
        from: "CONFIRMING",
        to,
        failureCode: answer.code,
        failureMessage: answer.message,
        nextCheckAt: provider.capturesAlone ? nextCheck(clock, 0) : null,
      });
      return moved ?? getAttempt(payments, attempt.id);
    }
    case "unclear":
      log.warn({ attempt: attempt.id, code: answer.code }, "the provider's answer is not definite");
      return attempt;
  }
}

export async function cancelConfirm(
  payments: PaymentsContext,
  attemptId: string,
  code: string,
): Promise<void> {
  const { db } = payments;
  const attempt = await getAttempt(payments, attemptId);
  const provider = providerOf(payments, attempt.provider);
  // The provider, or an earlier try of a process that died, may have captured the money.
  if (attempt.version > FIRST_TRY || provider.capturesAlone) {
    const answer = await (provider.close ?? provider.find)(attempt);
    if (answer.kind === "unclear") return;
    if (answer.kind === "snapshot") await storeSnapshot(payments, attempt, answer.snapshot);
  }
  await db.rows(queries.moveWithoutMoney, {
    id: attemptId,
    version: null,
    from: "CONFIRMING",
    to: "FAILED",
    failureCode: code,
    failureMessage: "",
    nextCheckAt: lateWatch(payments, provider),
  });
}
