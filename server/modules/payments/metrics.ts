import { declareMetric } from "../../platform/metric.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { AttemptState } from "./attempt.ts";
import { findingKinds } from "./comparison.ts";
import type { ProviderName } from "./contract.ts";
import type {
  MovementList,
  OpenResult,
  PaymentProvider,
  ProviderAnswer,
  WebhookReading,
} from "./provider.ts";

const PROVIDERS: readonly ProviderName[] = ["sandbox", "toss", "portone", "stripe", "bank"];
const ANSWERS: readonly (ProviderAnswer | OpenResult | MovementList)["kind"][] = [
  ...(["snapshot", "refused", "absent", "unclear"] as const),
  ...(["opened", "failed", "listed"] as const),
];
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
  labels: {
    provider: PROVIDERS,
    request: ["open", "confirm", "find", "close", "cancel", "list"],
    answer: ANSWERS,
  },
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  from: "every process",
});
export const paymentWebhooks = declareMetric({
  type: "counter",
  name: "shop_payment_webhooks_total",
  help: "Webhooks of payment providers: taken, of a kind that is not used, or with a wrong signature",
  labels: { provider: PROVIDERS, result: ["taken", "unused", "forged"] },
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
  help: "Refunds that wait for an approval or the provider, or that were refused, so that staff must act",
  labels: { state: ["waiting", "requested", "failed"] },
  from: "watcher",
});

export const paymentFindings = declareMetric({
  type: "gauge",
  name: "shop_payment_findings_open",
  help: "Payments of which our ledger and the provider's list do not agree, by kind",
  labels: { kind: findingKinds },
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
  countWebhook(provider: ProviderName, result: WebhookReading["kind"]): void;
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
  // There is no request to time.
  if (provider.isByHand) return provider;
  const { close, endDeposit, listMovements } = provider;
  async function timed<Kind extends string, Answer extends { kind: Kind }>(
    request: string,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const end = requests.startTimer({ provider: provider.name, request });
    const answer = await ask();
    end({ answer: answer.kind });
    return answer;
  }
  return {
    ...provider,
    // Most providers open nothing.
    open: provider.capturesAlone ? (input) => timed("open", () => provider.open(input)) : provider.open,
    confirm: (request) => timed("confirm", () => provider.confirm(request)),
    find: (payment) => timed("find", () => provider.find(payment)),
    cancel: (request) => timed("cancel", () => provider.cancel(request)),
    ...(close ? { close: (payment) => timed("close", () => close(payment)) } : {}),
    ...(endDeposit ? { endDeposit: (payment) => timed("close", () => endDeposit(payment)) } : {}),
    ...(listMovements
      ? { listMovements: (from: Date, to: Date) => timed("list", () => listMovements(from, to)) }
      : {}),
  };
}
