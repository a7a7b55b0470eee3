/** Webhooks as Toss sends them: unsigned. Without a 200 within ten seconds one is sent again, seven times. */
import { randomUUID } from "node:crypto";
import { type Clock, kst, kstWithoutOffset } from "../clock.ts";
import { createDeliveries } from "../deliveries.ts";
import type { Fault } from "../faults.ts";
import { viewPayment } from "./payment-view.ts";
import type { Payment } from "./payments.ts";

const MAX_RETRIES = 7;
const ANSWER_WITHIN_MS = 10_000;

interface WebhookSettings {
  readonly url: string | null;
  readonly retryBaseMs: number;
  readonly publicUrl: () => string;
  readonly clock: Clock;
  readonly log: (line: object) => void;
}

export interface Webhooks {
  /** Sends the new status of the payment to the shop. Resolves as `Deliveries.announce` does. */
  announce(payment: Payment, fault: Fault): Promise<void>;
  close(): void;
}

/** The bodies of one status change: the event, and for a virtual account the older flat callback too. */
function bodiesOf(payment: Payment, now: number, publicUrl: string): string[] {
  const createdAt = kstWithoutOffset(now);
  const { secret, ...data } = viewPayment(payment, publicUrl);
  const event = JSON.stringify({ eventType: "PAYMENT_STATUS_CHANGED", createdAt, data });
  if (secret === null) return [event];
  const { status, lastTransactionKey: transactionKey, orderId } = payment;
  return [event, JSON.stringify({ createdAt, secret, status, transactionKey, orderId })];
}

export function createWebhooks({ clock, publicUrl, ...settings }: WebhookSettings): Webhooks {
  const deliveries = createDeliveries({
    ...settings,
    maxRetries: MAX_RETRIES,
    answerWithinMs: ANSWER_WITHIN_MS,
    isAccepted: (status) => status === 200,
    headersOf: ({ id, retried }) => ({
      "tosspayments-webhook-transmission-id": id,
      "tosspayments-webhook-transmission-time": kst(clock.now().getTime()),
      "tosspayments-webhook-transmission-retried-count": String(retried),
    }),
  });
  return {
    announce(payment, fault) {
      const bodies = bodiesOf(payment, clock.now().getTime(), publicUrl());
      const webhooks = bodies.map((body) => ({ id: randomUUID(), body }));
      return deliveries.announce(payment.paymentKey, webhooks, fault);
    },
    close: () => deliveries.close(),
  };
}
