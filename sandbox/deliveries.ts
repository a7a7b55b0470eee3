/**
 * Webhooks: at least once, in no guaranteed order. One without an accepted answer in time is sent again after
 * 1, 4, 16 … times the base, then given up. Retries and duplicates have the same id. Webhooks that are not
 * delivered when the program ends are lost.
 */
import type { Fault } from "./faults.ts";
import { createPoster } from "./http-post.ts";

const CONCURRENT_DELIVERIES = 8;

export interface Delivery {
  readonly id: string;
  readonly body: string;
  readonly retried: number;
}

interface DeliverySettings {
  readonly url: string | null;
  readonly retryBaseMs: number;
  readonly maxRetries: number;
  readonly answerWithinMs: number;
  readonly isAccepted: (status: number) => boolean;
  /** The protocol's headers of one attempt. */
  readonly headersOf: (delivery: Delivery) => Record<string, string>;
  readonly log: (line: object) => void;
}

export interface Deliveries {
  /**
   * Sends webhooks about a payment to the shop. Resolves after the first attempt, successful or not, or at
   * once when the fault delays them until after the payment's next ones.
   */
  announce(
    paymentKey: string,
    webhooks: readonly Pick<Delivery, "id" | "body">[],
    fault: Fault,
  ): Promise<void>;
  close(): void;
}

const silent: Deliveries = { announce: async () => {}, close: () => {} };

export function createDeliveries(settings: DeliverySettings): Deliveries {
  if (settings.url === null) return silent;
  const { log, retryBaseMs } = settings;
  const poster = createPoster(settings.url, settings.answerWithinMs);
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
      outcome = await poster.post(delivery.body, settings.headersOf(delivery));
    } catch (error) {
      outcome = error instanceof Error ? error.message : error;
    } finally {
      active -= 1;
      queue.shift()?.();
    }
    const isDelivered = typeof outcome === "number" && settings.isAccepted(outcome);
    if (!isDelivered && !closed) retry(delivery, outcome);
  }

  function retry(delivery: Delivery, outcome: unknown): void {
    if (delivery.retried === settings.maxRetries) {
      log({ level: "error", msg: "webhook given up", transmissionId: delivery.id, outcome });
      return;
    }
    const next = { ...delivery, retried: delivery.retried + 1 };
    schedule(retryBaseMs * 4 ** delivery.retried, () => void attempt(next));
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
    async announce(paymentKey, webhooks, fault) {
      if (closed) return;
      const times = fault.kind === "webhook-duplicate" ? fault.times : 1;
      const deliveries = webhooks.flatMap((webhook) =>
        Array<Delivery>(times).fill({ ...webhook, retried: 0 }),
      );
      const release = delayed.get(paymentKey);
      if (fault.kind === "webhook-out-of-order" && release === undefined) {
        delay(paymentKey, deliveries);
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
