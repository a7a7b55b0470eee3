/**
 * Prometheus metrics of a process. Labels are route templates and names from the code, never ids, so that
 * their number is bounded.
 */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<"method" | "route" | "status">;
  readonly jobs: Histogram<"job" | "outcome">;
  readonly ready: Gauge;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from the request's headers to the end of the answer",
      labelNames: ["method", "route", "status"],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    jobs: new Histogram({
      name: "job_duration_seconds",
      help: "Time that a job took",
      labelNames: ["job", "outcome"],
      buckets: [0.001, 0.01, 0.1, 1, 10, 60],
      registers,
    }),
    ready: new Gauge({ name: "ready", help: "1 while this process may take traffic", registers }),
  };
}
