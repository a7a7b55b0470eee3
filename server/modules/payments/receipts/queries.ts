import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Currency } from "../../../platform/money.ts";
import type { CashReceipt, CashReceiptWish } from "../contract/cash-receipt.ts";
import type { ProviderName } from "../contract.ts";
import type { ReceiptStep } from "./receipt.ts";

/** The last wish of an order counts. */
export const storeWish = prepared<
  { orderId: string; kind: CashReceiptWish["kind"]; number: string; hint: string; now: Date },
  never
>(
  (p) => sql`
    INSERT INTO payments.receipt_wishes AS known (order_id, kind, number, hint, stored_at)
    VALUES (${p.orderId}, ${p.kind}, ${p.number}, ${p.hint}, ${p.now})
    ON CONFLICT (order_id) DO UPDATE SET kind = excluded.kind, number = excluded.number,
      hint = excluded.hint, stored_at = excluded.stored_at`,
);

export const findDue = prepared<{ now: Date; limit: number }, { attemptId: string }>(
  (p) => sql`
    SELECT attempt_id AS "attemptId" FROM payments.cash_receipts WHERE check_at <= ${p.now}
    ORDER BY check_at LIMIT ${p.limit}`,
);

export interface ReceiptRow {
  readonly attemptId: string;
  readonly orderId: string;
  readonly provider: ProviderName;
  readonly providerOrderId: string;
  readonly amount: number;
  /** Of the money that was not given back. */
  readonly taxFree: number;
  readonly currency: Currency;
  readonly captured: number;
  readonly refunded: number;
  readonly orphan: boolean;
  readonly kind: CashReceipt["kind"] | null;
  readonly issuer: ProviderName | null;
  readonly receiptKey: string | null;
  readonly issued: number;
  readonly canceled: number;
  readonly steps: number;
  readonly changes: number;
  readonly tries: number;
  /** Null: the buyer asked for none. */
  readonly wish: {
    readonly kind: CashReceiptWish["kind"];
    readonly number: string | null;
    readonly hint: string;
  } | null;
  /** What was sent and has no definite answer yet. `request` is sealed; null: the version before sent it. */
  readonly sent: (ReceiptStep & { readonly request: string | null }) | null;
}

export const findReceipt = prepared<{ attemptId: string }, ReceiptRow>(
  (p) => sql`
    SELECT attempt_id AS "attemptId", receipts.order_id AS "orderId", provider,
      provider_order_id AS "providerOrderId", amount, currency, captured, refunded, orphan, receipts.kind,
      tax_free - (SELECT coalesce(sum(refunds.tax_free), 0) FROM payments.refunds
        WHERE refunds.attempt_id = attempts.id AND state = 'SUCCEEDED')::bigint AS "taxFree",
      issuer, receipt_key AS "receiptKey", issued, canceled, steps, changes, tries,
      (SELECT json_build_object('kind', kind, 'number', number, 'hint', hint) FROM payments.receipt_wishes
       WHERE receipt_wishes.order_id = receipts.order_id) AS wish,
      (SELECT json_build_object('kind', kind, 'amount', amount, 'request', request)
       FROM payments.receipt_steps
       WHERE receipt_steps.attempt_id = receipts.attempt_id AND state = 'sent') AS sent
    FROM payments.cash_receipts AS receipts JOIN payments.attempts ON attempts.id = attempt_id
    WHERE attempt_id = ${p.attemptId}`,
);

/** Stores a step before it is sent. No row: another process stored one. */
export const beginStep = prepared<
  {
    attemptId: string;
    steps: number;
    step: ReceiptStep["kind"];
    amount: number;
    /** Null: those of the receipt stay. */
    kind: CashReceipt["kind"] | null;
    hint: string | null;
    issuer: string;
    /** Sealed. */
    request: string;
    now: Date;
  },
  { number: number }
>(
  (p) => sql`
    WITH receipt AS (
      UPDATE payments.cash_receipts SET steps = steps + 1, issuer = ${p.issuer},
        kind = coalesce(${p.kind}, kind),
        hint = CASE WHEN ${p.kind}::text IS NULL THEN hint ELSE ${p.hint}::text END
      WHERE attempt_id = ${p.attemptId} AND steps = ${p.steps} RETURNING attempt_id, steps
    )
    INSERT INTO payments.receipt_steps (attempt_id, number, kind, amount, state, at, request)
    SELECT attempt_id, steps, ${p.step}, ${p.amount}, 'sent', ${p.now}, ${p.request} FROM receipt
    RETURNING number`,
);

/** The issuer has done a step. No row: a parallel run has stored that before. */
export const endStep = prepared<
  { attemptId: string; number: number; receiptKey: string; url: string | null },
  { attemptId: string }
>(
  (p) => sql`
    WITH done AS (
      UPDATE payments.receipt_steps SET state = 'done', request = NULL
      WHERE attempt_id = ${p.attemptId} AND number = ${p.number} AND state = 'sent'
      RETURNING attempt_id, kind, amount
    )
    UPDATE payments.cash_receipts AS receipts SET failure = NULL, tries = 0,
      receipt_key = CASE done.kind WHEN 'issue' THEN ${p.receiptKey} ELSE receipt_key END,
      url = CASE done.kind WHEN 'issue' THEN ${p.url}::text ELSE url END,
      issued = CASE done.kind WHEN 'issue' THEN done.amount ELSE issued END,
      canceled = CASE done.kind WHEN 'issue' THEN 0 ELSE canceled + done.amount END
    FROM done WHERE receipts.attempt_id = done.attempt_id
    RETURNING receipts.attempt_id AS "attemptId"`,
);

/** The issuer refused a step: it is tried again as another one, and at once where money has moved since. */
export const refuseStep = prepared<
  { attemptId: string; number: number; changes: number; failure: string; checkAt: Date | null },
  never
>(
  (p) => sql`
    WITH refused AS (
      UPDATE payments.receipt_steps SET state = 'refused', failure = ${p.failure}, request = NULL
      WHERE attempt_id = ${p.attemptId} AND number = ${p.number} AND state = 'sent' RETURNING attempt_id
    )
    UPDATE payments.cash_receipts AS receipts SET failure = ${p.failure}, tries = tries + 1,
      check_at = CASE WHEN changes = ${p.changes} THEN ${p.checkAt}::timestamptz ELSE check_at END
    FROM refused WHERE receipts.attempt_id = refused.attempt_id`,
);

/** When a receipt is looked at again; null: never, unless money has moved since it was read (`changes`). */
export const planReceipt = prepared<
  { attemptId: string; changes: number; failure: string | null; checkAt: Date | null },
  never
>(
  (p) => sql`
    UPDATE payments.cash_receipts SET check_at = ${p.checkAt}::timestamptz, tries = tries + 1,
      failure = ${p.failure}
    WHERE attempt_id = ${p.attemptId} AND changes = ${p.changes}`,
);

/** The receipt of an order, or what it will be; of several payments the last one whose money stayed. */
export const findOfOrder = prepared<
  { orderId: string },
  {
    kind: CashReceipt["kind"];
    hint: string | null;
    issued: number;
    canceled: number;
    url: string | null;
    failure: string | null;
    isDue: boolean;
  }
>(
  (p) => sql`
    SELECT coalesce(receipts.kind, wishes.kind) AS kind, coalesce(receipts.hint, wishes.hint) AS hint,
      coalesce(issued, 0)::bigint AS issued, coalesce(canceled, 0)::bigint AS canceled, url, failure,
      coalesce(check_at IS NOT NULL, true) AS "isDue"
    FROM (SELECT ${p.orderId}::uuid AS order_id) AS given
    LEFT JOIN payments.receipt_wishes AS wishes USING (order_id)
    LEFT JOIN payments.cash_receipts AS receipts USING (order_id)
    WHERE receipts.kind IS NOT NULL OR wishes.kind IS NOT NULL
    ORDER BY (issued > canceled) DESC NULLS LAST, attempt_id DESC NULLS LAST LIMIT 1`,
);

/**
 * Forgets one batch of numbers that no receipt needs: stored before `before`, and none is being worked on.
 */
export const forgetOldNumbers = prepared<{ before: Date; limit: number }, { orderId: string }>(
  (p) => sql`
    UPDATE payments.receipt_wishes SET number = NULL WHERE order_id IN (
      SELECT old.order_id FROM payments.receipt_wishes AS old
      WHERE old.number IS NOT NULL AND old.stored_at < ${p.before} AND NOT EXISTS (
        SELECT FROM payments.cash_receipts AS receipts
        WHERE receipts.order_id = old.order_id AND check_at IS NOT NULL)
      ORDER BY old.stored_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING order_id AS "orderId"`,
);

/** Not those of a step without an answer, which is repeated as it was sent. */
export const forgetNumbers = prepared<{ orderIds: string[] }, never>(
  (p) => sql`
    UPDATE payments.receipt_wishes AS wishes SET number = NULL
    WHERE order_id = ANY (${p.orderIds}::uuid[]) AND NOT EXISTS (
      SELECT FROM payments.cash_receipts AS receipts JOIN payments.receipt_steps AS steps USING (attempt_id)
      WHERE receipts.order_id = wishes.order_id AND steps.state = 'sent')`,
);

/** Deletes one batch of wishes that were stored before `before`, and whose orders no transfer paid. */
export const deleteUnusedWishes = prepared<{ before: Date; limit: number }, { orderId: string }>(
  (p) => sql`
    DELETE FROM payments.receipt_wishes WHERE order_id IN (
      SELECT old.order_id FROM payments.receipt_wishes AS old
      WHERE old.stored_at < ${p.before} AND NOT EXISTS (
        SELECT FROM payments.cash_receipts AS receipts WHERE receipts.order_id = old.order_id)
      ORDER BY old.stored_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING order_id AS "orderId"`,
);

/** A receipt that could not be worked on is looked at again later. */
export const postponeReceipt = prepared<{ attemptId: string; checkAt: Date }, never>(
  (p) => sql`UPDATE payments.cash_receipts SET check_at = ${p.checkAt} WHERE attempt_id = ${p.attemptId}`,
);

/**
 * Receipts that are not right although nothing is to be done any more, that are late (`before`), or whose
 * sums are not those of their steps; and paid transfers with a wish that have none.
 */
export const findReceiptViolations = prepared<
  { before: Date; limit: number },
  { providerOrderId: string; problem: string }
>(
  (p) => sql`
    WITH known AS (
      SELECT provider_order_id, receipts.*, CASE WHEN orphan THEN 0 ELSE captured - refunded END AS kept
      FROM payments.cash_receipts AS receipts JOIN payments.attempts ON attempts.id = attempt_id
    )
    SELECT provider_order_id AS "providerOrderId",
      'cash receipt of ' || (issued - canceled) || ', and ' || kept || ' was kept' AS problem
    FROM known WHERE check_at IS NULL AND kind IS NOT NULL AND issued - canceled <> kept
    UNION ALL
    SELECT provider_order_id, 'its cash receipt is late: ' || coalesce(failure, 'no answer') FROM known
    WHERE check_at IS NOT NULL AND paid_at < ${p.before} AND issued - canceled <> kept
    UNION ALL
    SELECT provider_order_id, 'cash receipt of ' || (issued - canceled) || ', and its steps say '
      || booked.net
    FROM known CROSS JOIN LATERAL (
      SELECT coalesce(sum(CASE kind WHEN 'issue' THEN amount ELSE -amount END), 0)::bigint AS net
      FROM payments.receipt_steps AS steps
      WHERE steps.attempt_id = known.attempt_id AND state = 'done') AS booked
    WHERE booked.net <> issued - canceled
    UNION ALL
    SELECT provider_order_id, 'paid by transfer, and without the cash receipt that was asked for'
    FROM payments.attempts JOIN payments.receipt_wishes USING (order_id)
    WHERE deposit_account IS NOT NULL AND captured > 0 AND NOT orphan AND NOT EXISTS (
      SELECT FROM payments.cash_receipts WHERE attempt_id = attempts.id)
    LIMIT ${p.limit}`,
);
