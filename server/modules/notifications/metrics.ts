import { declareMetric } from "../../platform/metric.ts";
import type { Metrics } from "../../platform/metrics.ts";

const RESULTS = ["delivered", "waiting", "dead"] as const;
type AttemptResult = (typeof RESULTS)[number];

export const webhookAttempts = declareMetric({
  type: "counter",
  name: "shop_webhook_attempts_total",
  help: "Attempts to deliver our webhooks by what follows: waiting: it is tried again; dead: it is given up",
  labels: { result: RESULTS },
  from: "every process",
});
export const webhooksWaiting = declareMetric({
  type: "gauge",
  name: "shop_webhooks_waiting",
  help: "Deliveries of our webhooks that are not delivered and not given up",
  labels: {},
  from: "watcher",
});
export const webhooksWaitingOldest = declareMetric({
  type: "gauge",
  name: "shop_webhooks_waiting_oldest_seconds",
  help: "Time since the oldest waiting delivery was queued; 0: there is none",
  labels: {},
  from: "watcher",
});

export interface WebhookMeasures {
  countAttempt(result: AttemptResult): void;
}

export function measureWebhooks(metrics: Metrics): WebhookMeasures {
  const attempts = metrics.counter(webhookAttempts);
  return { countAttempt: (result) => attempts.inc({ result }) };
}
