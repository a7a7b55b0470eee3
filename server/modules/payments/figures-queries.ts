/** Statements of the figures that the watcher reads. Each reads a partial index of what is not finished. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

/** Payments that are being confirmed, by provider, with the age of the oldest in seconds. */
export const countUnknown = prepared<{ now: Date }, { provider: string; count: number; oldest: number }>(
  (p) => sql`
    SELECT provider, count(*),
           extract(epoch FROM ${p.now}::timestamptz - min(confirm_started_at))::float8 AS oldest
    FROM payments.attempts WHERE next_check_at IS NOT NULL AND state = 'CONFIRMING' GROUP BY provider`,
);

export const countOpenRefunds = prepared<
  object,
  { state: "WAITING" | "REQUESTED" | "FAILED"; count: number }
>(
  () =>
    sql`
      SELECT state, count(*) FROM payments.refunds
      WHERE state NOT IN ('SUCCEEDED', 'WITHDRAWN') GROUP BY state`,
);

/** Attempts from an id on that have failed; ids are in the order of time. With the refunds that are open. */
export const countForStaff = prepared<{ sinceId: string }, { failed: number; openRefunds: number }>(
  (p) => sql`
    SELECT (SELECT count(*) FROM payments.attempts
            WHERE id >= ${p.sinceId}::uuid AND state = 'FAILED')::int AS failed,
      (SELECT count(*) FROM payments.refunds
       WHERE state NOT IN ('SUCCEEDED', 'WITHDRAWN'))::int AS "openRefunds"`,
);
