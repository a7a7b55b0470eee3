/**
 * Makes rules/slo.yaml: alerts on the speed at which an error budget burns, each over a long and a short
 * window (Google's SRE workbook, chapter 5). A pair of windows fires when both burn `factor` times as fast as
 * the budget allows: the long window shows that it matters, the short one that it goes on.
 */

import { runbookUrl } from "../runbooks.ts";
import { type Objective, objectives } from "./objectives.ts";

interface WindowPair {
  readonly long: string;
  readonly short: string;
  readonly factor: number;
  readonly severity: "page" | "ticket";
  /** Share of the budget of 30 days that is gone when it fires. */
  readonly spent: string;
  readonly holdFor: string;
}

export const windowPairs: readonly WindowPair[] = [
  { long: "1h", short: "5m", factor: 14.4, severity: "page", spent: "2 %", holdFor: "2m" },
  { long: "6h", short: "30m", factor: 6, severity: "page", spent: "5 %", holdFor: "5m" },
  { long: "1d", short: "2h", factor: 3, severity: "ticket", spent: "10 %", holdFor: "30m" },
  { long: "3d", short: "6h", factor: 1, severity: "ticket", spent: "10 %", holdFor: "1h" },
];
const VALUE = "{{ $value | humanizePercentage }}";
const MIN_BAD_EVENTS = 5;

const windows = [...new Set(windowPairs.flatMap(({ long, short }) => [short, long]))];

export interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly object[];
}

export function sloRules(): { readonly groups: readonly RuleGroup[] } {
  const eventsLate = {
    record: "shop:events_late:bool",
    expr: 'max({__name__=~"outbox_oldest_seconds|job_queue_oldest_seconds"}) > bool 60',
  };
  // One group: its rules run in this order, so that an alert reads the indicators of the same moment.
  const alerts = objectives.flatMap((each) => windowPairs.map((pair) => burn(each, pair)));
  return { groups: [{ name: "slo", rules: [eventsLate, ...objectives.flatMap(indicators), ...alerts] }] };
}

function indicators({ name, errorRatio, badEvents }: Objective): object[] {
  const ratios = windows.map((window) => ({
    record: `slo:error_ratio:${window}`,
    expr: errorRatio(window),
    labels: { slo: name },
  }));
  if (!badEvents) return ratios;
  const counts = windowPairs.map(({ long }) => ({
    record: `slo:bad_events:${long}`,
    expr: badEvents(long),
    labels: { slo: name },
  }));
  return [...ratios, ...counts];
}

function burn({ name, target, badEvents, summary }: Objective, pair: WindowPair): object {
  const { long, short, factor, severity, spent, holdFor } = pair;
  // Rounded: 1 - 0.999 is 0.0010000000000000009.
  const limit = Number((factor * (1 - target)).toPrecision(6));
  const ratio = (window: string): string => `slo:error_ratio:${window}{slo="${name}"} > ${limit}`;
  const enough = badEvents ? [`slo:bad_events:${long}{slo="${name}"} >= ${MIN_BAD_EVENTS}`] : [];
  const alert = `${name}BudgetBurn`;
  return {
    alert,
    expr: [ratio(long), ratio(short), ...enough].join(" and "),
    for: holdFor,
    labels: { severity, window: long },
    annotations: {
      summary: summary.en,
      description: `${VALUE} in the last ${long}: ${spent} of the month's budget is spent.`,
      summary_ko: summary.ko,
      description_ko: `지난 ${long} 동안 ${VALUE}예요. 한 달 예산의 ${spent}를 썼어요.`,
      runbook_url: runbookUrl(alert),
    },
  };
}
