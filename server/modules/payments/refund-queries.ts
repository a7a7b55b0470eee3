/** Refunds: requested once per reason, reserved on the attempt before they are sent. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import { payments } from "./contract.ts";

/**
 * Reserves an amount of an attempt's money for a refund, once per reason; publishes `refundRequested`. At
 * most the rest is reserved; null: the rest. `again`: once more for a reason whose refunds were all refused.
 */
export const requestRefund = prepared<
  { id: string; attemptId: string; reason: string; amount: number | null; again: boolean; now: Date },
  { id: string }
>(
  (p) => sql`
    WITH reserved AS (
      UPDATE payments.attempts SET version = version + 1,
        refund_reserved = least(refund_reserved + coalesce(${p.amount}::bigint, captured), captured)
      WHERE id = ${p.attemptId} AND captured > refund_reserved
        AND NOT EXISTS (
          SELECT FROM payments.refunds WHERE attempt_id = ${p.attemptId} AND reason = ${p.reason}
            AND NOT (${p.again}::boolean AND refunds.state = 'FAILED'))
      RETURNING new.id AS attempt_id, new.refund_reserved - old.refund_reserved AS amount
    ), made AS (
      INSERT INTO payments.refunds (id, attempt_id, amount, reason, state, created_at)
      SELECT ${p.id}, attempt_id, amount, ${p.reason}, 'REQUESTED', ${p.now} FROM reserved
      RETURNING id
    )
    SELECT made.id, ${publish(payments.events.refundRequested, { refundId: sql`made.id` })} FROM made`,
);

export interface RefundRow {
  readonly id: string;
  readonly attemptId: string;
  readonly amount: number;
  readonly reason: string;
  readonly state: "REQUESTED" | "SUCCEEDED" | "FAILED";
  readonly createdAt: Date;
}

export const findRefund = prepared<{ id: string }, RefundRow>(
  (p) =>
    sql`
      SELECT id, attempt_id AS "attemptId", amount, reason, state, created_at AS "createdAt"
      FROM payments.refunds WHERE id = ${p.id}`,
);

/** Refunds of an order's attempts, the oldest first. */
export const listRefunds = prepared<{ orderId: string }, RefundRow & { readonly failure: string | null }>(
  (p) => sql`
    SELECT refunds.id, attempt_id AS "attemptId", refunds.amount, reason, refunds.state, failure,
           refunds.created_at AS "createdAt"
    FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
    WHERE order_id = ${p.orderId} ORDER BY refunds.id LIMIT 500`,
);

/** The last refund of each reason of an order's attempts that the provider refused. */
export const listRefused = prepared<{ orderId: string }, RefundRow>(
  (p) => sql`
    SELECT id, attempt_id AS "attemptId", amount, reason, state, created_at AS "createdAt" FROM (
      SELECT DISTINCT ON (attempt_id, reason) refunds.*
      FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
      WHERE order_id = ${p.orderId} ORDER BY attempt_id, reason, refunds.id DESC
    ) AS last
    WHERE state = 'FAILED' LIMIT 500`,
);

/**
 * Ends a refund as the one that the provider reports: under our id, or the first of its amount that no other
 * refund of the payment is. No row: the provider reports none, or a parallel refund has just taken it.
 */
export const settleRefund = prepared<{ id: string; reported: string }, { id: string }>(
  (p) => sql`
    UPDATE payments.refunds SET state = 'SUCCEEDED', reference = found.reference
    FROM (
      SELECT reported.reference
      FROM payments.refunds AS own,
           jsonb_to_recordset(${p.reported}::jsonb)
             AS reported (reference text, amount bigint, "refundId" text)
      WHERE own.id = ${p.id}
        AND (reported."refundId" = ${p.id}::text
          OR reported."refundId" IS NULL AND reported.amount = own.amount)
        AND NOT EXISTS (
          SELECT FROM payments.refunds AS other
          WHERE other.attempt_id = own.attempt_id AND other.reference = reported.reference)
      ORDER BY reported."refundId" NULLS LAST, reported.reference LIMIT 1) AS found
    WHERE id = ${p.id} AND state = 'REQUESTED'
    RETURNING id`,
);

/** Ends a refund; after a failed one its sum is not reserved any more. */
export const endRefund = prepared<
  { id: string; state: "SUCCEEDED" | "FAILED"; failure: string | null },
  never
>(
  (p) => sql`
    WITH ended AS (
      UPDATE payments.refunds SET state = ${p.state}, failure = ${p.failure}
      WHERE id = ${p.id} AND state = 'REQUESTED'
      RETURNING attempt_id, amount, state
    )
    UPDATE payments.attempts SET refund_reserved = refund_reserved - ended.amount FROM ended
    WHERE attempts.id = ended.attempt_id AND ended.state = 'FAILED'`,
);
