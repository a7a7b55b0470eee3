import { type AttemptState, applySnapshot, isDead, type Outcome, type Snapshot } from "../attempt.ts";
import { nextCheck } from "../check-schedule.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import { isCashMethod } from "../contract/cash-receipt.ts";
import type { DepositRef, PaymentProvider, ProviderAnswer } from "../provider.ts";
import * as queries from "../queries.ts";
import { getAttempt } from "./read-attempts.ts";

/** Applies a snapshot to an attempt and stores the outcome; decides again if the attempt changed. */
export async function storeSnapshot(
  payments: PaymentsContext,
  attempt: queries.AttemptRow,
  snapshot: Snapshot,
): Promise<queries.AttemptRow> {
  const { db, log } = payments;
  let current = attempt;
  for (let tries = 0; tries < 10; tries += 1) {
    // The attempt was read before the provider was asked; unchanged, it is older than the snapshot.
    const outcome = applySnapshot(current, snapshot, tries === 0);
    // If a crash of the database loses this, the attempt is CONFIRMING again, and the reconciler checks it.
    const stored = await db.relaxed.write(
      queries.storeOutcomes,
      outcomeRow(payments, current, snapshot, outcome),
    );
    if (outcome.failure?.code === "AMOUNT_MISMATCH")
      log.error({ attempt: current.id }, "a provider captured another amount than agreed");
    if (stored) return stored;
    current = await getAttempt(payments, current.id);
    // The bank took the deposit back meanwhile: the snapshot may be older, and the payment is checked again.
    if (current.reversals > attempt.reversals) return current;
  }
  throw new Error(`attempt ${attempt.id} changed during every try to store an outcome`);
}

/** What `storeOutcomes` is given for an outcome of the reducer. */
export function outcomeRow(
  payments: PaymentsContext,
  current: queries.AttemptRow,
  snapshot: Snapshot,
  { failure, entries, ...outcome }: Outcome,
): queries.StoredOutcome {
  const { clock } = payments;
  const { state, captured } = outcome;
  const paid = captured > 0;
  const waiting = !paid && ["CONFIRMING", "AWAITING_DEPOSIT"].includes(state);
  const isWatched = !paid && !waiting && mayStillBePaid(providerOf(payments, current.provider), state);
  return {
    id: current.id,
    version: current.version,
    ...outcome,
    deposit: snapshot.deposit ?? null,
    paymentKey: paid ? snapshot.paymentKey : null,
    method: snapshot.method,
    approvedAt: snapshot.approvedAt,
    failureCode: failure?.code ?? null,
    failureMessage: failure?.message ?? null,
    nextCheckAt: waiting ? nextCheck(clock, current.checks) : null,
    keepCheck: isWatched,
    entries,
    isCash: hasMoved(current, outcome) && isCashMethod(snapshot.method ?? current.method),
    news: newsOf(current, outcome),
    now: clock.now(),
  };
}

const hasMoved = (
  before: queries.AttemptRow,
  { captured, refunded, orphan }: Omit<Outcome, "failure" | "entries">,
): boolean => captured !== before.captured || refunded !== before.refunded || orphan !== before.orphan;

function newsOf(
  before: queries.AttemptRow,
  { state, captured, reversals }: Omit<Outcome, "failure" | "entries">,
) {
  if (reversals > before.reversals) return "reversed";
  if (captured > 0 && before.captured === 0) return "paid";
  if (state === "FAILED" && before.state !== state) return "declined";
  return state === "AWAITING_DEPOSIT" && before.state !== state ? "awaited" : null;
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
  request?: (payment: DepositRef) => Promise<ProviderAnswer>,
): Promise<AttemptState | "UNCLEAR"> {
  const answer = await (request ?? providerOf(payments, attempt.provider).find)(attempt);
  if (answer.kind === "unclear") return "UNCLEAR";
  if (answer.kind !== "snapshot") return attempt.state;
  const { state } = await storeSnapshot(payments, attempt, answer.snapshot);
  return answer.snapshot.status === "processing" && !isDead(state) ? "UNCLEAR" : state;
}
