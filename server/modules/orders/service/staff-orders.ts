/** What staff read of orders. It is never cached. */
import type { Static } from "typebox";
import { LAST_ID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { listRefunds } from "../change-queries.ts";
import type { OrdersContext } from "../context.ts";
import { type OrderStatus, orderStatuses } from "../contract.ts";
import { presentStaffOrder } from "../present-for-staff.ts";
import * as queries from "../staff-queries.ts";
import type { StaffOrder } from "../staff-schemas.ts";
import { getOrder } from "./read-order.ts";

export interface StaffListFilter {
  readonly q: string | undefined;
  readonly status: OrderStatus | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly beforeId: string | null;
  readonly limit: number;
}

export async function listForStaff({ db }: OrdersContext, filter: StaffListFilter) {
  const { q, status = null, from, to, beforeId, limit } = filter;
  const given = {
    pattern: `%${(q ?? "").toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`,
    sku: (q ?? "").toUpperCase(),
    from: from === undefined ? null : new Date(from),
    until: to === undefined ? null : new Date(to),
  };
  const kind = q === undefined ? "all" : "found";
  const [rows, counted] = await Promise.all([
    db.rows(queries.listForStaff[kind], { ...given, status, beforeId: beforeId ?? LAST_ID, limit }),
    db.rows(queries.countForStaff[kind], given),
  ]);
  const counts = Object.fromEntries(
    orderStatuses.map((each) => [each, counted.find((row) => row.status === each)?.count ?? 0]),
  ) as Record<OrderStatus, number>;
  return { rows, counts };
}

/** Throws NOT_FOUND. */
export async function readForStaff(
  orders: OrdersContext,
  orderId: string,
  language: Language,
): Promise<Static<typeof StaffOrder>> {
  const { db, payments } = orders;
  const order = await getOrder(orders, orderId);
  const [[attempt = null], carriedOut, refunds, timeline] = await Promise.all([
    payments.latestAttempts({ orderIds: [orderId] }),
    payments.refundsOf({ orderId }),
    db.rows(listRefunds, { orderIds: [orderId] }),
    db.rows(queries.listTimeline, { orderId }),
  ]);
  return presentStaffOrder({ order, attempt, refunds, carriedOut, timeline }, language);
}
