/** Statements of the nightly comparison. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { DaySums, FindingKind, LedgerDifference } from "./comparison.ts";

/** The days of a provider to compare: `day`, unless that was done, and those with open findings. */
export const findDays = prepared<{ provider: string; day: string; limit: number }, { day: string }>(
  (p) => sql`
    SELECT day::text FROM (
      SELECT ${p.day}::date AS day WHERE NOT EXISTS (
        SELECT FROM payments.comparisons WHERE provider = ${p.provider} AND day = ${p.day}::date)
      UNION
      SELECT day FROM payments.findings WHERE provider = ${p.provider} AND resolved_at IS NULL
    ) AS due ORDER BY day DESC LIMIT ${p.limit}`,
);

/** What our ledger has of a time, by payment. A deposit that was taken back counts as refunded. */
export const sumLedger = prepared<{ provider: string; from: Date; to: Date }, DaySums>(
  (p) => sql`
    SELECT provider_order_id AS "providerOrderId",
      coalesce(sum(ledger.amount) FILTER (WHERE kind = 'capture'), 0)::bigint AS captured,
      coalesce(sum(ledger.amount) FILTER (WHERE kind <> 'capture'), 0)::bigint AS refunded
    FROM payments.ledger JOIN payments.attempts ON attempts.id = attempt_id
    WHERE provider = ${p.provider} AND ledger.at >= ${p.from} AND ledger.at < ${p.to}
    GROUP BY provider_order_id`,
);

/** Stores what a comparison found; what it did not find any more is resolved. */
export const storeFindings = prepared<
  { provider: string; day: string; findings: string; now: Date },
  { providerOrderId: string; kind: FindingKind; isNew: boolean }
>(
  (p) => sql`
    WITH found AS (
      INSERT INTO payments.findings AS known
        (provider, day, provider_order_id, kind, ours, theirs, found_at, checked_at)
      SELECT ${p.provider}, ${p.day}::date, "providerOrderId", kind, ours, theirs, ${p.now}, ${p.now}
      FROM jsonb_to_recordset(${p.findings}::jsonb)
        AS finding ("providerOrderId" text, kind text, ours bigint, theirs bigint)
      ON CONFLICT (provider, day, provider_order_id, kind) DO UPDATE
        SET ours = excluded.ours, theirs = excluded.theirs, checked_at = excluded.checked_at,
          resolved_at = NULL
      RETURNING provider_order_id, kind, found_at
    ), resolved AS (
      UPDATE payments.findings AS known SET resolved_at = ${p.now}
      WHERE provider = ${p.provider} AND day = ${p.day}::date AND resolved_at IS NULL
        AND NOT EXISTS (
          SELECT FROM found WHERE found.provider_order_id = known.provider_order_id
            AND found.kind = known.kind)
    ), noted AS (
      INSERT INTO payments.comparisons (provider, day, compared_at)
      VALUES (${p.provider}, ${p.day}::date, ${p.now})
      ON CONFLICT (provider, day) DO UPDATE SET compared_at = excluded.compared_at
    )
    SELECT provider_order_id AS "providerOrderId", kind, found_at = ${p.now} AS "isNew" FROM found`,
);

export interface FindingRow extends LedgerDifference {
  readonly provider: string;
  readonly day: string;
  readonly foundAt: Date;
  readonly resolvedAt: Date | null;
  /** Null: a payment that is none of ours. */
  readonly orderId: string | null;
}

/** Findings, the open ones first, and of each kind the newest. */
export const listFindings = prepared<{ limit: number }, FindingRow>(
  (p) => sql`
    SELECT findings.provider, day::text, findings.provider_order_id AS "providerOrderId", kind, ours, theirs,
      found_at AS "foundAt", resolved_at AS "resolvedAt", order_id AS "orderId"
    FROM payments.findings
    LEFT JOIN payments.attempts ON attempts.provider = findings.provider
      AND attempts.provider_order_id = findings.provider_order_id
    ORDER BY resolved_at IS NOT NULL, found_at DESC, findings.provider_order_id LIMIT ${p.limit}`,
);

export const countFindings = prepared<object, { kind: FindingKind; count: number }>(
  () => sql`
    SELECT kind, count(*)::int AS count FROM payments.findings WHERE resolved_at IS NULL GROUP BY kind`,
);
