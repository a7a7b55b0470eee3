/** Statements for what staff read of the orders of members. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { Currency } from "../../platform/money.ts";
import type { OrderStatus } from "./contract.ts";

export interface CustomerOrderRow {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placedAt: Date;
  readonly currency: Currency;
  readonly total: number;
  readonly refunded: number;
  readonly itemCount: number;
}

/** A page of a member's orders, the newest first: ids carry the time of placing. */
export const listCustomerOrders = prepared<
  { memberId: string; beforeId: string; limit: number },
  CustomerOrderRow
>(
  (p) => sql`
    SELECT id, number, status, placed_at AS "placedAt", currency, total, refunded,
      (SELECT count(*)::int FROM orders.lines WHERE order_id = orders.id) AS "itemCount"
    FROM orders.orders
    WHERE member_id = ${p.memberId} AND id < ${p.beforeId}::uuid ORDER BY id DESC LIMIT ${p.limit}`,
);

/** All orders of each member are read: those of one person are few. */
export const sumCustomers = prepared<
  { memberIds: string[]; currency: Currency },
  { memberId: string; count: number; spent: number }
>(
  (p) => sql`
    SELECT member_id AS "memberId",
      count(*) FILTER (WHERE status NOT IN ('canceled', 'returned'))::int AS count,
      sum(total - refunded)::bigint AS spent
    FROM orders.orders
    WHERE member_id = ANY (${p.memberIds}::uuid[]) AND paid_at IS NOT NULL
      AND currency = ${p.currency}::text
    GROUP BY member_id`,
);
