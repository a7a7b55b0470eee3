import { useTranslations } from "next-intl";
import type { WebhookEvent } from "../../api/types.ts";

/** The events that an endpoint can ask for, in the order of an order's life, then of the catalogue. */
export const webhookEvents = [
  "order.paid",
  "order.canceled",
  "order.shipped",
  "order.delivered",
  "order.completed",
  "refund.created",
  "product.changed",
] as const satisfies readonly WebhookEvent[];

type EventKey = WebhookEvent extends infer Each
  ? Each extends `${infer A}.${infer B}`
    ? `${A}-${B}`
    : never
  : never;

/** The name of an event in words; of one that this page does not know, its code. */
export function useEventName(): (event: string) => string {
  const t = useTranslations("adminWebhooks.names");
  return (event) => {
    const known = [...webhookEvents, "webhook.test" as const].find((each) => each === event);
    return known ? t(known.replace(".", "-") as EventKey | "webhook-test") : event;
  };
}
