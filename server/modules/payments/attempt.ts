/**
 * One reducer for all evidence about a payment attempt: the answer to our confirm, a webhook, the reconciler's question.
 * Order and repetition of arrival cannot matter: captured and refunded sums never fall, money always wins over the
 * absence of money, and what a snapshot does not know changes nothing. Pure.
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

/** Which moves exist (reference: payment attempt states). Anything else is an error. */
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
  // Money may still arrive for a dead attempt: it becomes an orphan, to be accepted again or given back.
  FAILED: ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"],
  EXPIRED: ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"],
  CANCELED: ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"],
};
const dead: readonly AttemptState[] = ["FAILED", "EXPIRED", "CANCELED"];

/** In these states an attempt is the one that its order has, unless its money is an orphan (`attempts_one_live`). */
export const liveStates: readonly AttemptState[] = attemptStates.filter((state) => !dead.includes(state));

/** In these states the provider took money, and gave back some or all of it. */
export const capturedStates: readonly AttemptState[] = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"];

/** Whether an attempt brings its order no money any more. An orphan's money, or what was refunded, keeps no order open. */
export const isFinal = ({ state, orphan }: Pick<Attempt, "state" | "orphan">): boolean =>
  orphan || state === "REFUNDED" || dead.includes(state);

export interface Attempt {
  readonly id: string;
  readonly providerOrderId: string;
  readonly amount: number;
  readonly currency: Currency;
  readonly state: AttemptState;
  readonly captured: number;
  readonly refunded: number;
  readonly orphan: boolean;
}

/** What a provider says of a payment, in our words. */
export interface Snapshot {
  readonly paymentKey: string;
  readonly providerOrderId: string;
  readonly status:
    | "ready"
    | "in_progress"
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
  readonly refunds: readonly { readonly reference: string; readonly amount: number; readonly at: string }[];
  readonly failure: { readonly code: string; readonly message: string } | null;
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
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** Movements that the snapshot reports; those already booked are ignored by their reference. */
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

/** Where an attempt goes when the provider has taken no money; null: nothing is decided yet. */
const withoutMoney: Readonly<Record<Snapshot["status"], AttemptState | null>> = {
  ready: null,
  in_progress: null,
  awaiting_deposit: "AWAITING_DEPOSIT",
  captured: null,
  canceled: "CANCELED",
  failed: "FAILED",
  expired: "EXPIRED",
};

function withMoney(attempt: Attempt, snapshot: Snapshot, approvedAt: string): Outcome {
  // Money is captured once: what was booked first stands, and a provider that tells otherwise later is for the audit.
  const first = attempt.captured === 0;
  const captured = first ? snapshot.amount : attempt.captured;
  const reported = snapshot.refunds.reduce((total, refund) => total + refund.amount, 0);
  const refunded = Math.min(Math.max(attempt.refunded, reported), captured);
  const mismatch = first && (snapshot.amount !== attempt.amount || snapshot.currency !== attempt.currency);
  return {
    captured,
    refunded,
    state: refunded >= captured ? "REFUNDED" : refunded > 0 ? "PARTIALLY_REFUNDED" : "PAID",
    // Money that is not the agreed sum, or that came too late, pays nothing until somebody accepts it.
    orphan: attempt.orphan || mismatch || dead.includes(attempt.state),
    failure: mismatch
      ? { code: "AMOUNT_MISMATCH", message: `${snapshot.amount} ${snapshot.currency}` }
      : null,
    entries: [
      { kind: "capture", reference: snapshot.paymentKey, amount: snapshot.amount, at: approvedAt },
      ...snapshot.refunds.map((refund) => ({ kind: "refund" as const, ...refund })),
    ],
  };
}

const sums = ({ captured, refunded }: Attempt) => ({ captured, refunded });
