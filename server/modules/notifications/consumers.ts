import { type Consumers, on } from "../../platform/contract/contract.ts";
import { orders } from "../orders/contract.ts";
import type { NotificationsContext } from "./context.ts";
import * as mails from "./service/send-mails.ts";

export const consumers = (context: NotificationsContext): Consumers => ({
  ...on(orders.events.paid, ({ orderId }, { id }) => mails.sendOrderPaid(context, orderId, id)),
  ...on(orders.events.parcelSent, (sent, { id }) => mails.sendParcelSent(context, sent, id)),
  ...on(orders.events.refunded, ({ refundId, orderId }, { id }) =>
    mails.sendMoneyBack(context, { refundId, orderId }, id),
  ),
  ...on(orders.events.claimMoved, (moved, { id }) => mails.sendClaimMoved(context, moved, id)),
  ...on(orders.events.lookupAsked, (asked, { id }) => mails.sendLookupCode(context, asked, id)),
});
