import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Currency } from "../../../platform/money.ts";
import type { CashReceipt } from "../contract/cash-receipt.ts";

export interface OpenReceiptRow {
  readonly attemptId: string;
  readonly orderId: string;
  readonly providerOrderId: string;
  readonly currency: Currency;
  readonly kind: CashReceipt["kind"] | null;
  readonly hint: string | null;
  /** Captured and not given back, of an order that has it. */
  readonly kept: number;
  /** What its receipt is for now. */
  readonly receipted: number;
  readonly failure: string | null;
  readonly checkAt: Date | null;
  readonly paidAt: Date;
}

/**
 * Receipts that failed, and those that were asked for and never begun, because a version of the shop without
 * receipts captured the money. The oldest first.
 */
export const listOpenReceipts = prepared<{ afterId: string; limit: number }, OpenReceiptRow>(
  (p) => sql`
    SELECT attempts.id AS "attemptId", attempts.order_id AS "orderId", currency,
      provider_order_id AS "providerOrderId", coalesce(receipts.kind, wishes.kind) AS kind,
      coalesce(receipts.hint, wishes.hint) AS hint,
      (CASE WHEN orphan THEN 0 ELSE captured - refunded END)::bigint AS kept,
      coalesce(issued - canceled, 0)::bigint AS receipted, coalesce(failure, 'NOT_BEGUN') AS failure,
      check_at AS "checkAt", coalesce(paid_at, approved_at, attempts.created_at) AS "paidAt"
    FROM payments.attempts
    LEFT JOIN payments.cash_receipts AS receipts ON attempt_id = attempts.id
    LEFT JOIN payments.receipt_wishes AS wishes ON wishes.order_id = attempts.order_id
    WHERE attempts.id > ${p.afterId}::uuid AND attempts.id IN (
      SELECT attempt_id FROM payments.cash_receipts WHERE failure IS NOT NULL
      UNION ALL
      SELECT paid.id FROM payments.attempts AS paid JOIN payments.receipt_wishes USING (order_id)
      WHERE deposit_account IS NOT NULL AND captured > refunded AND NOT orphan AND NOT EXISTS (
        SELECT FROM payments.cash_receipts WHERE attempt_id = paid.id))
    ORDER BY attempts.id LIMIT ${p.limit}`,
);

/**
 * Makes the receipt of a transfer due now. A payment that an earlier version captured has no row until then.
 * No row: it has no money of a transfer. The row stays locked.
 */
export const requestReceipt = prepared<
  { attemptId: string; methods: string[]; now: Date },
  { orderId: string; receipted: number; unanswered: boolean }
>(
  (p) => sql`
    INSERT INTO payments.cash_receipts AS known (attempt_id, order_id, check_at, paid_at)
    SELECT id, order_id, ${p.now}, coalesce(approved_at, created_at) FROM payments.attempts
    WHERE id = ${p.attemptId} AND captured > 0
      AND (deposit_account IS NOT NULL OR method = ANY (${p.methods}::text[]))
    ON CONFLICT (attempt_id) DO UPDATE SET check_at = excluded.check_at, changes = known.changes + 1,
      tries = 0
    RETURNING order_id AS "orderId", (issued - canceled)::bigint AS receipted,
      EXISTS (SELECT FROM payments.receipt_steps AS step
              WHERE step.attempt_id = known.attempt_id AND step.state = 'sent') AS unanswered`,
);
