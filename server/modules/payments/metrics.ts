import { declareMetric } from "../../platform/metric.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { AttemptState } from "./attempt.ts";
import type { PaymentProvider, ProviderAnswer } from "./provider.ts";

const PROVIDERS: readonly PaymentProvider["name"][] = ["sandbox", "toss"];
const ANSWERS: readonly ProviderAnswer["kind"][] = ["snapshot", "refused", "absent", "unclear"];
const RESULTS = ["paid", "deposit", "refused", "absent", "unclear", "other"] as const;
type AttemptResult = (typeof RESULTS)[number];

export const paymentAttempts = declareMetric({
  type: "counter",
  name: "shop_payment_attempts_total",
  help: "Confirms of payments by their result; unclear: the provider gave no definite answer",
  labels: { provider: PROVIDERS, result: RESULTS },
  from: "every process",
});
export const providerRequests = declareMetric({
  type: "histogram",
  name: "shop_payment_provider_request_duration_seconds",
  help: "Time that the payment provider took to answer; unclear: no usable answer",
  labels: { provider: PROVIDERS, request: ["confirm", "find", "cancel"], answer: ANSWERS },
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  from: "every process",
});
export const paymentWebhooks = declareMetric({
  type: "counter",
  name: "shop_payment_webhooks_total",
  help: "Webhooks of payment providers: taken, or of a kind that is not used",
  labels: { provider: PROVIDERS, result: ["taken", "unused"] },
  from: "every process",
});
export const paymentsUnknown = declareMetric({
  type: "gauge",
  name: "shop_payments_unknown",
  help: "Payments whose provider has not said yet whether money moved",
  labels: { provider: PROVIDERS },
  from: "watcher",
});
export const paymentsUnknownOldest = declareMetric({
  type: "gauge",
  name: "shop_payments_unknown_oldest_seconds",
  help: "Age of the oldest payment without a definite answer; 0: there is none",
  labels: { provider: PROVIDERS },
  from: "watcher",
});
export const refundsOpen = declareMetric({
  type: "gauge",
  name: "shop_refunds_open",
  help: "Refunds that wait for the provider, or that it refused, so that staff must act",
  labels: { state: ["requested", "failed"] },
  from: "watcher",
});

const resultOf: Readonly<Partial<Record<AttemptState, AttemptResult>>> = {
  PAID: "paid",
  AWAITING_DEPOSIT: "deposit",
  FAILED: "refused",
  READY: "absent",
  CONFIRMING: "unclear",
};

export interface PaymentMeasures {
  /** Counts a confirm by the state that it led to. */
  countAttempt(provider: string, state: AttemptState): void;
  countWebhook(provider: PaymentProvider["name"], result: "taken" | "unused"): void;
}

export function measurePayments(metrics: Metrics): PaymentMeasures {
  const attempts = metrics.counter(paymentAttempts);
  const webhooks = metrics.counter(paymentWebhooks);
  return {
    countAttempt: (provider, state) => attempts.inc({ provider, result: resultOf[state] ?? "other" }),
    countWebhook: (provider, result) => webhooks.inc({ provider, result }),
  };
}

/** Returns the provider with a clock on each of its requests. */
export function timedProvider(provider: PaymentProvider, metrics: Metrics): PaymentProvider {
  const requests = metrics.histogram(providerRequests);
  async function timed(request: string, ask: () => Promise<ProviderAnswer>): Promise<ProviderAnswer> {
    const end = requests.startTimer({ provider: provider.name, request });
    const answer = await ask();
    end({ answer: answer.kind });
    return answer;
  }
  return {
    name: provider.name,
    session: (input, providerOrderId) => provider.session(input, providerOrderId),
    readWebhook: (headers, body) => provider.readWebhook(headers, body),
    confirm: (request) => timed("confirm", () => provider.confirm(request)),
    findByOrder: (providerOrderId) => timed("find", () => provider.findByOrder(providerOrderId)),
    cancel: (request) => timed("cancel", () => provider.cancel(request)),
  };
}
