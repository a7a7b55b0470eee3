/** Guests' orders that were closed without a payment, and their end. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

/** The words of the index `orders_never_paid`. */
const neverPaid = sql.raw(
  "orders.paid_at IS NULL AND orders.member_id IS NULL AND orders.status IN ('canceled', 'expired')",
);

/** A page of those placed before `before`, by id: ids carry the time of placing. */
export const pageNeverPaid = prepared<{ before: Date; afterId: string; limit: number }, { id: string }>(
  (p) => sql`
    SELECT id FROM orders.orders WHERE ${neverPaid} AND id > ${p.afterId}::uuid AND placed_at < ${p.before}
    ORDER BY id LIMIT ${p.limit}`,
);

/** Deletes orders with their lines and events. One that was paid meanwhile stays. */
export const deleteNeverPaid = prepared<{ ids: string[] }, { id: string }>(
  (p) => sql`
    WITH doomed AS (
      SELECT id FROM orders.orders WHERE id = ANY (${p.ids}::uuid[]) AND ${neverPaid} ORDER BY id FOR UPDATE
    ), lines AS (
      DELETE FROM orders.lines USING doomed WHERE order_id = doomed.id
    ), events AS (
      DELETE FROM orders.events USING doomed WHERE order_id = doomed.id
    )
    DELETE FROM orders.orders USING doomed WHERE orders.id = doomed.id RETURNING orders.id`,
);
