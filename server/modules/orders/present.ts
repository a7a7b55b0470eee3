/** What the API shows of an order. Pure. */
import type { Language } from "../../platform/http/problem.ts";
import { money, times } from "../../platform/money.ts";
import { showVariant } from "../catalog/contract.ts";
import type { AttemptView } from "../payments/contract.ts";
import type { LineRow, OrderRow } from "./queries.ts";

export function presentOrder(row: OrderRow, attempt: AttemptView | null, language: Language) {
  const { currency } = row;
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    placedAt: row.placedAt.toISOString(),
    expiresAt: row.status === "pending_payment" ? row.expiresAt.toISOString() : null,
    paidAt: row.paidAt?.toISOString() ?? null,
    contact: row.contact,
    shippingAddress: row.shippingAddress,
    items: row.lines.map((line) => presentLine(line, currency, language)),
    subtotal: money(row.subtotal, currency),
    discount: money(row.discount, currency),
    deliveryFee: money(row.deliveryFee, currency),
    total: money(row.total, currency),
    payment: attempt && {
      status: attempt.status,
      provider: attempt.provider,
      method: attempt.method,
      failure: attempt.failure,
    },
    events: row.events.map(({ type, at }) => ({ type, at: new Date(at).toISOString() })),
  };
}
export type PresentedOrder = ReturnType<typeof presentOrder>;

function presentLine(line: LineRow, currency: OrderRow["currency"], language: Language) {
  const unitPrice = money(line.unitPrice, currency);
  return {
    id: line.id,
    ...showVariant(line, language),
    quantity: line.quantity,
    unitPrice,
    lineTotal: times(unitPrice, line.quantity),
  };
}
