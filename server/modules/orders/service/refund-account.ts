import { DomainError } from "../../../platform/errors.ts";
import type { RefundAccount } from "../../payments/contract.ts";
import type { OrdersContext } from "../context.ts";
import { type ChangedBy, lock, record } from "./change-order.ts";

/**
 * Where deposits of an order are paid back to. Of a change by staff the audit log has that it was made, and
 * not the account. Throws NOT_FOUND, WRONG_ORDER_STATUS for an order that was paid in another way.
 */
export async function storeRefundAccount(
  { db, clock, payments }: OrdersContext,
  orderId: string,
  account: RefundAccount,
  by: ChangedBy,
): Promise<void> {
  const [attempt] = await payments.latestAttempts({ orderIds: [orderId] });
  await db.transaction(async (trx) => {
    const order = await lock(trx, orderId);
    if (!attempt?.deposit) throw new DomainError("WRONG_ORDER_STATUS", { orderStatus: order.status });
    if (typeof by !== "string") await record(trx, "refund_account", order, by, clock.now());
  });
  await payments.storeRefundAccount({ orderId, account });
}
