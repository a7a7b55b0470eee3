/**
 * What a metric is called, what it says, and what its series are told apart by. A metric is declared once,
 * beside what measures it; docs/metrics.md lists them all.
 */

/**
 * The processes that export a metric. `watcher`: the one worker that leads (`server/watch`), so that what is
 * read from the database is read once.
 */
export type MetricSource = "every process" | "api" | "worker" | "watcher";

/** The values of a label: all of them, or why their number is bounded. */
type LabelValues = readonly string[] | string;

export interface MetricDeclaration<Label extends string = string> {
  readonly type: "counter" | "gauge" | "histogram";
  readonly name: string;
  readonly help: string;
  readonly labels: Readonly<Record<Label, LabelValues>>;
  readonly from: MetricSource;
  /** Of a histogram: the upper bounds. */
  readonly buckets?: readonly number[];
}

/** Checks a declaration, and keeps the names of its labels for the compiler. */
export const declareMetric = <const Label extends string>(
  declaration: MetricDeclaration<Label>,
): MetricDeclaration<Label> => declaration;

/** Returns every combination of the labels' values; empty when a label has no list of them. */
export function knownSeries<Label extends string>({
  labels,
}: MetricDeclaration<Label>): Record<Label, string>[] {
  let series: Record<string, string>[] = [{}];
  for (const [label, values] of Object.entries<LabelValues>(labels)) {
    if (typeof values === "string") return [];
    series = series.flatMap((known) => values.map((value) => ({ ...known, [label]: value })));
  }
  return series as Record<Label, string>[];
}
