/**
 * The states of a payment attempt, and the one reducer for all evidence about it. Pure.
 *
 * Evidence is a snapshot: the provider's view of the payment, in the response to our confirm or refund, or
 * when we asked after a webhook, for the reconciler, or to close the attempt.
 * Always: captured and refunded sums never fall; money wins over the absence of money; a snapshot without a
 * decision changes nothing. So the order and the number of arrivals cannot matter.
 * One exception: a bank takes a deposit back, and the payment waits again (`isReversal`). It looks like the
 * time before the deposit, so it counts only in a snapshot that was surely taken later (`isLater`).
 * How: `applySnapshot(attempt, snapshot)` returns the outcome: state, sums, ledger entries. The caller stores
 * it only if the attempt's `version` is unchanged (`storeOutcomes`), else it reads the attempt again and
 * decides again.
 * Money of another sum, or for a dead attempt, makes the attempt an `orphan`: it pays no order by itself.
 */
import type { Currency } from "../../platform/money.ts";

export const attemptStates = [
  "READY",
  "CONFIRMING",
  "AWAITING_DEPOSIT",
  "PAID",
  "PARTIALLY_REFUNDED",
  "REFUNDED",
  "FAILED",
  "EXPIRED",
  "CANCELED",
] as const;
export type AttemptState = (typeof attemptStates)[number];

/** The moves between the states; there are no others. */
export const transitions: Readonly<Record<AttemptState, readonly AttemptState[]>> = {
  READY: [
    "CONFIRMING",
    "AWAITING_DEPOSIT",
    "PAID",
    "PARTIALLY_REFUNDED",
    "REFUNDED",
    "FAILED",
    "EXPIRED",
    "CANCELED",
  ],
  CONFIRMING: [
    "READY",
    "AWAITING_DEPOSIT",
    "PAID",
    "PARTIALLY_REFUNDED",
    "REFUNDED",
    "FAILED",
    "EXPIRED",
    "CANCELED",
  ],
  AWAITING_DEPOSIT: ["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CANCELED", "EXPIRED"],
  PAID: ["PARTIALLY_REFUNDED", "REFUNDED", "AWAITING_DEPOSIT"],
  PARTIALLY_REFUNDED: ["REFUNDED"],
  REFUNDED: [],
  // Money may still arrive for a dead attempt. It is an orphan then: the order accepts it, or it is refunded.
  FAILED: ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"],
  EXPIRED: ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"],
  CANCELED: ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"],
};
const deadStates: readonly AttemptState[] = ["FAILED", "EXPIRED", "CANCELED"];

/** Whether an attempt was given up without money. */
export const isDead = (state: AttemptState): boolean => deadStates.includes(state);

/** An order has one attempt at most in these states, not counting orphans (`attempts_one_live`). */
export const liveStates: readonly AttemptState[] = attemptStates.filter(
  (state) => !deadStates.includes(state),
);

/** In these states the provider captured money, and may have refunded some or all of it. */
export const capturedStates: readonly AttemptState[] = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"];

/** Whether an attempt brings its order no money any more: dead or refunded, or its money is an orphan. */
export const isFinal = ({ state, orphan }: Pick<Attempt, "state" | "orphan">): boolean =>
  orphan || state === "REFUNDED" || deadStates.includes(state);

export interface Attempt {
  readonly id: string;
  readonly providerOrderId: string;
  readonly amount: number;
  readonly currency: Currency;
  readonly state: AttemptState;
  readonly captured: number;
  readonly refunded: number;
  readonly orphan: boolean;
  /** The shopper's bank disputes the payment, or did. */
  readonly disputed: boolean;
  /** Refunds that were requested and not refused, minor units. */
  readonly reserved: number;
  /** How often the bank has taken the deposit back. */
  readonly reversals: number;
}

/** The account to which a shopper transfers the money. */
interface DepositAccount {
  /** The name of the bank. */
  readonly bank: string;
  readonly accountNumber: string;
  readonly holder: string | null;
  /** ISO 8601; no deposit is taken after it. */
  readonly dueAt: string;
  /** With which the provider proves its callbacks. */
  readonly secret: string | null;
}

/** A refund in a provider's view. */
export interface ReportedRefund {
  readonly reference: string;
  readonly amount: number;
  readonly at: string;
  /** Our id of the refund, from a provider that keeps it. */
  readonly refundId?: string | undefined;
}

/** A provider's view of a payment, in our terms. */
export interface Snapshot {
  readonly paymentKey: string;
  readonly providerOrderId: string;
  /** `in_progress`: it waits for our confirm. `processing`: the provider works on it, and money may move. */
  readonly status:
    | "ready"
    | "in_progress"
    | "processing"
    | "awaiting_deposit"
    | "captured"
    | "canceled"
    | "failed"
    | "expired";
  readonly amount: number;
  readonly currency: string;
  readonly method: string | null;
  /** ISO 8601; null when no money was taken. */
  readonly approvedAt: string | null;
  readonly refunds: readonly ReportedRefund[];
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** Undefined: the provider does not say; false: it says that there is no dispute, or none any more. */
  readonly disputed?: boolean;
  readonly deposit?: DepositAccount | undefined;
}

export interface LedgerEntry {
  readonly kind: "capture" | "refund" | "reversal";
  readonly reference: string;
  readonly amount: number;
  /** Null: the moment of its booking. */
  readonly at: string | null;
}

export interface Outcome {
  readonly state: AttemptState;
  readonly captured: number;
  readonly refunded: number;
  readonly orphan: boolean;
  readonly disputed: boolean;
  readonly reversals: number;
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** The movements in the snapshot. The ledger ignores a reference that it has already. */
  readonly entries: readonly LedgerEntry[];
}

/** `isLater`: the provider was asked after it had given the evidence for the attempt's state. */
export function applySnapshot(attempt: Attempt, snapshot: Snapshot, isLater = false): Outcome {
  if (snapshot.providerOrderId !== attempt.providerOrderId) {
    throw new Error(
      `a snapshot of ${snapshot.providerOrderId} cannot be applied to ${attempt.providerOrderId}`,
    );
  }
  const unchanged: Outcome = {
    ...sums(attempt),
    state: attempt.state,
    orphan: attempt.orphan,
    disputed: isDisputed(attempt, snapshot, isLater),
    reversals: attempt.reversals,
    failure: null,
    entries: [],
  };
  if (snapshot.approvedAt !== null && (snapshot.status === "captured" || snapshot.status === "canceled")) {
    return withMoney(attempt, snapshot, snapshot.approvedAt, isLater);
  }
  if (isLater && isReversal(attempt, snapshot)) return withoutDeposit(attempt, snapshot);
  const next = withoutMoney[snapshot.status];
  if (attempt.captured > 0 || next === null || !transitions[attempt.state].includes(next)) return unchanged;
  return { ...unchanged, state: next, failure: snapshot.failure };
}

/** The state of an attempt without captured money; null: the provider has not decided yet. */
const withoutMoney: Readonly<Record<Snapshot["status"], AttemptState | null>> = {
  ready: null,
  in_progress: null,
  processing: null,
  awaiting_deposit: "AWAITING_DEPOSIT",
  captured: null,
  canceled: "CANCELED",
  failed: "FAILED",
  expired: "EXPIRED",
};

/** Only a whole deposit is taken back: not one of which a part is refunded, or about to be. */
const isReversal = ({ state, refunded, reserved }: Attempt, { status }: Snapshot): boolean =>
  state === "PAID" && status === "awaiting_deposit" && refunded === 0 && reserved === 0;

function withoutDeposit(attempt: Attempt, { paymentKey }: Snapshot): Outcome {
  const reversals = attempt.reversals + 1;
  return {
    captured: 0,
    refunded: 0,
    state: "AWAITING_DEPOSIT",
    orphan: attempt.orphan,
    disputed: attempt.disputed,
    reversals,
    failure: null,
    entries: [
      { kind: "reversal", reference: `${paymentKey}:${reversals}`, amount: attempt.captured, at: null },
    ],
  };
}

/** A dispute ends when its bank decides for the shop. An older snapshot does not end it. */
const isDisputed = (attempt: Attempt, { disputed }: Snapshot, isLater: boolean): boolean =>
  disputed === true || (attempt.disputed && !(isLater && disputed === false));

function withMoney(attempt: Attempt, snapshot: Snapshot, approvedAt: string, isLater: boolean): Outcome {
  // Money is captured once: the first sum stays. The audit reports a provider that says otherwise later.
  const first = attempt.captured === 0;
  const captured = first ? snapshot.amount : attempt.captured;
  const reported = snapshot.refunds.reduce((total, refund) => total + refund.amount, 0);
  const refunded = Math.min(Math.max(attempt.refunded, reported), captured);
  const mismatch = first && (snapshot.amount !== attempt.amount || snapshot.currency !== attempt.currency);
  return {
    captured,
    refunded,
    state: refunded >= captured ? "REFUNDED" : refunded > 0 ? "PARTIALLY_REFUNDED" : "PAID",
    // Money of another sum, or for a dead attempt, pays nothing until the order accepts it.
    orphan: attempt.orphan || mismatch || deadStates.includes(attempt.state),
    disputed: isDisputed(attempt, snapshot, isLater),
    reversals: attempt.reversals,
    failure: mismatch
      ? { code: "AMOUNT_MISMATCH", message: `${snapshot.amount} ${snapshot.currency}` }
      : null,
    entries: [
      {
        kind: "capture",
        reference: captureReference(attempt, snapshot),
        amount: snapshot.amount,
        at: approvedAt,
      },
      ...snapshot.refunds.map(({ reference, amount, at }) => ({
        kind: "refund" as const,
        reference,
        amount,
        at,
      })),
    ],
  };
}

/** Each deposit of a payment is booked once, also one after another was taken back. */
const captureReference = ({ reversals }: Attempt, { paymentKey }: Snapshot): string =>
  reversals === 0 ? paymentKey : `${paymentKey}:${reversals + 1}`;

const sums = ({ captured, refunded }: Attempt) => ({ captured, refunded });
