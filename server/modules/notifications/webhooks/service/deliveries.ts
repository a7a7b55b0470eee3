/** The log of deliveries, and what staff send by hand. */
import { after } from "../../../../platform/clock.ts";
import { DomainError } from "../../../../platform/errors.ts";
import { newId } from "../../../../platform/ids.ts";
import type { NotificationsContext } from "../../context.ts";
import * as queries from "../delivery-queries.ts";
import { bodyOf, TEST_EVENT } from "../events.ts";
import { readWebhook } from "./edit-webhook.ts";

type DeliveryRow = queries.DeliveryRow;

/** One row more than `limit`, if there is one; the newest first. Throws NOT_FOUND. */
export async function listDeliveries(
  context: NotificationsContext,
  webhookId: string,
  before: string | null,
  limit: number,
): Promise<DeliveryRow[]> {
  await readWebhook(context, webhookId);
  return context.db.rows(queries.listDeliveries, { webhookId, before, limit: limit + 1 });
}

/** Sends a test to one endpoint. Throws NOT_FOUND, WEBHOOK_NOT_ACTIVE. */
export async function sendTest(context: NotificationsContext, webhookId: string): Promise<DeliveryRow> {
  const { db, clock } = context;
  await readWebhook(context, webhookId);
  const now = clock.now();
  const messageId = newId(now);
  const body = bodyOf(TEST_EVENT, now.toISOString(), { id: messageId });
  const row = await db.first(queries.queueFor, { webhookId, messageId, type: TEST_EVENT, body, now });
  if (!row) throw new DomainError("WEBHOOK_NOT_ACTIVE");
  return row;
}

/**
 * Sends a delivery again, with the same webhook-id, from its first attempt on. Throws NOT_FOUND,
 * WEBHOOK_NOT_ACTIVE.
 */
export async function redeliver(context: NotificationsContext, id: string): Promise<DeliveryRow> {
  const { db, clock } = context;
  const delivery = await db.first(queries.findDelivery, { id });
  if (!delivery) throw new DomainError("NOT_FOUND");
  const { status } = await readWebhook(context, delivery.webhookId);
  if (status !== "active") throw new DomainError("WEBHOOK_NOT_ACTIVE");
  // No row: it is being sent right now.
  await db.first(queries.sendAgain, { id, now: clock.now() });
  const row = await db.first(queries.findDelivery, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

const BATCH = 500;

/** A job: forgets deliveries that ended long ago. */
export async function forgetDeliveries({ db, clock, logMs }: NotificationsContext): Promise<void> {
  for (;;) {
    const before = after(clock, -logMs);
    const deleted = await db.rows(queries.deleteOldDeliveries, { before, limit: BATCH });
    if (deleted.length < BATCH) return;
  }
}
