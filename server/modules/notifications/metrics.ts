import { declareMetric } from "../../platform/metric.ts";
import type { Metrics } from "../../platform/metrics.ts";

const RESULTS = ["delivered", "waiting", "dead"] as const;
type AttemptResult = (typeof RESULTS)[number];

/** `no`: it waits for its first attempt. */
export const TRIED = ["no", "yes"] as const;

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
  help: "Deliveries of our webhooks that are not delivered and not given up, by whether one was tried",
  labels: { tried: TRIED },
  from: "watcher",
});
export const webhooksWaitingOldest = declareMetric({
  type: "gauge",
  name: "shop_webhooks_waiting_oldest_seconds",
  help: "Time since the oldest waiting delivery was queued, by whether it was tried; 0: there is none",
  labels: { tried: TRIED },
  from: "watcher",
});

export interface WebhookMeasures {
  countAttempt(result: AttemptResult): void;
}

export function measureWebhooks(metrics: Metrics): WebhookMeasures {
  const attempts = metrics.counter(webhookAttempts);
  return { countAttempt: (result) => attempts.inc({ result }) };
}
