import { DomainError } from "../../../platform/errors.ts";
import type { Language } from "../../../platform/language.ts";
import { money } from "../../../platform/money.ts";
import { variantTexts } from "../../catalog/contract/variant.ts";
import type { PaymentSession } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import { orderNameOf } from "../present.ts";
import type { OrderRow } from "../queries.ts";

/**
 * Opens a new payment attempt for an order, and closes the one before: its window may have been left in any
 * state, and a provider accepts each attempt's name once.
 */
export async function retryPayment(
  { payments }: OrdersContext,
  order: OrderRow,
  language: Language,
): Promise<PaymentSession> {
  if (order.status !== "pending_payment")
    throw new DomainError("ORDER_CLOSED", { orderStatus: order.status });
  const [earlier] = await payments.latestAttempts({ orderIds: [order.id] });
  const { open } = await payments.closeAttempt({ orderId: order.id });
  if (open) throw new DomainError("REQUEST_IN_PROGRESS");
  return payments.openAttempt({
    orderId: order.id,
    ownerId: order.memberId,
    orderNumber: order.number,
    orderName: orderNameOf(
      order.lines.map((line) => variantTexts(line, language).name),
      language,
    ),
    amount: money(order.total, order.currency),
    ...(order.taxFree !== null && { taxFree: order.taxFree }),
    customer: { name: order.contact.name, email: order.contact.email },
    language,
    expiresAt: order.expiresAt.toISOString(),
    ...(earlier && { earlier: earlier.provider }),
  });
}
