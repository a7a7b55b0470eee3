/** Statements for what was bought together. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export interface BasketRow {
  readonly orderId: string;
  readonly memberId: string | null;
  readonly at: Date;
  readonly lines: {
    readonly lineId: string;
    readonly productId: string;
    readonly quantity: number;
    readonly amount: number;
  }[];
}

/** Null for a guest, and for a member who has left: an order outlives them. */
const buyer = sql.raw(`CASE WHEN o.archived_at IS NULL AND NOT EXISTS (
  SELECT FROM orders.former_members AS former WHERE former.member_id = o.member_id) THEN o.member_id END`);

export const findBaskets = prepared<{ ids: string[] }, BasketRow & { id: string }>(
  (p) => sql`
    SELECT o.id, o.id AS "orderId", ${buyer} AS "memberId", o.paid_at AS at,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('lineId', id, 'productId', product_id,
                'quantity', quantity, 'amount', quantity * unit_price - discount) ORDER BY position), '[]')
       FROM orders.lines WHERE order_id = o.id) AS lines
    FROM orders.orders AS o WHERE o.id = ANY (${p.ids}::uuid[]) AND o.paid_at IS NOT NULL`,
);

export const findRefundedBasket = prepared<{ refundId: string }, BasketRow>(
  (p) => sql`
    SELECT o.id AS "orderId", ${buyer} AS "memberId", r.at,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('lineId', l.id, 'productId', l.product_id,
                'quantity', piece.quantity, 'amount', piece.quantity * l.unit_price
                  - l.discount * piece.quantity / l.quantity) ORDER BY l.position), '[]')
       FROM jsonb_to_recordset(r.lines) AS piece ("lineId" uuid, quantity int)
       JOIN orders.lines AS l ON l.id = piece."lineId" WHERE piece.quantity > 0) AS lines
    FROM orders.refunds AS r JOIN orders.orders AS o ON o.id = r.order_id WHERE r.id = ${p.refundId}`,
);
