/** What `/metrics` tells of the pages in memory. */
import { Counter, Gauge, Histogram } from "prom-client";
import type { Metrics } from "../platform/metrics.ts";
import type { CacheOutcome } from "./page-cache.ts";

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
export function measurePages({ registry }: Metrics, memory: () => Memory): PageMeasures {
  const registers = [registry];
  const requests = new Counter({
    name: "page_requests_total",
    help: "Requests for shared pages: hit and stale came from memory, miss waited for a render",
    labelNames: ["outcome"],
    registers,
  });
  const renders = new Histogram({
    name: "page_render_duration_seconds",
    help: "Time that the web took to render a page for the memory, with its compression",
    labelNames: ["outcome"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("page_cache_pages", "Pages in memory", () => memory().pages.pages);
  gauge("page_cache_bytes", "Bytes of the pages in memory", () => memory().pages.bytes);
  gauge("page_cache_file_bytes", "Bytes of the web's files in memory", () => memory().fileBytes);
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
