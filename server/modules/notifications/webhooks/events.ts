/** What endpoints are told: the types of events, and the body of each. Pure. */

/** The types that an endpoint can ask for. */
export const webhookEvents = [
  "order.paid",
  "order.canceled",
  "order.shipped",
  "order.delivered",
  "order.completed",
  "refund.created",
  "product.changed",
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Sent to one endpoint when staff ask for it. */
export const TEST_EVENT = "webhook.test";

/** Thin: ids, so that the receiver asks the API for what is true by then. */
export const bodyOf = (
  type: WebhookEvent | typeof TEST_EVENT,
  occurredAt: string,
  data: Readonly<Record<string, string>>,
): string => JSON.stringify({ type, timestamp: occurredAt, data });
