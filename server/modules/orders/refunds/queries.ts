/** Statements about what became of booked refunds, in a transaction that has locked their order. */
import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { orders, type RefundKind, type RefundState } from "../contract.ts";

/** A refund of payments goes through these once; one that is asked for again has a higher id. */
const rankOf = (state: RawBuilder<unknown>) => sql`CASE ${state}
  WHEN 'waiting' THEN 1 WHEN 'asked' THEN 2 ELSE 3 END`;

/**
 * Stores what became of a refund, and publishes `refundMoved`. No row: it is known, or older than what is
 * known, for events may overtake each other. What is given back stays so.
 */
export const moveRefund = prepared<
  { id: string; state: RefundState; paymentRefund: string; wasApproved: boolean },
  { id: string; kind: RefundKind; amount: number }
>(
  (p) => sql`
    WITH moved AS (
      UPDATE orders.refunds SET state = ${p.state}, payment_refund = ${p.paymentRefund}::uuid
      WHERE id = ${p.id} AND state <> 'done' AND (payment_refund IS NULL
        OR payment_refund < ${p.paymentRefund}::uuid
        OR payment_refund = ${p.paymentRefund}::uuid
          AND ${rankOf(sql`state`)} < ${rankOf(sql`${p.state}::text`)})
      RETURNING id, order_id, kind, amount, state
    ), counted AS (
      UPDATE orders.orders SET given_back = given_back + moved.amount
      FROM moved WHERE orders.id = moved.order_id AND moved.state = 'done'
    )
    SELECT id, kind, amount, ${publish(orders.events.refundMoved, {
      orderId: sql`order_id`,
      refundId: sql`id`,
      state: sql`state`,
      wasApproved: sql`${p.wasApproved}::boolean`,
    })} AS published
    FROM moved`,
);

/** Adds what happened to a refund once: an event may be delivered again. */
export const insertStepOnce = prepared<
  { orderId: string; type: string; data: string; paymentRefund: string; now: Date },
  never
>(
  (p) => sql`
    INSERT INTO orders.events (order_id, seq, type, data, at)
    SELECT ${p.orderId}, max(seq) + 1, ${p.type}, ${p.data}::jsonb, ${p.now}::timestamptz
    FROM orders.events WHERE order_id = ${p.orderId}
    HAVING bool_or(type = ${p.type} AND data ->> 'paymentRefund' = ${p.paymentRefund}::text) IS NOT TRUE`,
);
