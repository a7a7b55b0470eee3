/**
 * Prometheus metrics of a process. Labels are route templates and names from the code, never ids, so that
 * their number is bounded.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, type Metric, Registry } from "prom-client";
import { knownSeries, type MetricDeclaration } from "./metric.ts";
import * as names from "./metric-names.ts";

/** `collect` is called when the metrics are read. */
export interface Metrics {
  readonly registry: Registry;
  /**
   * Returns the counter of a declaration. It begins at 0 for each known series, since Prometheus sees no
   * increase in a series that begins with its first event.
   */
  counter<Label extends string>(
    declaration: MetricDeclaration<Label>,
    collect?: (counter: Counter<Label>) => void,
  ): Counter<Label>;
  gauge<Label extends string>(
    declaration: MetricDeclaration<Label>,
    collect?: (gauge: Gauge<Label>) => void | Promise<void>,
  ): Gauge<Label>;
  histogram<Label extends string>(declaration: MetricDeclaration<Label>): Histogram<Label>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();

  /** A shop may be composed twice in a process, with the same metrics. */
  function once<M extends Metric>({ name }: MetricDeclaration, make: () => M): M {
    return (registry.getSingleMetric(name) as M | undefined) ?? make();
  }

  function options<Label extends string>({ name, help, labels }: MetricDeclaration<Label>) {
    return { name, help, labelNames: Object.keys(labels) as Label[], registers: [registry] };
  }

  return {
    registry,
    counter: <Label extends string>(
      declaration: MetricDeclaration<Label>,
      collect?: (counter: Counter<Label>) => void,
    ) =>
      once(declaration, () => {
        const counter: Counter<Label> = new Counter({
          ...options(declaration),
          ...(collect ? { collect: () => collect(counter) } : {}),
        });
        for (const series of knownSeries(declaration)) counter.inc(series, 0);
        return counter;
      }),
    gauge: <Label extends string>(
      declaration: MetricDeclaration<Label>,
      collect?: (gauge: Gauge<Label>) => void | Promise<void>,
    ) =>
      once(declaration, () => {
        const gauge: Gauge<Label> = new Gauge({
          ...options(declaration),
          ...(collect ? { collect: () => collect(gauge) } : {}),
        });
        return gauge;
      }),
    histogram: (declaration) =>
      once(declaration, () => {
        const { buckets = [] } = declaration;
        const histogram = new Histogram({ ...options(declaration), buckets: [...buckets] });
        for (const series of knownSeries(declaration)) histogram.zero(series);
        return histogram;
      }),
  };
}

/** Measures the process itself: CPU, memory, garbage collection, the lag of the event loop. */
export function measureRuntime({ registry }: Metrics): void {
  collectDefaultMetrics({ register: registry });
}

type Series = ReturnType<Histogram["labels"]>;

/**
 * A function that measures requests. It finds a series by its labels one after the other, because a text made
 * of them would be hashed for each request.
 */
export function requestTimer(
  metrics: Metrics,
): (method: string, route: string, status: number, seconds: number) => void {
  const requests = metrics.histogram(names.httpRequests);
  const known = new Map<string, Map<string, Map<number, Series>>>();
  return (method, route, status, seconds) => {
    const byMethod = known.get(route) ?? new Map<string, Map<number, Series>>();
    known.set(route, byMethod);
    const byStatus = byMethod.get(method) ?? new Map<number, Series>();
    byMethod.set(method, byStatus);
    const series = byStatus.get(status) ?? requests.labels({ method, route, status: String(status) });
    byStatus.set(status, series);
    series.observe(seconds);
  };
}
