/** What the API shows of experiments. Pure. */
import { BUCKETS } from "./buckets.ts";
import { isRatioBroken } from "./intervals.ts";
import { type ArmFigures, compare, type OutcomeMetric, outcomeMetrics, type StageFigures } from "./judge.ts";

interface ExperimentToShow {
  readonly id: string;
  readonly name: string;
  readonly kind: "holdout" | "comparison" | "canary";
  readonly version: number | null;
  readonly share: number;
  readonly status: "running" | "stopped" | "won";
  readonly reason: string | null;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

const meanOf = ({ persons, sums }: ArmFigures, metric: OutcomeMetric): number =>
  persons === 0 ? 0 : sums[metric].sum / persons;

export function presentExperiment(row: ExperimentToShow, figures: StageFigures) {
  const { id, name, kind, version, share, status, reason, startedBy } = row;
  const { control, treated } = figures;
  return {
    ...{ id, name, kind, version, share, status, reason, startedBy },
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    persons: { control: control.persons, treated: treated.persons },
    ratioIsBroken: isRatioBroken(control.persons, treated.persons, share / BUCKETS),
    outcomes: outcomeMetrics.map((metric) => {
      const interval = compare(figures, metric);
      return {
        metric,
        control: meanOf(control, metric),
        treated: meanOf(treated, metric),
        interval: interval && { low: interval.low, high: interval.high },
      };
    }),
  };
}
