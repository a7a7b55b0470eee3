/** What `/metrics` tells of the pages in memory. */
import { declareMetric } from "../platform/metric.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { CacheOutcome } from "./page-cache.ts";

export const pageRequests = declareMetric({
  type: "counter",
  name: "page_requests_total",
  help: "Requests for shared pages: hit and stale came from memory, miss waited for a render",
  labels: { outcome: ["hit", "stale", "miss", "unavailable"] },
  from: "api",
});
export const pageRenders = declareMetric({
  type: "histogram",
  name: "page_render_duration_seconds",
  help: "Time that the web took to render a page for the memory, with its compression",
  labels: { outcome: ["rendered", "failed"] },
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  from: "api",
});
const gaugeOf = (name: string, help: string) =>
  declareMetric({ type: "gauge", name, help, labels: {}, from: "api" });
export const cachedPages = gaugeOf("page_cache_pages", "Pages in memory");
export const cachedPageBytes = gaugeOf("page_cache_bytes", "Bytes of the pages in memory");
export const cachedFileBytes = gaugeOf("page_cache_file_bytes", "Bytes of the web's files in memory");

interface Memory {
  readonly pages: { readonly bytes: number; readonly pages: number };
  readonly fileBytes: number;
}

export interface PageMeasures {
  /** `unavailable`: the web gave no page and there was none in memory. */
  countRequest(outcome: CacheOutcome | "unavailable"): void;
  timeRender<Result>(render: () => Promise<Result>): Promise<Result>;
}

/** @param memory is read when the metrics are */
export function measurePages(metrics: Metrics, memory: () => Memory): PageMeasures {
  const requests = metrics.counter(pageRequests);
  const renders = metrics.histogram(pageRenders);
  metrics.gauge(cachedPages, (gauge) => gauge.set(memory().pages.pages));
  metrics.gauge(cachedPageBytes, (gauge) => gauge.set(memory().pages.bytes));
  metrics.gauge(cachedFileBytes, (gauge) => gauge.set(memory().fileBytes));
  const counted = new Map<string, { inc(): void }>();

  return {
    countRequest(outcome) {
      const series = counted.get(outcome) ?? requests.labels(outcome);
      counted.set(outcome, series);
      series.inc();
    },
    async timeRender(render) {
      const end = renders.startTimer();
      try {
        const result = await render();
        end({ outcome: "rendered" });
        return result;
      } catch (error) {
        end({ outcome: "failed" });
        throw error;
      }
    },
  };
}
