import { DomainError } from "../../../platform/errors.ts";
import type { Language } from "../../../platform/http/problem.ts";
import { money } from "../../../platform/money.ts";
import { variantTexts } from "../../catalog/contract.ts";
import type { PaymentSession } from "../../payments/contract.ts";
import { orderNameOf } from "../order.ts";
import type { OrderRow } from "../queries.ts";
import type { Orders } from "./orders.ts";

/** A new attempt for an order whose last one was refused; the live one when there is one. */
export async function payAgain({ payments }: Orders, order: OrderRow, language: Language): Promise<PaymentSession> {
  if (order.status !== "pending_payment") throw new DomainError("ORDER_CLOSED", { status: order.status });
  return payments.start({
    orderId: order.id,
    orderNumber: order.number,
    orderName: orderNameOf(order.lines.map((line) => variantTexts(line, language).name), language),
    amount: money(order.total, order.currency),
    customer: { name: order.contact.name, email: order.contact.email },
    language,
    expiresAt: order.expiresAt.toISOString(),
  });
}
