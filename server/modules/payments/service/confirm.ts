import { after } from "../../../platform/clock.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Money } from "../../../platform/money.ts";
import { nextCheck } from "../check-schedule.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import type { AttemptView } from "../contract.ts";
import { presentAttempt } from "../present.ts";
import type { ProviderAnswer } from "../provider.ts";
import * as queries from "../queries.ts";
import { storeSnapshot } from "./apply-snapshot.ts";
import { getAttempt } from "./read-attempts.ts";

/** A confirm that began longer ago belongs to a process that died: longer than the provider's time limit. */
const STALE_MS = 40_000;
/** The version of an attempt that was made and marked as being confirmed once. */
const FIRST_TRY = 2;

export interface PaymentReturn {
  readonly provider: string;
  readonly providerOrderId: string;
  readonly paymentKey: string;
  readonly amount: Money;
  /** Who asks; null for somebody who is not signed in, whom key and amount prove. */
  readonly memberId?: string | null;
}

/** Step A of a confirm: owner and amount are checked and the attempt marked, before anybody is asked for money. */
export async function beginConfirm(
  { db, clock, log }: PaymentsContext,
  given: PaymentReturn,
): Promise<{ attempt: AttemptView; claimed: boolean }> {
  const { provider, providerOrderId, paymentKey, amount, memberId = null } = given;
  const marked = await db.first(queries.beginConfirm, {
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
  if (marked) return { attempt: presentAttempt(marked), claimed: true };
  const found = await db.first(queries.findByProviderOrder, { provider, providerOrderId });
  if (!found) throw new DomainError("PAYMENT_NOT_FOUND");
  if (memberId !== null && found.ownerId !== null && found.ownerId !== memberId) {
    log.warn({ attempt: found.id, memberId }, "a member tried to confirm another member's payment");
    throw new DomainError("NOT_FOUND");
  }
  if (found.amount !== amount.amount || found.currency !== amount.currency) {
    log.warn(
      { attempt: found.id, given: amount.amount, agreed: found.amount },
      "the amount on the return address is not the agreed one",
    );
    throw new DomainError("AMOUNT_MISMATCH");
  }
  if (found.paymentKey !== null && found.paymentKey !== paymentKey) throw new DomainError("PAYMENT_MISMATCH");
  return { attempt: presentAttempt(found), claimed: false };
}

/** Steps B and C: asks the provider, outside any transaction, and stores a definite answer. */
export async function confirm(payments: PaymentsContext, attemptId: string): Promise<AttemptView> {
  const attempt = await getAttempt(payments, attemptId);
  if (attempt.state !== "CONFIRMING" || attempt.paymentKey === null) return presentAttempt(attempt);
  const { paymentKey, providerOrderId, amount } = attempt;
  const provider = providerOf(payments, attempt.provider);
  const request = { attemptId, paymentKey, providerOrderId, amount };
  const answer = await provider.confirm(request);
  if (!isDoubtful(attempt, answer)) return presentAttempt(await storeAnswer(payments, attempt, answer));
  // A doubtful answer is often cleared up by asking at once; if not, the reconciler goes on.
  const seen = await provider.findByOrder(providerOrderId);
  const untouched = seen.kind === "snapshot" && seen.snapshot.status === "in_progress";
  return presentAttempt(
    await storeAnswer(payments, attempt, untouched ? await provider.confirm(request) : seen),
  );
}

/** Not understood, or not what was agreed: the provider is asked how the payment really stands. */
function isDoubtful({ amount, currency }: queries.AttemptRow, answer: ProviderAnswer): boolean {
  if (answer.kind === "unclear") return answer.code !== "NO_ANSWER";
  return (
    answer.kind === "snapshot" && (answer.snapshot.amount !== amount || answer.snapshot.currency !== currency)
  );
}

/** Stores what a provider's answer to a confirm decides. */
async function storeAnswer(
  payments: PaymentsContext,
  attempt: queries.AttemptRow,
  answer: ProviderAnswer,
): Promise<queries.AttemptRow> {
  const { db, log } = payments;
  switch (answer.kind) {
    case "snapshot":
      return storeSnapshot(payments, attempt, answer.snapshot);
    case "refused":
    case "absent": {
      // `absent`: this key pays nothing, but the shopper's real one still may.
      const to = answer.kind === "refused" ? "FAILED" : "READY";
      const moved = await db.first(queries.moveWithoutMoney, {
        id: attempt.id,
        version: attempt.version,
        from: "CONFIRMING",
        to,
        failureCode: answer.code,
        failureMessage: answer.message,
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
  // An earlier try, whose process died, may have taken the money: only the provider knows.
  if (attempt.version > FIRST_TRY) {
    const answer = await providerOf(payments, attempt.provider).findByOrder(attempt.providerOrderId);
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
  });
}
