import { money } from "../../../platform/money.ts";
import { carrierName, trackingUrl } from "../carriers.ts";
import { type BookedRefund, listRefunds } from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import type { OrderLetter } from "../contract.ts";
import { anonymousContact } from "../former-member.ts";
import { nameOf } from "../present.ts";
import type { StoredOrder } from "../queries.ts";
import type { Pieces } from "../refund-amounts.ts";
import { findOrder } from "./read-order.ts";

/** The pieces of lines as a mail lists them; a part of a refund without pieces is left out. */
export const namedPieces = ({ lines, language }: StoredOrder, pieces: readonly Pieces[]) =>
  pieces.flatMap(({ lineId, quantity }) => {
    const line = lines.find(({ id }) => id === lineId);
    return line && quantity > 0 ? [{ name: nameOf(line, language), quantity }] : [];
  });

const isWanted = ({ state }: BookedRefund): boolean => state !== "withdrawn";

const gaveBack = ({ refunded, pointsRefunded, lines }: StoredOrder): boolean =>
  refunded > 0 || pointsRefunded > 0 || lines.some(({ canceled, returned }) => canceled + returned > 0);

/** What mails about an order say. Null for an order that is gone, or whose buyer was archived. */
export async function letterOf(orders: OrdersContext, orderId: string): Promise<OrderLetter | null> {
  const order = await findOrder(orders, orderId);
  if (!order || order.contact.email === anonymousContact.email) return null;
  const { number, language, contact, currency } = order;
  const refunds = gaveBack(order) ? await orders.db.rows(listRefunds, { orderIds: [orderId] }) : [];
  const concernsMoney = order.status === "awaiting_deposit" || refunds.length > 0;
  const [attempt] = concernsMoney ? await orders.payments.latestAttempts({ orderIds: [orderId] }) : [];
  return {
    number,
    language,
    name: contact.name,
    email: contact.email,
    phone: contact.phone,
    memberId: order.memberId,
    isGuest: order.memberId === null,
    // As they were bought, like the total: a piece may be canceled before the mail is sent.
    items: order.lines.map((line) => ({ name: nameOf(line, language), quantity: line.quantity })),
    total: money(order.total, currency),
    payUntil: order.status === "pending_payment" ? order.expiresAt.toISOString() : null,
    refunded: money(order.givenBack, currency),
    ...(attempt?.deposit && { deposit: attempt.deposit }),
    refunds: refunds.filter(isWanted).map(({ id, kind, state, amount, lines }) => ({
      ...{ id, kind, state },
      amount: money(amount, currency),
      pieces: namedPieces(order, lines),
    })),
    parcels: order.shipments.map(({ id, carrier, trackingNumber }) => ({
      id,
      carrier: carrierName(carrier, language),
      trackingNumber,
      trackingUrl: trackingUrl(carrier, trackingNumber),
    })),
  };
}
