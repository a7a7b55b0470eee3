/** What requests about webhooks hold, and what they are answered. */
import { type Static, Type } from "typebox";
import { Closed, Nullable, Plain, Timestamp, Uuid } from "../../../platform/schema.ts";
import { failures } from "./attempts.ts";
import { webhookEvents } from "./events.ts";

const Url = Plain("^https?://[!-~]{1,1990}$", {
  description: "a public https address, on port 443 or 8443; it is not checked by a request",
});
const Events = Type.Array(Type.Enum([...webhookEvents]), {
  minItems: 1,
  maxItems: webhookEvents.length,
  description: "the types of events that are sent",
});

export const NewWebhook = Closed({ url: Url, events: Events });
export type NewWebhook = Static<typeof NewWebhook>;

/** What is left out stays as it is. */
export const WebhookChange = Closed({
  url: Type.Optional(Url),
  events: Type.Optional(Events),
  status: Type.Optional(
    Type.Enum(["active", "paused"], {
      description: "paused: events of that time are not sent later; active also ends `disabled`",
    }),
  ),
});
export type WebhookChange = Static<typeof WebhookChange>;

export const Webhook = Closed({
  id: Uuid,
  url: Type.String(),
  events: Type.Array(Type.Enum([...webhookEvents])),
  status: Type.Enum(["active", "paused", "disabled"], { description: "disabled: by the shop" }),
  disabledReason: {
    ...Nullable(Type.Enum(["GONE", "FAILING"])),
    description: "GONE: the endpoint answered 410; FAILING: no attempt succeeded for 5 days",
  },
  failingSince: { ...Nullable(Timestamp), description: "the first failure after the last success" },
  oldSecretUntil: { ...Nullable(Timestamp), description: "until then the secret before signs too" },
  createdAt: Timestamp,
  updatedAt: Timestamp,
  etag: Type.String({ description: "for If-Match" }),
});

export const WebhookWithSecret = Closed({
  ...Webhook.properties,
  secret: Type.String({ description: "whsec_ and base64; it is shown this once" }),
});

export const Delivery = Closed({
  id: Uuid,
  messageId: Type.String({ description: "the header webhook-id, the same in every attempt" }),
  type: Type.String(),
  body: Type.String({ description: "as it is sent" }),
  state: Type.Enum(["waiting", "delivered", "dead"], { description: "dead: no attempt is left" }),
  attempts: Type.Integer(),
  dueAt: { ...Nullable(Timestamp), description: "of the next attempt" },
  lastAttempt: Nullable(
    Closed({
      at: Timestamp,
      ms: Type.Integer(),
      status: Nullable(Type.Integer()),
      failure: {
        ...Nullable(Type.Enum([...failures])),
        description: "null: a 2xx answer; ADDRESS: the name is no public address",
      },
      response: Nullable(Type.String({ description: "its first 1,000 bytes" })),
    }),
  ),
  createdAt: Timestamp,
});
