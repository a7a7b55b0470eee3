/** Turns orders into API responses. Pure. */
import type { Static } from "typebox";
import type { Language } from "../../platform/language.ts";
import { type Currency, money, times } from "../../platform/money.ts";
import { formatPhone, readPhone } from "../../platform/phone.ts";
import { regionNameIn } from "../cart/contract/delivery-rules.ts";
import { showVariant, variantTexts } from "../catalog/contract/variant.ts";
import type { AttemptView } from "../payments/contract.ts";
import type { CancelPlan } from "./cancel-terms.ts";
import { carrierName, trackingUrl } from "./carriers.ts";
import type { ShipmentRow } from "./change-queries.ts";
import { lineStatusOf } from "./line-status.ts";
import type { SummaryRow } from "./member-queries.ts";
import { isPayable } from "./order.ts";
import type { LineRow, OrderRow, StoredOrder } from "./queries.ts";
import type { CancelQuote } from "./schemas.ts";

export function presentOrder(row: OrderRow, attempt: AttemptView | null, language: Language) {
  const { currency } = row;
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    placedAt: row.placedAt.toISOString(),
    expiresAt: isPayable(row.status) ? row.expiresAt.toISOString() : null,
    paidAt: row.paidAt?.toISOString() ?? null,
    contact: showPhone(row.contact),
    shippingAddress: showPhone(row.shippingAddress),
    items: row.lines.map((line) => presentLine(line, currency, language)),
    subtotal: money(row.subtotal, currency),
    discount: money(row.discount, currency),
    promotions: row.promotions.map(({ name, amount }) => ({ name, amount: money(amount, currency) })),
    discounts: row.discounts.map(({ coupon, name, kind, amount }) => ({
      ...{ coupon, name, kind },
      amount: money(amount, currency),
    })),
    deliveryFee: money(row.deliveryFee, currency),
    deliverySurcharge: row.deliveryRegion && {
      region: regionNameIn(row.deliveryRegion, language),
      amount: money(row.deliverySurcharge, currency),
    },
    deliveryGroups: row.deliveryGroups.map(({ name, fee }) => ({
      name: name && regionNameIn(name, language),
      fee: money(fee, currency),
    })),
    pointsSpent: row.pointsSpent,
    pointsEarned: row.pointsEarned,
    total: money(row.total, currency),
    ...presentTax(row),
    payment: attempt && {
      status: attempt.status,
      provider: attempt.provider,
      method: attempt.method,
      failure: attempt.failure,
      ...(attempt.deposit && { deposit: attempt.deposit }),
    },
    events: row.events.map(({ type, at }) => ({ type, at: new Date(at).toISOString() })),
  };
}

function presentTax({ total, taxFree, vat, currency }: OrderRow) {
  if (taxFree === null || vat === null) return {};
  const taxable = money(total - taxFree - vat, currency);
  return { tax: { taxable, vat: money(vat, currency), taxFree: money(taxFree, currency) } };
}

export type PresentedOrder = ReturnType<typeof presentOrder>;

/** What a cancellation would give back. */
export const presentCancelQuote = (
  { amount, points, whole, deductions }: Pick<CancelPlan, "amount" | "points" | "whole" | "deductions">,
  currency: Currency,
): Static<typeof CancelQuote> => ({
  ...{ refund: money(amount, currency), points, whole },
  deductions: deductions.map((each) => ({ ...each, amount: money(each.amount, currency) })),
});

/** An order with what happened after its payment. */
export function presentDetails(row: StoredOrder, attempt: AttemptView | null, language: Language) {
  const items = row.lines.map((line) => ({
    ...presentLine(line, row.currency, language),
    canceled: line.canceled,
    shipped: line.shipped,
    claimed: line.claimed,
    returned: line.returned,
    exchanged: line.exchanged,
    status: lineStatusOf(row, line),
  }));
  return {
    ...presentOrder(row, attempt, language),
    items,
    refunded: money(row.givenBack, row.currency),
    refundPending: money(row.refunded - row.givenBack, row.currency),
    pointsRefunded: row.pointsRefunded,
    shipments: row.shipments.map((each) => presentShipment(each, language)),
  };
}
export type PresentedDetails = ReturnType<typeof presentDetails>;

function presentShipment(row: ShipmentRow, language: Language) {
  const { id, carrier, trackingNumber, lines, shippedAt, deliveredAt, claimId } = row;
  return {
    id,
    carrier: carrierName(carrier, language),
    trackingNumber,
    trackingUrl: trackingUrl(carrier, trackingNumber),
    lines,
    shippedAt: new Date(shippedAt).toISOString(),
    deliveredAt: deliveredAt && new Date(deliveredAt).toISOString(),
    claimId,
  };
}

/** An order, with or without its buyer. */
export type ConfirmedOrder = Omit<PresentedOrder, "contact" | "shippingAddress"> &
  Partial<Pick<PresentedOrder, "contact" | "shippingAddress">>;

/**
 * The order in the response to a confirmed payment. A payment does not prove that the request is the buyer's:
 * the buyer of a member's order is shown to that member alone.
 */
export function presentConfirmed(
  row: OrderRow,
  attempt: AttemptView,
  language: Language,
  memberId: string | null,
): ConfirmedOrder {
  const { contact, shippingAddress, ...order } = presentOrder(row, attempt, language);
  const mayRead = row.memberId === null || row.memberId === memberId;
  return mayRead ? { ...order, contact, shippingAddress } : order;
}

export function presentSummary(row: SummaryRow, language: Language) {
  const { id, number, status, placedAt, total, currency, itemCount, firstLine } = row;
  const { name, image } = showVariant(firstLine, language);
  return {
    id,
    number,
    status,
    placedAt: placedAt.toISOString(),
    total: money(total, currency),
    itemCount,
    firstItem: { name, image },
  };
}

function presentLine(line: LineRow, currency: OrderRow["currency"], language: Language) {
  const unitPrice = money(line.unitPrice, currency);
  return {
    id: line.id,
    ...showVariant(line, language),
    quantity: line.quantity,
    unitPrice,
    lineTotal: times(unitPrice, line.quantity),
    discount: money(line.discount, currency),
    ...(line.taxType && { taxType: line.taxType }),
  };
}

/** The name of a line with its options, as mails and claims have it. */
export function nameOf(line: Pick<LineRow, "name" | "options" | "translations">, language: Language): string {
  const { name, options } = variantTexts(line, language);
  return options.length === 0 ? name : `${name} (${options.map(({ value }) => value).join(", ")})`;
}

/** Numbers were once stored as they were typed. One that is no number for today's rule is shown as it is. */
export const showPhone = <Holder extends { readonly phone: string }>(holder: Holder): Holder => ({
  ...holder,
  phone: formatPhone(readPhone(holder.phone) ?? holder.phone),
});

/** A name such as "무선 주전자 외 2건", for the payment window and the card statement. */
export function orderNameOf(names: readonly string[], language: Language): string {
  const [first = ""] = names;
  const others = names.length - 1;
  if (others <= 0) return first;
  return language === "ko" ? `${first} 외 ${others}건` : `${first} and ${others} more`;
}
