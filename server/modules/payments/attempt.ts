/**
 * The states of a payment attempt, and the one reducer for all evidence about it. Pure.
 *
 * Evidence is a snapshot: the provider's view of the payment, in the response to our confirm or refund, or
 * when we asked after a webhook, for the reconciler, or to close the attempt.
 * Always: captured and refunded sums never fall; money wins over the absence of money; a snapshot without a
 * decision changes nothing. So the order and the number of arrivals cannot matter.
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
  PAID: ["PARTIALLY_REFUNDED", "REFUNDED"],
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
  readonly disputed?: boolean;
}

export interface LedgerEntry {
  readonly kind: "capture" | "refund";
  readonly reference: string;
  readonly amount: number;
  readonly at: string;
}

export interface Outcome {
  readonly state: AttemptState;
  readonly captured: number;
  readonly refunded: number;
  readonly orphan: boolean;
  readonly disputed: boolean;
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** The movements in the snapshot. The ledger ignores a reference that it has already. */
  readonly entries: readonly LedgerEntry[];
}

export function applySnapshot(attempt: Attempt, snapshot: Snapshot): Outcome {
  if (snapshot.providerOrderId !== attempt.providerOrderId) {
    throw new Error(
      `a snapshot of ${snapshot.providerOrderId} cannot be applied to ${attempt.providerOrderId}`,
    );
  }
  const unchanged: Outcome = {
    ...sums(attempt),
    state: attempt.state,
    orphan: attempt.orphan,
    disputed: attempt.disputed || snapshot.disputed === true,
    failure: null,
    entries: [],
  };
  if (snapshot.approvedAt !== null && (snapshot.status === "captured" || snapshot.status === "canceled")) {
    return withMoney(attempt, snapshot, snapshot.approvedAt);
  }
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

function withMoney(attempt: Attempt, snapshot: Snapshot, approvedAt: string): Outcome {
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
    disputed: attempt.disputed || snapshot.disputed === true,
    failure: mismatch
      ? { code: "AMOUNT_MISMATCH", message: `${snapshot.amount} ${snapshot.currency}` }
      : null,
    entries: [
      { kind: "capture", reference: snapshot.paymentKey, amount: snapshot.amount, at: approvedAt },
      ...snapshot.refunds.map(({ reference, amount, at }) => ({
        kind: "refund" as const,
        reference,
        amount,
        at,
      })),
    ],
  };
}

const sums = ({ captured, refunded }: Attempt) => ({ captured, refunded });
