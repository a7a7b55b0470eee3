import type { ResponseCache } from "../../platform/http/response-cache.ts";
import { declareMetric } from "../../platform/metric.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { CurrentIndex } from "./product-index/refresh-index.ts";

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

export const cacheInvalidations = declareMetric({
  type: "counter",
  name: "catalog_cache_invalidations_total",
  help: "Responses in memory that a change dropped",
  labels: {},
  from: "every process",
});
export const indexProducts = declareMetric({
  type: "gauge",
  name: "catalog_index_products",
  help: "Active products in the index in memory",
  labels: {},
  from: "every process",
});
export const indexRefreshes = declareMetric({
  type: "counter",
  name: "catalog_index_refreshes_total",
  help: "How often the index in memory was brought up to date, and how often it was loaded as a whole",
  labels: { kind: ["changes", "load"] },
  from: "every process",
});

export function measureIndex(metrics: Metrics, index: CurrentIndex): void {
  metrics.gauge(indexProducts, (gauge) => gauge.set(index.products));
  metrics.counter(indexRefreshes, (counter) => {
    const { changes, loads } = index.takeCounts();
    counter.inc({ kind: "changes" }, changes);
    counter.inc({ kind: "load" }, loads);
  });
}

/** The cache counts by itself; its counts are read with the metrics, so that a hit costs no more. */
export function measureCache(metrics: Metrics, cache: ResponseCache): void {
  let dropped = 0;
  metrics.counter(cacheReads, (counter) => {
    const { hits, misses, invalidations } = cache.takeCounts();
    counter.inc({ outcome: "hit" }, hits);
    counter.inc({ outcome: "miss" }, misses);
    dropped += invalidations;
  });
  metrics.counter(cacheInvalidations, (counter) => {
    counter.inc(dropped);
    dropped = 0;
  });
  metrics.gauge(cacheEntries, (gauge) => gauge.set(cache.count));
  metrics.gauge(cacheBytes, (gauge) => gauge.set(cache.bytes));
}
