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

const CHANNELS = ["kakao", "sms"] as const;
export const MESSAGE_STATES = ["waiting", "handed", "accepted"] as const;

export const messagesEnded = declareMetric({
  type: "counter",
  name: "shop_messages_total",
  help: "Messages to phones that were delivered or failed for good",
  labels: { channel: CHANNELS, outcome: ["delivered", "failed"] },
  from: "every process",
});
export const messagesOpen = declareMetric({
  type: "gauge",
  name: "shop_messages_open",
  help: "Messages to phones that wait, are in a batch of unknown fate, or whose result is not known yet",
  labels: { state: MESSAGE_STATES },
  from: "watcher",
});
export const messagesOpenOldest = declareMetric({
  type: "gauge",
  name: "shop_messages_open_oldest_seconds",
  help: "Time since the oldest of these messages was queued; 0: there is none",
  labels: { state: MESSAGE_STATES },
  from: "watcher",
});

export interface MessageMeasures {
  countEnd(channel: (typeof CHANNELS)[number], outcome: "delivered" | "failed"): void;
}

export function measureMessages(metrics: Metrics): MessageMeasures {
  const ended = metrics.counter(messagesEnded);
  return { countEnd: (channel, outcome) => ended.inc({ channel, outcome }) };
}

export interface WebhookMeasures {
  countAttempt(result: AttemptResult): void;
}

export function measureWebhooks(metrics: Metrics): WebhookMeasures {
  const attempts = metrics.counter(webhookAttempts);
  return { countAttempt: (result) => attempts.inc({ result }) };
}
