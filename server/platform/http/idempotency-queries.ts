import { sql } from "kysely";
import { prepared } from "../db/prepared.ts";

export interface KeyRow {
  readonly claimed: boolean;
  readonly fingerprint: string;
  readonly state: "RUNNING" | "DONE";
  readonly resume: string;
  readonly status: number | null;
  readonly body: unknown;
}

/**
 * Claims a key in one statement. A new key, or one whose holder's lock is over, is ours (`claimed`); any other comes back
 * as it is. Two requests at once are arbitrated by the primary key.
 */
export const claimKey = prepared<
  { scope: string; key: string; fingerprint: string; resume: string; now: Date; lockedUntil: Date },
  KeyRow
>(
  (p) => sql`
    WITH claim AS (
      INSERT INTO platform.idempotency_keys AS held (scope, key, fingerprint, state, resume, locked_until)
      VALUES (${p.scope}, ${p.key}, ${p.fingerprint}, 'RUNNING', ${p.resume}, ${p.lockedUntil})
      ON CONFLICT (scope, key) DO UPDATE SET locked_until = excluded.locked_until
        WHERE held.state = 'RUNNING' AND held.locked_until < ${p.now} AND held.fingerprint = excluded.fingerprint
      RETURNING true AS claimed, fingerprint, state, resume, status, body)
    SELECT claimed, fingerprint, state, resume, status, body FROM claim
    UNION ALL
    SELECT false, fingerprint, state, resume, status, body FROM platform.idempotency_keys
    WHERE scope = ${p.scope} AND key = ${p.key} AND NOT EXISTS (SELECT FROM claim)`,
);

/** Keeps the final answer for replays. */
export const finishKey = prepared<{ scope: string; key: string; status: number; body: string }, never>(
  (p) => sql`
    UPDATE platform.idempotency_keys SET state = 'DONE', status = ${p.status}, body = ${p.body}::jsonb
    WHERE scope = ${p.scope} AND key = ${p.key} AND state = 'RUNNING'`,
);

/** Lets the next request with this key start at once: the answer was not final. */
export const releaseKey = prepared<{ scope: string; key: string; now: Date }, never>(
  (p) => sql`
    UPDATE platform.idempotency_keys SET locked_until = ${p.now}::timestamptz - interval '1 second'
    WHERE scope = ${p.scope} AND key = ${p.key} AND state = 'RUNNING'`,
);

/** Removes keys that nobody repeats any more. */
export const deleteOldKeys = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM platform.idempotency_keys WHERE created_at < ${p.before}`,
);
