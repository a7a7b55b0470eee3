/** Turns orders into what staff read. Pure. */
import type { Static } from "typebox";
import type { Language } from "../../platform/language.ts";
import { type Currency, money } from "../../platform/money.ts";
import type { AttemptView, RefundView } from "../payments/contract.ts";
import { LATE_REASON, refundReason } from "../payments/contract.ts";
import type { BookedRefund } from "./change-queries.ts";
import { nameOf, presentDetails } from "./present.ts";
import type { StoredOrder } from "./queries.ts";
import type { StaffSummaryRow, TimelineRow } from "./staff-queries.ts";
import type { StaffOrder, StaffRefund } from "./staff-schemas.ts";

export const presentStaffSummary =
  (language: Language) =>
  ({ total, refunded, currency, first, ...row }: StaffSummaryRow) => ({
    ...row,
    firstSku: first.sku,
    firstName: nameOf(first, language),
    placedAt: row.placedAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
    total: money(total, currency),
    refunded: money(refunded, currency),
  });

/** What an order is shown from. */
export interface StaffOrderParts {
  readonly order: StoredOrder;
  readonly attempt: AttemptView | null;
  readonly refunds: readonly BookedRefund[];
  /** As payments knows them. */
  readonly carriedOut: readonly RefundView[];
  readonly timeline: readonly TimelineRow[];
}

export function presentStaffOrder(parts: StaffOrderParts, language: Language): Static<typeof StaffOrder> {
  const { order, attempt, refunds, carriedOut, timeline } = parts;
  const { currency } = order;
  // The last refund of a reason counts: those before it were refused.
  const byReason = new Map(carriedOut.map((each) => [each.reason, each]));
  return {
    ...presentDetails(order, attempt, language),
    memberId: order.memberId,
    ...(attempt && { paymentId: attempt.attemptId }),
    refundable: money(order.paidAt === null ? 0 : order.total - order.refunded, currency),
    refunds: [
      ...refunds.map((refund) => presentRefund(refund, byReason, currency)),
      ...lateRefunds(carriedOut, currency),
    ],
    timeline: timeline.map(({ type, data: { by, amount, text = null }, at }) => ({
      type,
      at: at.toISOString(),
      by: by ? { kind: by.kind as "buyer" | "staff" | "key" | "shop", name: by.name ?? null } : null,
      amount: amount === undefined ? null : money(amount, currency),
      text,
    })),
  };
}

function presentRefund(
  refund: BookedRefund,
  byReason: ReadonlyMap<string, RefundView>,
  currency: Currency,
): Static<typeof StaffRefund> {
  const { id, kind, amount, taxFree, reason, lines, at } = refund;
  const known = byReason.get(refundReason(refund));
  return {
    id,
    kind,
    amount: money(amount, currency),
    taxFree: money(taxFree, currency),
    reason,
    lines: lines.map((line) => ({ ...line, amount: money(line.amount, currency) })),
    at: at.toISOString(),
    status: known?.status ?? (amount === 0 ? "succeeded" : "requested"),
    failure: known?.failure ?? null,
  };
}

/** Money that the order did not take: refunded by itself, as a whole, once for each attempt. */
function lateRefunds(carriedOut: readonly RefundView[], currency: Currency): Static<typeof StaffRefund>[] {
  const late = carriedOut.filter(({ reason }) => reason === LATE_REASON);
  const last = new Map(late.map((each) => [each.attemptId, each]));
  return [...last.values()].map(({ id, amount, taxFree, at, status, failure }) => ({
    id,
    kind: "late",
    amount: money(amount, currency),
    taxFree: money(taxFree, currency),
    reason: null,
    lines: [],
    at,
    status,
    failure,
  }));
}
