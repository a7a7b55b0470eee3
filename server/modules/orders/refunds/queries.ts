/** Statements about what became of booked refunds, in a transaction that has locked their order. */
import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { orders, type RefundKind, type RefundState } from "../contract.ts";

/**
 * A refund of payments goes through these once; one that is asked for again has a higher id. One that failed
 * is done when it was paid in the provider's console.
 */
const rankOf = (state: RawBuilder<unknown>) => sql`CASE ${state}
  WHEN 'waiting' THEN 1 WHEN 'asked' THEN 2 WHEN 'done' THEN 4 ELSE 3 END`;

/**
 * Stores what became of a refund, and publishes `refundMoved`. No row: it is known, or older than what is
 * known, for events may overtake each other. What is given back stays so.
 */
export const moveRefund = prepared<
  { id: string; state: RefundState; paymentRefund: string; wasApproved: boolean },
  { id: string }
>(
  (p) => sql`
    WITH moved AS (
      UPDATE orders.refunds SET state = ${p.state}, payment_refund = ${p.paymentRefund}::uuid
      WHERE id = ${p.id} AND state NOT IN ('done', 'withdrawn') AND (payment_refund IS NULL
        OR payment_refund < ${p.paymentRefund}::uuid
        OR payment_refund = ${p.paymentRefund}::uuid
          AND ${rankOf(sql`state`)} < ${rankOf(sql`${p.state}::text`)})
      RETURNING id, order_id, amount, state
    ), counted AS (
      UPDATE orders.orders SET given_back = given_back + moved.amount
      FROM moved WHERE orders.id = moved.order_id AND moved.state = 'done'
    )
    SELECT id, ${publish(orders.events.refundMoved, {
      orderId: sql`order_id`,
      refundId: sql`id`,
      state: sql`state`,
      wasApproved: sql`${p.wasApproved}::boolean`,
    })} AS published
    FROM moved`,
);

/**
 * A page of the refunds booked before `before` that are not over. `isDue`: the money is back, but the return
 * that it is for waits.
 */
export const listUnfinished = prepared<{ before: Date; afterId: string; limit: number }, UnfinishedRefund>(
  (p) => sql`
    SELECT id, order_id AS "orderId", kind, state, state = 'done' AS "isDue" FROM orders.refunds
    WHERE at < ${p.before} AND id IN (
      (SELECT id FROM orders.refunds
       WHERE state NOT IN ('done', 'withdrawn') AND id > ${p.afterId}::uuid AND at < ${p.before}
       ORDER BY id LIMIT ${p.limit})
      UNION
      (SELECT id FROM orders.claims WHERE status = 'refunding' AND id > ${p.afterId}::uuid
       ORDER BY id LIMIT ${p.limit}))
    ORDER BY id LIMIT ${p.limit}`,
);

export interface UnfinishedRefund {
  readonly id: string;
  readonly orderId: string;
  readonly kind: RefundKind;
  readonly state: RefundState;
  readonly isDue: boolean;
}

/** Refunds that were withdrawn since then and change points, the newest first. */
export const listEarning = prepared<{ since: Date; limit: number }, { id: string; orderId: string }>(
  (p) => sql`
    SELECT id, order_id AS "orderId" FROM orders.refunds
    WHERE withdrawn_at >= ${p.since} AND earned_back + earned_again > 0
    ORDER BY withdrawn_at DESC LIMIT ${p.limit}`,
);

/**
 * A cancellation or return that was booked after a refund of staff. It may have given less than its pieces
 * are worth, because the refund had taken that.
 */
export const findLaterPieces = prepared<{ id: string }, { id: string }>(
  (p) => sql`
    SELECT later.id FROM orders.refunds JOIN orders.refunds AS later USING (order_id)
    WHERE refunds.id = ${p.id} AND later.kind IN ('cancel', 'return') AND later.at >= refunds.at LIMIT 1`,
);

/** Of a refund that payments has withdrawn, and that is not known to be over. */
const isOpenFor = (p: { readonly id: RawBuilder<string>; readonly paymentRefund: RawBuilder<string> }) => sql`
  refunds.id = ${p.id} AND refunds.state NOT IN ('done', 'withdrawn')
    AND (payment_refund IS NULL OR payment_refund <= ${p.paymentRefund}::uuid)`;

const withdrawn = publish(orders.events.refundWithdrawn, { orderId: sql`order_id`, refundId: sql`id` });

/**
 * Ends a refund that is not to be given back: what it took is left of the order and its lines again, and a
 * completed order earns with it. No row: it is over.
 */
export const withdrawRefund = prepared<{ id: string; paymentRefund: string; now: Date }, { id: string }>(
  (p) => sql`
    WITH freed AS (
      UPDATE orders.orders SET refunded = orders.refunded - refunds.amount,
        tax_free_refunded = tax_free_refunded - refunds.tax_free
      FROM orders.refunds WHERE orders.id = refunds.order_id AND ${isOpenFor(p)}
      RETURNING refunds.id, refunds.lines, CASE WHEN orders.status = 'completed'
        THEN new.points_earned - old.points_earned ELSE 0 END AS earned_again
    ), parts AS (
      UPDATE orders.lines SET refunded = lines.refunded - piece.amount
      FROM freed, jsonb_to_recordset(freed.lines) AS piece ("lineId" uuid, amount bigint)
      WHERE lines.id = piece."lineId"
    ), ended AS (
      UPDATE orders.refunds SET state = 'withdrawn', payment_refund = ${p.paymentRefund}::uuid,
        earned_again = freed.earned_again, withdrawn_at = ${p.now}
      FROM freed WHERE refunds.id = freed.id
      RETURNING refunds.id, order_id
    )
    SELECT id, ${withdrawn} AS told FROM ended`,
);

/**
 * Books the money of a refund that payments has withdrawn once more, because it is owed for pieces. No row:
 * it is over.
 */
export const replaceRefund = prepared<
  { id: string; paymentRefund: string; newId: string; now: Date },
  { id: string }
>(
  (p) => sql`
    WITH ended AS (
      UPDATE orders.refunds SET state = 'withdrawn', payment_refund = ${p.paymentRefund}::uuid,
        withdrawn_at = ${p.now}
      WHERE ${isOpenFor(p)} RETURNING id, order_id, amount, tax_free, reason, lines
    ), told AS (
      SELECT ${withdrawn} FROM ended
    ), made AS (
      INSERT INTO orders.refunds (id, order_id, kind, amount, tax_free, reason, lines, at)
      SELECT ${p.newId}::uuid, order_id, 'cancel', amount, tax_free, reason, lines, ${p.now} FROM ended
      RETURNING id
    )
    SELECT id, ${publish(orders.events.refunded, { refundId: sql`made.id` })},
      (SELECT count(*) FROM told) AS told
    FROM made`,
);

/**
 * Adds what happened to a refund once: an event may be delivered again. The job that looks for what was not
 * heard knows neither who did it nor why: the event that comes after it replaces that.
 */
export const insertStepOnce = prepared<
  { orderId: string; type: string; data: string; paymentRefund: string; now: Date },
  never
>(
  (p) => sql`
    WITH known AS (
      UPDATE orders.events SET data = ${p.data}::jsonb
      WHERE order_id = ${p.orderId} AND type = ${p.type}
        AND data ->> 'paymentRefund' = ${p.paymentRefund}::text AND data #>> '{by,kind}' = 'shop'
        AND ${p.data}::jsonb #>> '{by,kind}' <> 'shop'
    )
    INSERT INTO orders.events (order_id, seq, type, data, at)
    SELECT ${p.orderId}, max(seq) + 1, ${p.type}, ${p.data}::jsonb, ${p.now}::timestamptz
    FROM orders.events WHERE order_id = ${p.orderId}
    HAVING bool_or(type = ${p.type} AND data ->> 'paymentRefund' = ${p.paymentRefund}::text) IS NOT TRUE`,
);
