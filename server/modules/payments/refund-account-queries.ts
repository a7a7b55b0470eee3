import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import { payments, type RefundAccount } from "./contract.ts";

export const findRefundAccount = prepared<{ orderId: string }, RefundAccount>(
  (p) => sql`
    SELECT bank, account_number AS "accountNumber", holder FROM payments.refund_accounts
    WHERE order_id = ${p.orderId}`,
);

/**
 * Stores an account, and publishes `refundRequested` for each unfinished refund of the order, whether it is
 * known to wait for the account or not: carrying it out twice is safe, and none is forgotten.
 */
export const storeRefundAccount = prepared<RefundAccount & { orderId: string; now: Date }, never>(
  (p) => sql`
    WITH stored AS (
      INSERT INTO payments.refund_accounts AS known (order_id, bank, account_number, holder, stored_at)
      VALUES (${p.orderId}, ${p.bank}, ${p.accountNumber}, ${p.holder}, ${p.now})
      ON CONFLICT (order_id) DO UPDATE SET bank = excluded.bank, account_number = excluded.account_number,
        holder = excluded.holder, stored_at = excluded.stored_at
    ), freed AS (
      UPDATE payments.refunds SET failure = NULL FROM payments.attempts
      WHERE attempts.id = refunds.attempt_id AND attempts.order_id = ${p.orderId}
        AND refunds.state = 'REQUESTED'
      RETURNING refunds.id
    )
    SELECT ${publish(payments.events.refundRequested, { refundId: sql`id` })} FROM freed`,
);

/** A row: a deposit of the order has come, is not paid back, and no account for that is known. */
export const findAccountNeed = prepared<{ orderId: string }, { orderId: string }>(
  (p) => sql`
    SELECT order_id AS "orderId" FROM payments.attempts
    WHERE order_id = ${p.orderId} AND deposit_account IS NOT NULL AND captured > refunded
      AND NOT EXISTS (
        SELECT FROM payments.refund_accounts AS known WHERE known.order_id = attempts.order_id)
    LIMIT 1`,
);

/** Deletes one batch of those stored before `before`, but not while a refund of the order is unfinished. */
export const deleteOldAccounts = prepared<{ before: Date; limit: number }, { orderId: string }>(
  (p) => sql`
    DELETE FROM payments.refund_accounts WHERE order_id IN (
      SELECT old.order_id FROM payments.refund_accounts AS old
      WHERE old.stored_at < ${p.before} AND NOT EXISTS (
        SELECT FROM payments.attempts JOIN payments.refunds ON attempt_id = attempts.id
        WHERE attempts.order_id = old.order_id AND refunds.state NOT IN ('SUCCEEDED', 'WITHDRAWN')
          AND NOT EXISTS (
            SELECT FROM payments.refunds AS later
            WHERE later.attempt_id = refunds.attempt_id AND later.reason = refunds.reason
              AND later.id > refunds.id))
      ORDER BY old.stored_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING order_id AS "orderId"`,
);
