/** Finds out what became of payments whose answer was lost, and carries out refunds. Jobs; safe to run twice. */
import { after } from "../../platform/clock.ts";
import { newId } from "../../platform/id.ts";
import * as queries from "./queries.ts";
import { apply, askProvider, getAttempt, type Payments, providerOf } from "./service.ts";

const BATCH = 100;

/** Asks the provider about every attempt whose time has come. */
export async function reconcile(payments: Payments): Promise<void> {
  const { db, clock, log } = payments;
  for (const attempt of await db.rows(queries.findDue, { now: clock.now(), limit: BATCH })) {
    // Planned before it is asked, so that a provider that hangs or kills us does not stop the others.
    const pauseMs = 60_000 * Math.min(2 ** attempt.checks, 60);
    await db.rows(queries.planCheck, { id: attempt.id, nextCheckAt: after(clock, pauseMs) });
    await reconcileOne(payments, attempt).catch((err: unknown) => {
      // One attempt that cannot be looked at must not keep the others waiting; its next look is planned.
      log.error({ err, attempt: attempt.id }, "a payment could not be reconciled");
    });
  }
}

async function reconcileOne(payments: Payments, attempt: queries.AttemptRow): Promise<void> {
  const { db, log } = payments;
  const answer = await providerOf(payments, attempt.provider).findByOrder(attempt.providerOrderId);
  if (
    answer.kind === "snapshot" &&
    answer.snapshot.status !== "in_progress" &&
    answer.snapshot.status !== "ready"
  ) {
    await apply(payments, attempt, answer.snapshot);
  } else if (answer.kind === "snapshot" || answer.kind === "absent") {
    // Our confirm never arrived: no money moved, and the shopper may try again.
    await db.rows(queries.moveWithoutMoney, {
      id: attempt.id,
      // Not where a shopper has come back meanwhile, whose confirm is under way.
      version: attempt.version,
      from: "CONFIRMING",
      to: "READY",
      failureCode: null,
      failureMessage: null,
    });
  } else {
    log.warn(
      { attempt: attempt.id, code: answer.code, checks: attempt.checks },
      "a payment is still unclear",
    );
  }
}

/**
 * A provider says that something changed. It is a hint: what counts is what the provider answers when asked. Throws while
 * it gives no clear answer, so that the job comes again: for a dead attempt nobody else would ask.
 */
export async function hearWebhook(
  payments: Payments,
  provider: string,
  providerOrderId: string,
): Promise<void> {
  const attempt = await payments.db.first(queries.findByProviderOrder, { provider, providerOrderId });
  if (attempt && (await askProvider(payments, attempt)) === "UNCLEAR")
    throw new Error(`payment ${attempt.id} is unclear`);
}

/** Asks for the refund of what is left of an attempt's money; once per reason. */
export async function requestRefund(
  { db, clock }: Payments,
  attemptId: string,
  reason: string,
): Promise<void> {
  const now = clock.now();
  await db.rows(queries.requestRefund, { id: newId<"refund">(now), attemptId, reason, now });
}

/** Carries out a refund. Throws while the provider's answer is not definite, so that the job comes again. */
export async function carryOutRefund(payments: Payments, refundId: string): Promise<void> {
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
    await apply(payments, attempt, answer.snapshot);
    await db.rows(queries.endRefund, { id, state: "SUCCEEDED", failure: null });
  } else if (answer.kind === "unclear") {
    throw new Error(`refund ${id} is unclear: ${answer.code}`);
  } else {
    await endRefused(payments, refund, attempt, answer.code);
  }
}

/** The provider will not give the money back: either it has done so already, or staff must see to it. */
async function endRefused(
  payments: Payments,
  { id }: queries.RefundRow,
  attempt: queries.AttemptRow,
  code: string,
): Promise<void> {
  const { db, log } = payments;
  const state = await askProvider(payments, attempt);
  if (state === "UNCLEAR") throw new Error(`refund ${id} is unclear: ${code}`);
  if (state === "REFUNDED") {
    // Somebody gave it back by another way, perhaps at the provider's own desk.
    await db.rows(queries.endRefund, { id, state: "SUCCEEDED", failure: null });
  } else {
    log.error({ refund: id, code }, "a refund was refused: staff must see to it");
    await db.rows(queries.endRefund, { id, state: "FAILED", failure: code });
  }
}
