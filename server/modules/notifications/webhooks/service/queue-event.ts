/**
 * Turns an event of the shop into rows of the queue, in one statement. An event that is delivered again finds
 * its rows there.
 */
import type { NotificationsContext } from "../../context.ts";
import * as deliveries from "../delivery-queries.ts";
import { bodyOf, type WebhookEvent } from "../events.ts";

/** The event as it arrived. */
interface Cause {
  readonly id: string;
  readonly occurredAt: string;
}

/** `more` stands beside the order's id and number in the body. */
export async function queueOrderEvent(
  context: NotificationsContext,
  type: WebhookEvent,
  orderId: string,
  cause: Cause,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (!(await isListening(context, type))) return;
  const [order] = await context.orders.findNumbers({ orderIds: [orderId] });
  if (order) await queue(context, type, cause, { id: orderId, number: order.number, ...more });
}

export async function queueRefund(
  context: NotificationsContext,
  refundId: string,
  cause: Cause,
): Promise<void> {
  if (!(await isListening(context, "refund.created"))) return;
  const refund = await context.orders.findRefund({ refundId });
  if (!refund) return;
  const { orderId, number } = refund;
  await queue(context, "refund.created", cause, { id: refundId, orderId, number });
}

/** It was created or edited. */
export async function queueProduct(
  context: NotificationsContext,
  productId: string,
  cause: Cause,
): Promise<void> {
  if (await isListening(context, "product.changed"))
    await queue(context, "product.changed", cause, { id: productId });
}

/** Most shops have no endpoint: their events cost one look-up here. */
const isListening = async ({ db }: NotificationsContext, type: WebhookEvent): Promise<boolean> =>
  (await db.lookUp(deliveries.findWanted, [type])).length > 0;

const queue = async (
  { db, clock }: NotificationsContext,
  type: WebhookEvent,
  { id, occurredAt }: Cause,
  data: Readonly<Record<string, string>>,
): Promise<unknown> => {
  const body = bodyOf(type, occurredAt, data);
  return db.rows(deliveries.queueEvent, { messageId: id, type, body, now: clock.now() });
};
