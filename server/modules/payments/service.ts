import { after, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db/db.ts";
import { brokeConstraint } from "../../platform/db/failures.ts";
import { DomainError } from "../../platform/errors.ts";
import { newId } from "../../platform/id.ts";
import type { Log } from "../../platform/log.ts";
import type { Money } from "../../platform/money.ts";
import { type AttemptState, applySnapshot, type Snapshot } from "./attempt.ts";
import type { AttemptRequest, AttemptView, PaymentSession } from "./contract.ts";
import type { PaymentProvider, ProviderAnswer } from "./provider.ts";
import * as queries from "./queries.ts";

/** What the use cases of this module need. */
export interface Payments {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** By name; the first is the one new attempts use. */
  readonly providers: ReadonlyMap<string, PaymentProvider>;
}
type AttemptRow = queries.AttemptRow;

/** When the reconciler first asks about a confirm that nobody finished, and how it goes on: 1, 2, 4 … 60 minutes. */
const FIRST_CHECK_MS = 60_000;
const nextCheck = (clock: Clock, checks: number): Date =>
  after(clock, FIRST_CHECK_MS * Math.min(2 ** checks, 60));
/** A confirm that began longer ago belongs to a process that died: longer than the provider's time limit. */
const STALE_MS = 40_000;
/** The version of an attempt that was made and marked as being confirmed once. */
const FIRST_TRY = 2;

export function providerOf({ providers }: Payments, name: string): PaymentProvider {
  const provider = providers.get(name);
  if (!provider) throw new DomainError("PAYMENT_NOT_FOUND");
  return provider;
}

export async function openAttempt(
  { db, clock, providers }: Payments,
  input: AttemptRequest,
): Promise<PaymentSession> {
  const [provider] = providers.values();
  if (!provider) throw new Error("no payment provider is set up");
  const { orderId, ownerId = null, orderNumber, amount } = input;
  const now = clock.now();
  // A parallel start may win between our look and our insert; then its attempt is there at the second try.
  for (let tries = 0; tries < 2; tries += 1) {
    // An attempt that a crash of the database loses takes no money: it is not confirmed, and its order expires.
    const [row] = await db.relaxed.rows(queries.insertAttempt, {
      id: newId<"attempt">(now),
      orderId,
      ownerId,
      provider: provider.name,
      orderNumber,
      amount: amount.amount,
      currency: amount.currency,
      now,
    });
    if (row)
      return provider.session(
        { ...input, amount: { amount: row.amount, currency: row.currency } },
        row.providerOrderId,
      );
  }
  throw new Error("an attempt was neither found nor made");
}

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
  { db, clock, log }: Payments,
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
  if (marked) return { attempt: viewOf(marked), claimed: true };
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
  return { attempt: viewOf(found), claimed: false };
}

/** Steps B and C: asks the provider, outside any transaction, and stores a definite answer. */
export async function confirm(payments: Payments, attemptId: string): Promise<AttemptView> {
  const attempt = await getAttempt(payments, attemptId);
  if (attempt.state !== "CONFIRMING" || attempt.paymentKey === null) return viewOf(attempt);
  const { paymentKey, providerOrderId, amount } = attempt;
  const provider = providerOf(payments, attempt.provider);
  const request = { attemptId, paymentKey, providerOrderId, amount };
  const answer = await provider.confirm(request);
  if (!isDoubtful(attempt, answer)) return viewOf(await storeAnswer(payments, attempt, answer));
  // A doubtful answer is often cleared up by asking at once; if not, the reconciler goes on.
  const seen = await provider.findByOrder(providerOrderId);
  const untouched = seen.kind === "snapshot" && seen.snapshot.status === "in_progress";
  return viewOf(await storeAnswer(payments, attempt, untouched ? await provider.confirm(request) : seen));
}

/** Not understood, or not what was agreed: the provider is asked how the payment really stands. */
function isDoubtful({ amount, currency }: AttemptRow, answer: ProviderAnswer): boolean {
  if (answer.kind === "unclear") return answer.code !== "NO_ANSWER";
  return (
    answer.kind === "snapshot" && (answer.snapshot.amount !== amount || answer.snapshot.currency !== currency)
  );
}

/** Stores what a provider's answer to a confirm decides. */
async function storeAnswer(
  payments: Payments,
  attempt: AttemptRow,
  answer: ProviderAnswer,
): Promise<AttemptRow> {
  const { db, log } = payments;
  switch (answer.kind) {
    case "snapshot":
      return apply(payments, attempt, answer.snapshot);
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

/** Applies evidence to an attempt; decides again when somebody else changed it meanwhile. */
export async function apply(
  payments: Payments,
  attempt: AttemptRow,
  snapshot: Snapshot,
): Promise<AttemptRow> {
  const { db, clock, log } = payments;
  let current = attempt;
  for (let tries = 0; tries < 10; tries += 1) {
    const outcome = applySnapshot(current, snapshot);
    const paid = outcome.captured > 0;
    const waiting = !paid && ["CONFIRMING", "AWAITING_DEPOSIT"].includes(outcome.state);
    // Should a crash of the database lose this, the attempt is CONFIRMING again, and the reconciler asks the provider.
    const stored = await db.relaxed.first(queries.storeOutcome, {
      id: current.id,
      version: current.version,
      state: outcome.state,
      captured: outcome.captured,
      refunded: outcome.refunded,
      orphan: outcome.orphan,
      paymentKey: paid ? snapshot.paymentKey : null,
      method: snapshot.method,
      approvedAt: snapshot.approvedAt,
      failureCode: outcome.failure?.code ?? null,
      failureMessage: outcome.failure?.message ?? null,
      nextCheckAt: waiting ? nextCheck(clock, current.checks) : null,
      entries: JSON.stringify(outcome.entries),
      justPaid: paid && current.captured === 0,
    });
    if (outcome.failure?.code === "AMOUNT_MISMATCH")
      log.error({ attempt: current.id }, "a provider captured another amount than agreed");
    if (stored) return stored;
    current = await getAttempt(payments, current.id);
  }
  throw new Error(`attempt ${attempt.id} is being changed without end`);
}

export async function cancelConfirm(payments: Payments, attemptId: string, code: string): Promise<void> {
  const { db } = payments;
  const attempt = await getAttempt(payments, attemptId);
  // An earlier try, whose process died, may have taken the money: only the provider knows.
  if (attempt.version > FIRST_TRY) {
    const answer = await providerOf(payments, attempt.provider).findByOrder(attempt.providerOrderId);
    if (answer.kind === "unclear") return;
    if (answer.kind === "snapshot") await apply(payments, attempt, answer.snapshot);
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

/** Ends an order's attempt when no money moved. A payment that may have been confirmed is asked for first. */
export async function closeAttempt(payments: Payments, orderId: string): Promise<boolean> {
  const { db } = payments;
  const latestAttempts = await db.first(queries.findLatest, { orderIds: [orderId] });
  if (!latestAttempts || isFinal(latestAttempts)) return false;
  const asked = latestAttempts.state === "READY" && latestAttempts.paymentKey !== null;
  const state = asked ? await askProvider(payments, latestAttempts) : latestAttempts.state;
  if (state !== "READY") return !isFinal({ state, orphan: false });
  const ended = await db.first(queries.moveWithoutMoney, {
    id: latestAttempts.id,
    version: null,
    from: "READY",
    to: "EXPIRED",
    failureCode: null,
    failureMessage: null,
  });
  // Not ended by us: somebody else moved it meanwhile, and perhaps ended it too.
  return ended === null && !isFinal(await getAttempt(payments, latestAttempts.id));
}

/** Brings its order no money any more. Money that pays nothing, or that was given back, keeps no order open. */
const isFinal = ({ state, orphan }: { state: string; orphan: boolean }): boolean =>
  orphan || ["FAILED", "EXPIRED", "CANCELED", "REFUNDED"].includes(state);

/** Asks the provider how a payment stands and applies the answer. Answers the state after it; UNCLEAR: nobody can tell now. */
export async function askProvider(
  payments: Payments,
  attempt: AttemptRow,
): Promise<AttemptState | "UNCLEAR"> {
  const answer = await providerOf(payments, attempt.provider).findByOrder(attempt.providerOrderId);
  if (answer.kind === "snapshot") return (await apply(payments, attempt, answer.snapshot)).state;
  if (answer.kind === "unclear") return "UNCLEAR";
  return attempt.state;
}

export async function getAttempt({ db }: Payments, id: string): Promise<AttemptRow> {
  const [attempt] = await db.lookUp(queries.findAttempts, [id]);
  if (!attempt) throw new DomainError("PAYMENT_NOT_FOUND");
  return attempt;
}

export async function latest({ db }: Payments, orderIds: string[]): Promise<AttemptView[]> {
  return (await db.rows(queries.findLatest, { orderIds })).map(viewOf);
}

/** Takes money that came too late. PAYMENT_MISMATCH: it is not the agreed sum, is being given back, or another attempt pays. */
export async function acceptLateMoney({ db }: Payments, attemptId: string): Promise<void> {
  try {
    if (!(await db.first(queries.acceptOrphan, { id: attemptId }))) throw new DomainError("PAYMENT_MISMATCH");
  } catch (error) {
    if (brokeConstraint(error, "attempts_one_live"))
      throw new DomainError("PAYMENT_MISMATCH", {}, { cause: error });
    throw error;
  }
}

export function viewOf(row: AttemptRow): AttemptView {
  return {
    attemptId: row.id,
    orderId: row.orderId,
    provider: row.provider,
    status: row.state.toLowerCase() as AttemptView["status"],
    amount: { amount: row.amount, currency: row.currency },
    captured: row.captured,
    refunded: row.refunded,
    orphan: row.orphan,
    method: row.method,
    approvedAt: row.approvedAt?.toISOString() ?? null,
    failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? "" },
  };
}
