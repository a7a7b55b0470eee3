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

/** Of `failed`: its reason was not asked for again. */
const isLast = sql`NOT EXISTS (
  SELECT FROM payments.refunds AS later
  WHERE later.attempt_id = failed.attempt_id AND later.reason = failed.reason AND later.id > failed.id)`;

/** Of `failed`: a movement of the ledger that is its own, if there is one. */
const ownMovement = sql`moved.reference FROM payments.ledger AS moved
  WHERE moved.attempt_id = failed.attempt_id AND moved.kind = 'refund' AND moved.amount = failed.amount
    AND moved.at >= date_trunc('second', failed.created_at) AND NOT EXISTS (
      SELECT FROM payments.refunds AS other WHERE other.attempt_id = failed.attempt_id
        AND (other.reference = moved.reference OR other.state = 'REQUESTED'))
  ORDER BY moved.at, moved.reference LIMIT 1`;

const isPaidElsewhere = sql`(EXISTS (SELECT ${ownMovement}) OR EXISTS (
  SELECT FROM payments.attempts WHERE attempts.id = failed.attempt_id AND attempts.state = 'REFUNDED'))`;

/**
 * Reserves an amount of an attempt's money for a refund, once per reason; publishes `refundRequested`. At
 * most the rest is reserved; null: the rest. Its tax-free part is what was asked for, but neither part
 * is more than is left of it. `again`: once more for a reason whose refunds were all refused; `actor`: who of
 * the staff wants that. One of staff (`requestedBy`) waits for an approval when all refunds of the attempt
 * together are above `limit`; null: none does. `decidedBy`: who had approved an earlier one of the reason.
 */
export const requestRefund = prepared<
  {
    id: string;
    attemptId: string;
    reason: string;
    amount: number | null;
    taxFree: number | null;
    again: boolean;
    actor: string | null;
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
      SELECT ${publishStep("made", sql`CASE state WHEN 'WAITING' THEN 'waiting' ELSE 'asked' END`, {
        by: sql`${p.actor}::jsonb`,
      })}
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
  readonly state: "WAITING" | "REQUESTED" | "SUCCEEDED" | "FAILED" | "WITHDRAWN";
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

/**
 * Ends the last refund of a reason for good; what waited is not reserved any more. No row: there is none, or
 * it is with the provider or done. Breaks `refunds_one_per_reason` when it was asked for again meanwhile.
 */
export const withdrawRefund = prepared<
  { orderId: string; reason: string; actor: string; why: string },
  { id: string; amount: number }
>(
  (p) => sql`
    WITH last AS (
      SELECT refunds.id FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
      WHERE order_id = ${p.orderId} AND reason = ${p.reason} ORDER BY refunds.id DESC LIMIT 1
    ), withdrawn AS (
      UPDATE payments.refunds SET state = 'WITHDRAWN', failure = 'WITHDRAWN' FROM last
      WHERE refunds.id = last.id AND state IN ('WAITING', 'FAILED')
      RETURNING refunds.id, attempt_id, amount, tax_free, reason, NULL::uuid AS decided_by,
        old.state AS was
    ), freed AS (
      UPDATE payments.attempts SET refund_reserved = refund_reserved - withdrawn.amount,
        tax_free_reserved = tax_free_reserved - withdrawn.tax_free, version = version + 1
      FROM withdrawn WHERE attempts.id = withdrawn.attempt_id AND was = 'WAITING'
    )
    SELECT id, amount, ${publishStep("withdrawn", "withdrawn", {
      by: sql`${p.actor}::jsonb`,
      decision: sql`${p.why}::text`,
    })} AS told
    FROM withdrawn`,
);

/** An earlier refund of the same reason, which failed. */
export const findEarlierTry = prepared<{ id: string }, { id: string }>(
  (p) => sql`
    SELECT earlier.id FROM payments.refunds AS own JOIN payments.refunds AS earlier
      ON earlier.attempt_id = own.attempt_id AND earlier.reason = own.reason AND earlier.id < own.id
    WHERE own.id = ${p.id} LIMIT 1`,
);

/** The last refunds of their reasons that failed although their money is back (`settlePaidElsewhere`). */
export const findPaidElsewhere = prepared<{ limit: number }, { id: string; attemptId: string }>(
  (p) => sql`
    SELECT id, attempt_id AS "attemptId" FROM payments.refunds AS failed
    WHERE state = 'FAILED' AND ${isLast} AND ${isPaidElsewhere}
    ORDER BY id LIMIT ${p.limit}`,
);

/**
 * Ends a refund that failed as a movement of the payment's ledger that is later, of its amount, and of no
 * other refund: it was paid in the provider's own console. Also when all money of the payment is back. Not
 * while another refund of the payment is with the provider, which may be the one that moved. Breaks
 * `refunds_reference` or `refunds_one_per_reason` when a parallel refund won.
 */
export const settlePaidElsewhere = prepared<{ id: string }, { id: string }>(
  (p) => sql`
    WITH settled AS (
      UPDATE payments.refunds AS failed
      SET state = 'SUCCEEDED', failure = NULL, reference = (SELECT ${ownMovement})
      WHERE id = ${p.id} AND state = 'FAILED' AND ${isLast} AND ${isPaidElsewhere}
      RETURNING id, attempt_id, tax_free, reason, CASE WHEN decision IS NULL THEN decided_by END AS decided_by
    ), reserved AS (
      UPDATE payments.attempts
      SET tax_free_reserved = least(attempts.tax_free, tax_free_reserved + settled.tax_free)
      FROM settled WHERE attempts.id = attempt_id
    )
    SELECT id, ${publishStep("settled", "succeeded")} AS told FROM settled`,
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
export const listRefunds = prepared<
  { orderId: string },
  RefundRow & { readonly failure: string | null; readonly approved: boolean }
>(
  (p) => sql`
    SELECT refunds.id, attempt_id AS "attemptId", refunds.amount, refunds.tax_free AS "taxFree", reason,
           refunds.state, failure, refunds.created_at AS "createdAt",
           decided_by IS NOT NULL AND decision IS NULL AS approved
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

/** Statements after it see what requests of refunds have reserved, and none reserves until the end. */
export const lockReserved = prepared<{ attemptId: string }, { id: string }>(
  (p) => sql`SELECT id FROM payments.attempts WHERE id = ${p.attemptId} FOR NO KEY UPDATE`,
);

/**
 * Frees what is reserved beyond the money that is back and the refunds that are open: a refund was settled by
 * a movement that was counted before.
 */
export const freeReserved = prepared<{ attemptId: string }, never>(
  (p) => sql`
    UPDATE payments.attempts
    SET version = version + 1, refund_reserved = least(refund_reserved, refunded + (
      SELECT coalesce(sum(amount), 0) FROM payments.refunds
      WHERE attempt_id = attempts.id AND state IN ('WAITING', 'REQUESTED')))
    WHERE id = ${p.attemptId}`,
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
