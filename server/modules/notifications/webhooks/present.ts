/** Webhooks as staff see them. Pure. */
import type { Static } from "typebox";
import { etagOfVersion } from "../../../platform/http/versions.ts";
import type { DeliveryRow } from "./delivery-queries.ts";
import type { WebhookRow } from "./queries.ts";
import type { Delivery, Webhook } from "./schemas.ts";

export function presentWebhook(row: WebhookRow, now: Date): Static<typeof Webhook> {
  const { id, url, events, status, disabledReason, failingSince, oldSecretUntil, createdAt, updatedAt } = row;
  return {
    ...{ id, url, events, status, disabledReason },
    failingSince: failingSince?.toISOString() ?? null,
    oldSecretUntil: oldSecretUntil !== null && oldSecretUntil > now ? oldSecretUntil.toISOString() : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    etag: etagOfVersion(row.version),
  };
}

export function presentDelivery(row: DeliveryRow): Static<typeof Delivery> {
  const { id, type, body, state, attempts } = row;
  return {
    ...{ id, type, body, state, attempts },
    messageId: `msg_${row.messageId}`,
    dueAt: row.dueAt?.toISOString() ?? null,
    lastAttempt: row.lastAt && {
      at: row.lastAt.toISOString(),
      ms: row.lastMs ?? 0,
      status: row.lastStatus,
      failure: row.lastFailure,
      response: row.lastResponse,
    },
    createdAt: row.createdAt.toISOString(),
  };
}
