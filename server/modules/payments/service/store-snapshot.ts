import { type AttemptState, applySnapshot, isDead, type Snapshot } from "../attempt.ts";
import { nextCheck } from "../check-schedule.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import type { PaymentProvider, PaymentRef, ProviderAnswer } from "../provider.ts";
import * as queries from "../queries.ts";
import { getAttempt } from "./read-attempts.ts";

/** Applies a snapshot to an attempt and stores the outcome; decides again if the attempt changed. */
export async function storeSnapshot(
  payments: PaymentsContext,
  attempt: queries.AttemptRow,
  snapshot: Snapshot,
): Promise<queries.AttemptRow> {
  const { db, clock, log } = payments;
  let current = attempt;
  for (let tries = 0; tries < 10; tries += 1) {
    const outcome = applySnapshot(current, snapshot);
    const paid = outcome.captured > 0;
    const waiting = !paid && ["CONFIRMING", "AWAITING_DEPOSIT"].includes(outcome.state);
    const isWatched =
      !paid && !waiting && mayStillBePaid(providerOf(payments, current.provider), outcome.state);
    // If a crash of the database loses this, the attempt is CONFIRMING again, and the reconciler checks it.
    const stored = await db.relaxed.write(queries.storeOutcomes, {
      id: current.id,
      version: current.version,
      state: outcome.state,
      captured: outcome.captured,
      refunded: outcome.refunded,
      orphan: outcome.orphan,
      disputed: outcome.disputed,
      paymentKey: paid ? snapshot.paymentKey : null,
      method: snapshot.method,
      approvedAt: snapshot.approvedAt,
      failureCode: outcome.failure?.code ?? null,
      failureMessage: outcome.failure?.message ?? null,
      nextCheckAt: waiting ? nextCheck(clock, current.checks) : null,
      keepCheck: isWatched,
      entries: outcome.entries,
      justPaid: paid && current.captured === 0,
    });
    if (outcome.failure?.code === "AMOUNT_MISMATCH")
      log.error({ attempt: current.id }, "a provider captured another amount than agreed");
    if (stored) return stored;
    current = await getAttempt(payments, current.id);
  }
  throw new Error(`attempt ${attempt.id} changed during every try to store an outcome`);
}

/** Whether a provider may take money for an attempt in this state although we do not confirm it. */
function mayStillBePaid({ capturesAlone, close }: PaymentProvider, state: AttemptState): boolean {
  return capturesAlone && (state === "READY" || (isDead(state) && close === undefined));
}

/** When an attempt that is given up without money is checked for late money first; null: none can come. */
export const lateWatch = (
  { clock }: PaymentsContext,
  { capturesAlone, close }: PaymentProvider,
): Date | null => (capturesAlone && close === undefined ? nextCheck(clock, 0) : null);

/**
 * Asks the provider about a payment and applies the snapshot. Returns the state after it, or UNCLEAR while
 * the provider works on it. `request`: to read the payment, or to end it.
 */
export async function askProvider(
  payments: PaymentsContext,
  attempt: queries.AttemptRow,
  request?: (payment: PaymentRef) => Promise<ProviderAnswer>,
): Promise<AttemptState | "UNCLEAR"> {
  const answer = await (request ?? providerOf(payments, attempt.provider).find)(attempt);
  if (answer.kind === "unclear") return "UNCLEAR";
  if (answer.kind !== "snapshot") return attempt.state;
  const { state } = await storeSnapshot(payments, attempt, answer.snapshot);
  return answer.snapshot.status === "processing" && !isDead(state) ? "UNCLEAR" : state;
}
