/**
 * Webhooks as Toss sends them: unsigned, at least once, in no guaranteed order. A webhook without a 200
 * within ten seconds is sent again after 1, 4, 16, 64, 256, 1024 and 4096 times the base, then given up.
 * Retries and duplicates have the same transmission id. Webhooks that are not delivered when the program ends
 * are lost.
 */
import { randomUUID } from "node:crypto";
import { type Clock, kst, kstWithoutOffset } from "../clock.ts";
import { createPoster } from "../http-post.ts";
import type { Fault } from "./faults.ts";
import { viewPayment } from "./payment-view.ts";
import type { Payment } from "./payments.ts";

const MAX_RETRIES = 7;
const ANSWER_WITHIN_MS = 10_000;
const CONCURRENT_DELIVERIES = 8;

interface WebhookSettings {
  readonly url: string | null;
  readonly retryBaseMs: number;
  readonly publicUrl: () => string;
  readonly clock: Clock;
  readonly log: (line: object) => void;
}

export interface Webhooks {
  /**
   * Sends the new status of the payment to the shop. Resolves after the first attempt, successful or not, or
   * at once when the fault delays the webhook until after the payment's next one.
   */
  announce(payment: Payment, fault: Fault): Promise<void>;
  close(): void;
}

interface Delivery {
  readonly id: string;
  readonly body: string;
  readonly retried: number;
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

const silent: Webhooks = { announce: async () => {}, close: () => {} };

export function createWebhooks(settings: WebhookSettings): Webhooks {
  if (settings.url === null) return silent;
  const { clock, log, retryBaseMs } = settings;
  const poster = createPoster(settings.url, ANSWER_WITHIN_MS);
  const timers = new Set<NodeJS.Timeout>();
  const delayed = new Map<string, () => void>();
  const queue: (() => void)[] = [];
  let active = 0;
  let closed = false;

  function schedule(ms: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
    return timer;
  }

  /** One attempt. A failed one schedules the next. Never rejects. */
  async function attempt(delivery: Delivery): Promise<void> {
    if (active >= CONCURRENT_DELIVERIES) await new Promise<void>((resolve) => queue.push(resolve));
    if (closed) return;
    active += 1;
    let outcome: unknown;
    try {
      outcome = await poster.post(delivery.body, {
        "tosspayments-webhook-transmission-id": delivery.id,
        "tosspayments-webhook-transmission-time": kst(clock.now().getTime()),
        "tosspayments-webhook-transmission-retried-count": String(delivery.retried),
      });
    } catch (error) {
      outcome = error instanceof Error ? error.message : error;
    } finally {
      active -= 1;
      queue.shift()?.();
    }
    if (outcome !== 200 && !closed) retry(delivery, outcome);
  }

  function retry(delivery: Delivery, outcome: unknown): void {
    if (delivery.retried === MAX_RETRIES) {
      log({ level: "error", msg: "webhook given up", transmissionId: delivery.id, outcome });
      return;
    }
    const next = { ...delivery, retried: delivery.retried + 1 };
    schedule(retryBaseMs * 4 ** delivery.retried, () => void attempt(next));
  }

  function copies(payment: Payment, fault: Fault): Delivery[] {
    const times = fault.kind === "webhook-duplicate" ? fault.times : 1;
    return bodiesOf(payment, clock.now().getTime(), settings.publicUrl()).flatMap((body) =>
      Array<Delivery>(times).fill({ id: randomUUID(), body, retried: 0 }),
    );
  }

  function delay(paymentKey: string, deliveries: Delivery[]): void {
    const release = () => {
      clearTimeout(timer);
      timers.delete(timer);
      delayed.delete(paymentKey);
      for (const delivery of deliveries) void attempt(delivery);
    };
    // Without a next webhook this one arrives late instead of out of order.
    const timer = schedule(retryBaseMs, release);
    delayed.set(paymentKey, release);
  }

  return {
    async announce(payment, fault) {
      if (closed) return;
      const deliveries = copies(payment, fault);
      const release = delayed.get(payment.paymentKey);
      if (fault.kind === "webhook-out-of-order" && release === undefined) {
        delay(payment.paymentKey, deliveries);
        return;
      }
      await Promise.all(deliveries.map(attempt));
      release?.();
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      for (const start of queue.splice(0)) start();
      poster.close();
    },
  };
}
