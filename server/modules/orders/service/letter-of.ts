import { money } from "../../../platform/money.ts";
import { variantTexts } from "../../catalog/contract/variant.ts";
import { carrierName, trackingUrl } from "../carriers.ts";
import type { OrdersContext } from "../context.ts";
import type { OrderLetter } from "../contract.ts";
import { anonymousContact } from "../former-member.ts";
import { findOrder } from "./read-order.ts";

/** What mails about an order say. Null for an order that is gone, or whose buyer was archived. */
export async function letterOf(orders: OrdersContext, orderId: string): Promise<OrderLetter | null> {
  const order = await findOrder(orders, orderId);
  if (!order || order.contact.email === anonymousContact.email) return null;
  const { number, language, contact, currency } = order;
  return {
    number,
    language,
    name: contact.name,
    email: contact.email,
    isGuest: order.memberId === null,
    items: order.lines
      .filter(({ quantity, canceled }) => quantity > canceled)
      .map((line) => {
        const { name, options } = variantTexts(line, language);
        const choices = options.map(({ value }) => value).join(", ");
        return {
          name: choices === "" ? name : `${name} (${choices})`,
          quantity: line.quantity - line.canceled,
        };
      }),
    total: money(order.total, currency),
    refunded: money(order.refunded, currency),
    parcels: order.shipments.map(({ id, carrier, trackingNumber }) => ({
      id,
      carrier: carrierName(carrier),
      trackingNumber,
      trackingUrl: trackingUrl(carrier, trackingNumber),
    })),
  };
}
