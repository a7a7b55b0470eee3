import type { ResponseCache } from "../../platform/http/response-cache.ts";
import { declareMetric } from "../../platform/metric.ts";
import type { Metrics } from "../../platform/metrics.ts";

export const cacheReads = declareMetric({
  type: "counter",
  name: "catalog_cache_reads_total",
  help: "Responses of the catalogue: hit came from memory, miss was read from the database",
  labels: { outcome: ["hit", "miss"] },
  from: "every process",
});
export const cacheEntries = declareMetric({
  type: "gauge",
  name: "catalog_cache_entries",
  help: "Responses in memory",
  labels: {},
  from: "every process",
});
export const cacheBytes = declareMetric({
  type: "gauge",
  name: "catalog_cache_bytes",
  help: "Bytes of the responses in memory",
  labels: {},
  from: "every process",
});

/** The cache counts by itself; its counts are read with the metrics, so that a hit costs no more. */
export function measureCache(metrics: Metrics, cache: ResponseCache): void {
  metrics.counter(cacheReads, (counter) => {
    const { hits, misses } = cache.takeCounts();
    counter.inc({ outcome: "hit" }, hits);
    counter.inc({ outcome: "miss" }, misses);
  });
  metrics.gauge(cacheEntries, (gauge) => gauge.set(cache.count));
  metrics.gauge(cacheBytes, (gauge) => gauge.set(cache.bytes));
}
