/** What staff read in the payments room. */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, prepared } from "../../platform/db/prepared.ts";
import type { AttemptState } from "./attempt.ts";
import type { ProviderName } from "./contract.ts";
import { type AttemptRow, columns } from "./queries.ts";

export type Attention = "orphan" | "disputed" | "unclear" | "deposit";

export interface PaymentRow extends AttemptRow {
  readonly createdAt: Date;
}

type ListParams = {
  beforeId: string;
  limit: number;
  state: AttemptState | null;
  provider: ProviderName | null;
  attention: Attention | null;
  /** The number of an order, an attempt or a key, as it was typed; of numbers also a first part. */
  q: string;
  /** `q` for LIKE, with anything after it. */
  prefix: string;
};

const filters = (p: PlaceholdersOf<ListParams>) => sql`
  attempts.id < ${p.beforeId}::uuid
  AND (${p.state}::text IS NULL OR state = ${p.state})
  AND (${p.provider}::text IS NULL OR provider = ${p.provider})
  AND CASE ${p.attention}::text
    WHEN 'orphan' THEN orphan AND captured > refunded
    WHEN 'disputed' THEN disputed
    WHEN 'unclear' THEN state = 'CONFIRMING'
    WHEN 'deposit' THEN state = 'AWAITING_DEPOSIT'
    ELSE true END`;

const pageOf = (found: (p: PlaceholdersOf<ListParams>) => RawBuilder<unknown>) =>
  prepared<ListParams, PaymentRow>(
    (p) => sql`
    SELECT ${columns}, attempts.created_at AS "createdAt" FROM payments.attempts
    WHERE ${filters(p)} AND ${found(p)} ORDER BY attempts.id DESC LIMIT ${p.limit}`,
  );

export const listPayments = {
  all: pageOf(() => sql`true`),
  search: pageOf(
    (p) => sql`attempts.id IN (
      SELECT id FROM payments.attempts WHERE provider_order_id LIKE ${p.prefix}
      UNION SELECT id FROM payments.attempts WHERE payment_key = ${p.q}
      UNION SELECT id FROM payments.attempts WHERE opened_key = ${p.q})`,
  ),
};

export const findPayment = prepared<{ id: string }, PaymentRow>(
  (p) => sql`
    SELECT ${columns}, attempts.created_at AS "createdAt" FROM payments.attempts WHERE id = ${p.id}`,
);

export interface OpenRefundRow {
  readonly id: string;
  readonly attemptId: string;
  readonly orderId: string;
  readonly provider: ProviderName;
  readonly providerOrderId: string;
  readonly currency: AttemptRow["currency"];
  readonly amount: number;
  readonly reason: string;
  readonly state: "WAITING" | "REQUESTED" | "FAILED";
  readonly failure: string | null;
  readonly decision: string | null;
  readonly requestedBy: string | null;
  readonly createdAt: Date;
  /** The last digits of the account that it goes to. */
  readonly accountEnd: string | null;
}

/** Refunds that are not carried out, the oldest first. Of a reason the last one counts. */
export const listOpenRefunds = prepared<{ afterId: string; limit: number }, OpenRefundRow>(
  (p) => sql`
    SELECT refunds.id, attempt_id AS "attemptId", attempts.order_id AS "orderId", provider,
      provider_order_id AS "providerOrderId", currency, refunds.amount, reason, refunds.state, failure,
      decision, requested_by AS "requestedBy", refunds.created_at AS "createdAt",
      right(account_number, 4) AS "accountEnd"
    FROM payments.refunds JOIN payments.attempts ON attempts.id = attempt_id
    LEFT JOIN payments.refund_accounts AS known ON known.order_id = attempts.order_id
    WHERE refunds.state NOT IN ('SUCCEEDED', 'WITHDRAWN') AND refunds.id > ${p.afterId}::uuid AND NOT EXISTS (
      SELECT FROM payments.refunds AS later WHERE later.attempt_id = refunds.attempt_id
        AND later.reason = refunds.reason AND later.id > refunds.id)
    ORDER BY refunds.id LIMIT ${p.limit}`,
);
