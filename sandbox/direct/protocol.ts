/** What a protocol says in its own words. */
import type { Delivery } from "../deliveries.ts";
import type { DirectPayment, DirectRefusal } from "./payment.ts";

/** An answer of the API, which is kept under its idempotency key. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: object;
}

export type Change = "paid" | "failed" | "closed" | "refunded" | "disputed";

export interface Protocol {
  readonly name: "portone" | "stripe";
  /** How long an idempotency key is kept. */
  readonly retentionMs: number;
  /** Reads the key from its header; null: it is not in the protocol's form. */
  readonly readKey: (header: string) => string | null;
  readonly isAuthorized: (header: string | undefined, secretKey: string) => boolean;
  readonly refuse: (refusal: DirectRefusal) => ApiAnswer;
  /** The answer of a provider that has trouble of its own. */
  readonly trouble: (status: 500 | 429) => ApiAnswer;
  /** The answer with another amount, for the fault `wrong-amount`. */
  readonly spoil: (body: object, offset: number) => object;
  /** A stub of the provider's browser script. */
  readonly stub: string;
  /** What the provider itself adds to the return address; `refusal`: why nothing was paid. */
  readonly returnOf: (payment: DirectPayment, refusal: string | null) => Record<string, string>;
  /** What the shopper's browser brings back as `paymentKey`. */
  readonly paymentKeyOf: (payment: DirectPayment) => string;
  readonly newTryId: () => string;
  readonly newRefundId: () => string;
  readonly webhookOf: (payment: DirectPayment, change: Change, now: number) => Pick<Delivery, "id" | "body">;
  readonly maxRetries: number;
  /** The headers of one attempt, with its signature. */
  readonly sign: (delivery: Delivery, secret: string, now: number) => Record<string, string>;
}
