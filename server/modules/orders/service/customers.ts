/** What staff read of the orders of members. The module members asks for it, and knows who they are. */
import { type Currency, money } from "../../../platform/money.ts";
import type { OrdersContext } from "../context.ts";
import type { CustomerOrder, CustomerSums } from "../contract/customers.ts";
import * as queries from "../customer-queries.ts";

export async function ordersOf(
  { db }: OrdersContext,
  asked: { readonly memberId: string; readonly beforeId: string; readonly limit: number },
): Promise<CustomerOrder[]> {
  const rows = await db.rows(queries.listCustomerOrders, asked);
  return rows.map(({ currency, placedAt, total, refunded, ...row }) => ({
    ...row,
    placedAt: placedAt.toISOString(),
    total: money(total, currency),
    refunded: money(refunded, currency),
  }));
}

export async function spentBy(
  { db }: OrdersContext,
  currency: Currency,
  memberIds: readonly string[],
): Promise<CustomerSums[]> {
  const rows = await db.rows(queries.sumCustomers, { memberIds: [...memberIds], currency });
  const byMember = new Map(rows.map((row) => [row.memberId, row]));
  return memberIds.map((id) => {
    const { count = 0, spent = 0 } = byMember.get(id.toLowerCase()) ?? {};
    return { count, spent: money(spent, currency) };
  });
}
