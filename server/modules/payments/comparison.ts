/** How a provider's list of a day is compared with our ledger, and what the days are. Pure. */
import type { ListedMovement } from "./provider.ts";

export const findingKinds = ["missing_here", "missing_there", "amount_differs", "status_differs"] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Of a payment, what moved in a day, minor units. */
export interface DaySums {
  readonly providerOrderId: string;
  readonly captured: number;
  readonly refunded: number;
}

export interface LedgerDifference {
  readonly providerOrderId: string;
  readonly kind: FindingKind;
  readonly ours: number;
  readonly theirs: number;
}

export function sumsOf(movements: readonly ListedMovement[]): DaySums[] {
  const sums = new Map<string, { captured: number; refunded: number }>();
  for (const { providerOrderId, kind, amount } of movements) {
    const { captured, refunded } = sums.get(providerOrderId) ?? { captured: 0, refunded: 0 };
    sums.set(
      providerOrderId,
      kind === "capture"
        ? { captured: captured + amount, refunded }
        : { captured, refunded: refunded + amount },
    );
  }
  return [...sums].map(([providerOrderId, each]) => ({ providerOrderId, ...each }));
}

export function differencesOf(ours: readonly DaySums[], theirs: readonly DaySums[]): LedgerDifference[] {
  const here = new Map(ours.map((each) => [each.providerOrderId, each]));
  const there = new Map(theirs.map((each) => [each.providerOrderId, each]));
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((providerOrderId) => {
    const own = here.get(providerOrderId) ?? nothingMoved;
    const listed = there.get(providerOrderId) ?? nothingMoved;
    const found: LedgerDifference[] = [];
    if (own.captured !== listed.captured)
      found.push({
        providerOrderId,
        kind: captureKind(own.captured, listed.captured),
        ours: own.captured,
        theirs: listed.captured,
      });
    if (own.refunded !== listed.refunded)
      found.push({ providerOrderId, kind: "status_differs", ours: own.refunded, theirs: listed.refunded });
    return found;
  });
}

const nothingMoved = { captured: 0, refunded: 0 };

const captureKind = (ours: number, theirs: number): FindingKind =>
  ours === 0 ? "missing_here" : theirs === 0 ? "missing_there" : "amount_differs";

const DAY_MS = 24 * 3_600_000;
/** Korea has no daylight saving time. */
const SEOUL = "+09:00";
const SEOUL_MS = 9 * 3_600_000;
/** A provider's list of a day is complete some time after the day. */
const LIST_DELAY_MS = 2 * 3_600_000;

/** The last day of the shop whose list is complete: `2026-11-28`. */
export const lastCompleteDay = (now: Date): string =>
  new Date(now.getTime() + SEOUL_MS - LIST_DELAY_MS - DAY_MS).toISOString().slice(0, 10);

export function boundsOf(day: string): { from: Date; to: Date } {
  const from = new Date(`${day}T00:00:00${SEOUL}`);
  return { from, to: new Date(from.getTime() + DAY_MS) };
}
