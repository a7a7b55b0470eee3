import { DomainError } from "../../../platform/errors.ts";
import type { Language } from "../../../platform/language.ts";
import { money } from "../../../platform/money.ts";
import { variantTexts } from "../../catalog/contract/variant.ts";
import type { AttemptRequest, PaymentSession } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import { orderNameOf } from "../present.ts";
import type { OrderRow } from "../queries.ts";
import { openHolding } from "./holds.ts";

/**
 * Opens a new payment attempt for an order, and closes the one before: its window may have been left in any
 * state, and a provider accepts each attempt's name once. The coupons and points that the order let go when
 * it was declined are taken back first. Throws COUPON_REFUSED, POINTS_REFUSED when others have them by now.
 */
export async function retryPayment(
  orders: OrdersContext,
  order: OrderRow,
  language: Language,
): Promise<PaymentSession> {
  const { payments } = orders;
  if (order.status !== "pending_payment")
    throw new DomainError("ORDER_CLOSED", { orderStatus: order.status });
  const [earlier] = await payments.latestAttempts({ orderIds: [order.id] });
  const { open } = await payments.closeAttempt({ orderId: order.id });
  if (open) throw new DomainError("REQUEST_IN_PROGRESS");
  const request: AttemptRequest = {
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
  };
  return openHolding(orders, order, earlier, () => payments.openAttempt(request));
}
