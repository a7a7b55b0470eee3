import { sql } from "kysely";
import { prepared } from "../db/prepared.ts";
import type { Failures } from "./rules.ts";

/** The statements of the table `table` (schema.table), whose columns are those of `members.throttles`. */
export function throttleQueries(table: string) {
  const findFailures = prepared<{ keys: string[] }, Failures & { key: string }>(
    (p) => sql`
      SELECT key, failures, started_at AS "startedAt", last_failed_at AS "lastFailedAt"
      FROM ${sql.table(table)} WHERE key = ANY (${p.keys}::text[])`,
  );

  /** Counts one failure. Starts a new count when the earlier failures have expired (see rules.ts). */
  const countFailure = prepared<
    { key: string; now: Date; quietSince: Date; windowSince: Date },
    Failures & { key: string }
  >(
    (p) => sql`
      INSERT INTO ${sql.table(table)} AS counter (key, failures, started_at, last_failed_at)
      VALUES (${p.key}, 1, ${p.now}, ${p.now})
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE
          WHEN counter.last_failed_at <= ${p.quietSince} OR counter.started_at <= ${p.windowSince} THEN 1
          ELSE counter.failures + 1 END,
        started_at = CASE
          WHEN counter.last_failed_at <= ${p.quietSince} OR counter.started_at <= ${p.windowSince}
          THEN excluded.started_at ELSE counter.started_at END,
        last_failed_at = excluded.last_failed_at
      RETURNING key, failures, started_at AS "startedAt", last_failed_at AS "lastFailedAt"`,
  );

  const deleteFailures = prepared<{ keys: string[] }, never>(
    (p) => sql`DELETE FROM ${sql.table(table)} WHERE key = ANY (${p.keys}::text[])`,
  );
  return { findFailures, countFailure, deleteFailures };
}
export type ThrottleQueries = ReturnType<typeof throttleQueries>;
