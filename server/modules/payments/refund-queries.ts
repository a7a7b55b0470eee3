/** Refunds: requested once per reason, reserved on the attempt before they are sent. */
import { type RawBuilder, sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import { payments, type RefundStep } from "./contract.ts";

/** Publishes a step of the refunds in `rows`, which have `id`, `attempt_id`, `reason` and `decided_by`. */
const publishStep = (
  rows: string,
  step: RefundStep | RawBuilder<unknown>,
  {
    by = sql`NULL::jsonb`,
    decision = sql`NULL::text`,
  }: Partial<Record<"by" | "decision", RawBuilder<unknown>>> = {},
) =>
  publish(payments.events.refundMoved, {
    orderId: sql`(SELECT order_id FROM payments.attempts WHERE id = ${sql.ref(`${rows}.attempt_id`)})`,
    refundId: sql.ref(`${rows}.id`),
    reason: sql.ref(`${rows}.reason`),
    step,
    wasApproved: sql`${sql.ref(`${rows}.decided_by`)} IS NOT NULL`,
    by,
    decision,
  });

/** Of an attempt, what a refund of `amount` can still have. */
const reservedFor = (amount: RawBuilder<number | null>) =>
  sql`least(coalesce(${amount}::bigint, captured), captured - refund_reserved)`;

/**
 * Reserves an amount of an attempt's money for a refund, once per reason; publishes `refundRequested`. At
 * most the rest is reserved; null: the rest. Its tax-free part is what was asked for, but neither part
 * is more than is left of it. `again`: once more for a reason whose refunds were all refused. One of staff
 * (`requestedBy`) waits for an approval when all refunds of the attempt together are above `limit`; null:
 * none does. `decidedBy`: who had approved an earlier one of the reason.
 */
export const requestRefund = prepared<
  {
    id: string;
    attemptId: string;
    reason: string;
    amount: number | null;
    taxFree: number | null;
    again: boolean;
    requestedBy: string | null;
    decidedBy: string | null;
    limit: number | null;
    now: Date;
  },
  { id: string }
>(
  (p) => sql`
    WITH reserved AS (
      UPDATE payments.attempts SET version = version + 1,
        refund_reserved = refund_reserved + ${reservedFor(p.amount)},
        tax_free_reserved = tax_free_reserved + greatest(0, least(${reservedFor(p.amount)},
          tax_free - tax_free_reserved,
          greatest(coalesce(${p.taxFree}::bigint, 0), ${reservedFor(p.amount)} -
            (captured - refund_reserved - tax_free + tax_free_reserved))))
      WHERE id = ${p.attemptId} AND captured > refund_reserved
        AND (NOT ${p.again}::boolean OR captured - refund_reserved >= coalesce(${p.amount}::bigint, 0))
        AND NOT EXISTS (
          SELECT FROM payments.refunds WHERE attempt_id = ${p.attemptId} AND reason = ${p.reason}
            AND NOT (${p.again}::boolean AND refunds.state = 'FAILED'))
      RETURNING new.id AS attempt_id, new.refund_reserved - old.refund_reserved AS amount,
        new.tax_free_reserved - old.tax_free_reserved AS tax_free, new.refund_reserved AS total
    ), made AS (
      INSERT INTO payments.refunds
        (id, attempt_id, amount, tax_free, reason, state, requested_by, decided_by, decided_at, created_at)
      SELECT ${p.id}, attempt_id, amount, tax_free, ${p.reason},
        CASE WHEN ${p.requestedBy}::uuid IS NOT NULL AND ${p.decidedBy}::uuid IS NULL
          AND total > ${p.limit}::bigint THEN 'WAITING' ELSE 'REQUESTED' END,
        ${p.requestedBy}::uuid, ${p.decidedBy}::uuid,
        CASE WHEN ${p.decidedBy}::uuid IS NOT NULL THEN ${p.now}::timestamptz END, ${p.now}
      FROM reserved
      RETURNING id, attempt_id, reason, state, decided_by
    ), published AS (
      SELECT ${publish(payments.events.refundRequested, { refundId: sql`made.id` })}
      FROM made WHERE state = 'REQUESTED'
    ), told AS (
      SELECT ${publishStep("made", sql`CASE state WHEN 'WAITING' THEN 'waiting' ELSE 'asked' END`)}
      FROM made WHERE state = 'WAITING' OR ${p.again}::boolean
    )
    SELECT id, (SELECT count(*) FROM published) + (SELECT count(*) FROM told) AS published FROM made`,
);

export interface RefundRow {
  readonly id: string;
  readonly attemptId: string;
  readonly amount: number;
  /** The tax-free part of the amount. */
  readonly taxFree: number;
  readonly reason: string;
  readonly state: "WAITING" | "REQUESTED" | "SUCCEEDED" | "FAILED";
  readonly createdAt: Date;
}

export const findRefund = prepared<{ id: string }, RefundRow & { readonly requestedBy: string | null }>(
  (p) =>
    sql`
      SELECT id, attempt_id AS "attemptId", amount, tax_free AS "taxFree", reason, state,
        created_at AS "createdAt", requested_by AS "requestedBy"
      FROM payments.refunds WHERE id = ${p.id}`,
);

/** No row: it does not wait any more, or `by` asked for it. */
export const approveRefund = prepared<{ id: string; by: string; actor: string; now: Date }, { id: string }>(
  (p) => sql`
    WITH approved AS (
      UPDATE payments.refunds SET state = 'REQUESTED', decided_by = ${p.by}, decided_at = ${p.now}
      WHERE id = ${p.id} AND state = 'WAITING' AND requested_by <> ${p.by}::uuid
      RETURNING id, attempt_id, reason, decided_by
    )
    SELECT id, ${publish(payments.events.refundRequested, { refundId: sql`id` })} AS published,
      ${publishStep("approved", "approved", { by: sql`${p.actor}::jsonb` })} AS told
    FROM approved`,
);

/** As `approveRefund`. Its sum is not reserved any more. */
export const rejectRefund = prepared<
  { id: string; by: string; actor: string; reason: string; now: Date },
  { id: string }
>(
  (p) => sql`
    WITH rejected AS (
      UPDATE payments.refunds SET state = 'FAILED', failure = 'REJECTED', decided_by = ${p.by},
        decided_at = ${p.now}, decision = ${p.reason}
      WHERE id = ${p.id} AND state = 'WAITING' AND requested_by <> ${p.by}::uuid
      RETURNING id, attempt_id, amount, tax_free, reason, NULL::uuid AS decided_by
    ), freed AS (
      UPDATE payments.attempts SET refund_reserved = refund_reserved - rejected.amount,
        tax_free_reserved = tax_free_reserved - rejected.tax_free, version = version + 1
      FROM rejected WHERE attempts.id = rejected.attempt_id
    )
    SELECT id, ${publishStep("rejected", "rejected", {
      by: sql`${p.actor}::jsonb`,
      decision: sql`${p.reason}::text`,
    })} AS told
    FROM rejected`,
);

/** Why a refund is not carried out yet. */
export const noteReason = prepared<{ id: string; reason: string }, never>(
  (p) => sql`UPDATE payments.refunds SET failure = ${p.reason} WHERE id = ${p.id} AND state = 'REQUESTED'`,
);

/** The refunds of an attempt that were carried out. */
export const listBooked = prepared<
  { attemptId: string },
  { reference: string; amount: number; at: string; refundId: string }
>(
  (p) => sql`
    SELECT reference, amount, reference AS "refundId",
      to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
    FROM payments.ledger WHERE attempt_id = ${p.attemptId} AND kind = 'refund' LIMIT 1000`,
);

/** Refunds of an order's attempts, the oldest first. */
export const listRefunds = prepared<{ orderId: string }, RefundRow & { readonly failure: string | null }>(
  (p) => sql`
    SELECT refunds.id, attempt_id AS "attemptId", refunds.amount, refunds.tax_free AS "taxFree", reason,
           refunds.state, failure,
           refunds.created_at AS "createdAt"
    FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
    WHERE order_id = ${p.orderId} ORDER BY refunds.id LIMIT 500`,
);

/** The last refund of each reason of an order's attempts that was refused. `approvedBy`: before that. */
export const listRefused = prepared<
  { orderId: string },
  RefundRow & { readonly requestedBy: string | null; readonly approvedBy: string | null }
>(
  (p) => sql`
    SELECT id, attempt_id AS "attemptId", amount, tax_free AS "taxFree", reason, state,
      created_at AS "createdAt", requested_by AS "requestedBy",
      CASE WHEN decision IS NULL THEN decided_by END AS "approvedBy"
    FROM (
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
    WITH settled AS (
      UPDATE payments.refunds SET state = 'SUCCEEDED', reference = found.reference, failure = NULL
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
      RETURNING id, attempt_id, reason, decided_by
    )
    SELECT id, ${publishStep("settled", "succeeded")} AS told FROM settled`,
);

/** Ends a refund; after a failed one its sum is not reserved any more. */
export const endRefund = prepared<
  { id: string; state: "SUCCEEDED" | "FAILED"; failure: string | null },
  { id: string }
>(
  (p) => sql`
    WITH ended AS (
      UPDATE payments.refunds SET state = ${p.state}, failure = ${p.failure}
      WHERE id = ${p.id} AND state = 'REQUESTED'
      RETURNING id, attempt_id, amount, tax_free, state, reason, decided_by
    ), freed AS (
      UPDATE payments.attempts SET refund_reserved = refund_reserved - ended.amount,
        tax_free_reserved = tax_free_reserved - ended.tax_free FROM ended
      WHERE attempts.id = ended.attempt_id AND ended.state = 'FAILED'
    )
    SELECT id, ${publishStep("ended", sql`lower(state)`)} AS told FROM ended`,
);
