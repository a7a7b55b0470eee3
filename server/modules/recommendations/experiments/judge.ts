/** What the figures of an experiment say, and what follows. Pure. */
import { BUCKETS } from "./buckets.ts";
import { type Interval, intervalOf, isRatioBroken, type Sums } from "./intervals.ts";

export const experimentKinds = ["holdout", "comparison", "canary"] as const;
export type ExperimentKind = (typeof experimentKinds)[number];

export const outcomeMetrics = ["clicked", "added", "bought", "revenue"] as const;
export type OutcomeMetric = (typeof outcomeMetrics)[number];

/** Of one arm. `clicked`, `added` and `bought` are 0 or 1 of each person, `revenue` is minor units. */
export interface ArmFigures {
  readonly persons: number;
  readonly sums: Readonly<Record<OutcomeMetric, Omit<Sums, "count">>>;
}

export const noFigures: ArmFigures = {
  persons: 0,
  sums: {
    clicked: { sum: 0, squares: 0 },
    added: { sum: 0, squares: 0 },
    bought: { sum: 0, squares: 0 },
    revenue: { sum: 0, squares: 0 },
  },
};

export interface StageFigures {
  readonly control: ArmFigures;
  readonly treated: ArmFigures;
}

const sumsOf = ({ persons, sums }: ArmFigures, metric: OutcomeMetric): Sums => ({
  count: persons,
  ...sums[metric],
});

export const compare = ({ control, treated }: StageFigures, metric: OutcomeMetric): Interval | null =>
  intervalOf(sumsOf(control, metric), sumsOf(treated, metric));

/** Shares of a canary, one after the other, of `BUCKETS`; then its model makes all lists. */
export const canaryShares: readonly number[] = [500, 5_000];
/** Persons that got the new model before a canary goes on. */
export const LEAST_TREATED = 500;
/** How long each share lasts at least. */
export const LEAST_STAGE_MS = 24 * 3_600_000;
/** Part of what the control does by which the treated may do less before a canary ends. */
const TOLERATED = 0.05;

/** How the model of the treated behaved in all processes. */
export interface CallCounts {
  readonly calls: number;
  readonly failed: number;
  readonly slow: number;
}

/** With fewer calls, chance alone may pass the limit. */
const LEAST_CALLS = 1_000;
/** Of the calls: what may fail, and what may be slow. */
const MOST_TROUBLED = 0.01;

export interface Running {
  readonly kind: ExperimentKind;
  readonly share: number;
  readonly stage: number;
  readonly stageAgeMs: number;
}

export type Decision =
  | { readonly do: "wait" }
  | { readonly do: "stop"; readonly reason: "sample_ratio" | "worse" | "errors" | "slow" }
  /** The next share of a canary. */
  | { readonly do: "widen"; readonly share: number }
  /** The new model makes all lists. */
  | { readonly do: "promote" };

/**
 * Decides about a running experiment. A hold-out and a comparison end by themselves only when persons are
 * not divided by chance, a comparison also when the treated buy or click less for certain. A canary ends as
 * soon as it is worse for certain by more than is tolerated, and goes on when it had enough persons and time.
 * Both end when the model fails or is slow, whatever shoppers do.
 */
export function decide(running: Running, figures: StageFigures, calls: CallCounts | null): Decision {
  const { control, treated } = figures;
  if (isRatioBroken(control.persons, treated.persons, running.share / BUCKETS))
    return { do: "stop", reason: "sample_ratio" };
  if (running.kind === "holdout") return { do: "wait" };
  if (calls !== null && calls.calls >= LEAST_CALLS) {
    if (calls.failed > MOST_TROUBLED * calls.calls) return { do: "stop", reason: "errors" };
    if (calls.slow > MOST_TROUBLED * calls.calls) return { do: "stop", reason: "slow" };
  }
  if (isWorse(figures, running.kind)) return { do: "stop", reason: "worse" };
  if (running.kind === "comparison") return { do: "wait" };
  if (treated.persons < LEAST_TREATED || running.stageAgeMs < LEAST_STAGE_MS) return { do: "wait" };
  const next = canaryShares[running.stage + 1];
  return next === undefined ? { do: "promote" } : { do: "widen", share: next };
}

function isWorse(figures: StageFigures, kind: ExperimentKind): boolean {
  return (["clicked", "bought"] as const).some((metric) => {
    const interval = compare(figures, metric);
    if (!interval) return false;
    const { persons, sums } = figures.control;
    const tolerated = kind === "canary" ? (-TOLERATED * sums[metric].sum) / persons : 0;
    return interval.high < tolerated;
  });
}
