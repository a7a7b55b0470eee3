import { declareMetric } from "../../platform/metric.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { eventTypes, type Placement, placements } from "./interactions.ts";
import { levels, type SourceLevel } from "./ladder.ts";
import { driftFeatures } from "./monitoring/drift.ts";

export const storedEvents = declareMetric({
  type: "counter",
  name: "recommendations_events_total",
  help: "Events of shoppers that were stored; repeats are not counted",
  labels: { type: eventTypes },
  from: "every process",
});
export const answers = declareMetric({
  type: "counter",
  name: "recommendations_answers_total",
  help: "Lists of recommendations, by the first source that had something for them",
  labels: { placement: placements, level: levels },
  from: "every process",
});
export const answerSeconds = declareMetric({
  type: "histogram",
  name: "recommendations_answer_seconds",
  help: "How long it took to choose the products of a list and to find their cards",
  labels: {},
  from: "every process",
  buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.015, 0.03, 0.1, 0.5],
});
export const lateHistories = declareMetric({
  type: "counter",
  name: "recommendations_late_histories_total",
  help: "Lists that were made without what the person did before, because reading it took too long",
  labels: {},
  from: "every process",
});
export const modelAge = declareMetric({
  type: "gauge",
  name: "recommendations_model_age_seconds",
  help: "Time since the champion was trained; 0: there is none",
  labels: { model: ["champion"] },
  from: "watcher",
});
export const featureLag = declareMetric({
  type: "gauge",
  name: "recommendations_feature_lag_seconds",
  help: "Time since the newest interaction that the champion learned from; 0: there is no champion",
  labels: { model: ["champion"] },
  from: "watcher",
});
export const driftPsi = declareMetric({
  type: "gauge",
  name: "recommendations_drift_psi",
  help: "Population stability index of the last two days against the champion's last week",
  labels: { feature: driftFeatures },
  from: "watcher",
});
export const unknownItems = declareMetric({
  type: "gauge",
  name: "recommendations_unknown_item_ratio",
  help: "Share of the last two days' events with products that the champion does not know",
  labels: { model: ["champion"] },
  from: "watcher",
});

export const measureRecommendations = (metrics: Metrics) => ({
  events: metrics.counter(storedEvents),
  answered: answerCounter(metrics),
  seconds: metrics.histogram(answerSeconds),
  lateHistories: metrics.counter(lateHistories),
});

/** Series are found by a text, which is cheaper than by their labels. */
function answerCounter(metrics: Metrics): (placement: Placement, level: SourceLevel) => void {
  const counter = metrics.counter(answers);
  const known = new Map<string, { inc(): void }>();
  return (placement, level) => {
    const name = `${placement} ${level}`;
    const series = known.get(name) ?? counter.labels({ placement, level });
    known.set(name, series);
    series.inc();
  };
}

export type Measures = ReturnType<typeof measureRecommendations>;
