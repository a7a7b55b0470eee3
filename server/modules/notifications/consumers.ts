import { type Consumers, on } from "../../platform/contract/contract.ts";
import { catalog } from "../catalog/contract.ts";
import { members } from "../members/contract.ts";
import { orders } from "../orders/contract.ts";
import { restock } from "../restock/contract.ts";
import type { NotificationsContext } from "./context.ts";
import { notifications } from "./contract.ts";
import { tellRestocked } from "./messages/service/order-messages.ts";
import { forgetMessagesOf } from "./messages/service/send-messages.ts";
import { forgetNoticesOf, sendPointsExpiring } from "./points/warn-of-points.ts";
import * as mails from "./service/send-mails.ts";
import { queueOrderEvent, queueProduct, queueRefund } from "./webhooks/service/queue-event.ts";

/** Webhooks are queued before a mail is sent: a mail server that is away must not hold them up. */
export const consumers = (context: NotificationsContext): Consumers => ({
  ...on(orders.events.paid, async ({ orderId }, cause) => {
    await queueOrderEvent(context, "order.paid", orderId, cause);
    await mails.sendOrderPaid(context, orderId, cause.id);
  }),
  ...on(orders.events.paymentAsked, ({ orderId }, { id }) => mails.sendPaymentAsked(context, orderId, id)),
  ...on(orders.events.depositAwaited, ({ orderId }, { id }) =>
    mails.sendDepositAwaited(context, orderId, id),
  ),
  ...on(orders.events.parcelSent, async (sent, cause) => {
    const { orderId, shipmentId } = sent;
    await queueOrderEvent(context, "order.shipped", orderId, cause, { shipmentId });
    await mails.sendParcelSent(context, sent, cause.id);
  }),
  ...on(orders.events.canceled, ({ orderId }, cause) =>
    queueOrderEvent(context, "order.canceled", orderId, cause),
  ),
  ...on(orders.events.delivered, async ({ orderId }, cause) => {
    await queueOrderEvent(context, "order.delivered", orderId, cause);
    await mails.sendOrderDelivered(context, orderId, cause.id);
  }),
  ...on(restock.events.restocked, (restocked, { id }) => tellRestocked(context, restocked, id)),
  ...on(orders.events.completed, ({ orderId }, cause) =>
    queueOrderEvent(context, "order.completed", orderId, cause),
  ),
  ...on(orders.events.refunded, async ({ refundId }, cause) => {
    await queueRefund(context, refundId, cause);
    await mails.sendRefundBooked(context, refundId, cause.id);
  }),
  ...on(orders.events.refundWithdrawn, ({ refundId }, { id }) =>
    mails.sendRefundWithdrawn(context, refundId, id),
  ),
  ...on(orders.events.refundMoved, (moved, { id }) => mails.sendRefundMoved(context, moved, id)),
  ...on(catalog.events.productCreated, ({ productId }, cause) => queueProduct(context, productId, cause)),
  ...on(catalog.events.productEdited, ({ productId }, cause) => queueProduct(context, productId, cause)),
  ...on(notifications.events.pointsExpiring, (told, { id }) => sendPointsExpiring(context, told, id)),
  ...on(members.events.left, async ({ memberId }) => {
    await forgetMessagesOf(context, memberId);
    await forgetNoticesOf(context, memberId);
  }),
  ...on(orders.events.claimMoved, (moved, { id }) => mails.sendClaimMoved(context, moved, id)),
  ...on(orders.events.claimJudged, (judged, { id }) => mails.sendClaimJudged(context, judged, id)),
  ...on(orders.events.lookupAsked, (asked, { id }) => mails.sendLookupCode(context, asked, id)),
});
