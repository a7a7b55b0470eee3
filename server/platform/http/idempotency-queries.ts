import { sql } from "kysely";
import { prepared } from "../db/prepared.ts";

export interface KeyRow {
  readonly scope: string;
  readonly key: string;
  readonly claimed: boolean;
  readonly fingerprint: string;
  readonly state: "RUNNING" | "DONE";
  readonly resume: string;
  /** Until when the holder has it: names this holding, so that who was overtaken writes nothing more. */
  readonly lockedUntil: Date;
  readonly status: number | null;
  readonly body: unknown;
}

/**
 * Claims keys in one statement, each named once. A new key, or one whose holder's lock is over, is ours (`claimed`); any
 * other comes back as it is. Two processes at once are arbitrated by the primary key, in whose order the rows are taken.
 */
export const claimKeys = prepared<
  {
    scopes: string[];
    keys: string[];
    fingerprints: string[];
    resumes: string[];
    now: Date;
    lockedUntil: Date;
  },
  KeyRow
>(
  (p) => sql`
    WITH given AS (
      SELECT * FROM unnest(${p.scopes}::text[], ${p.keys}::text[], ${p.fingerprints}::text[], ${p.resumes}::uuid[])
        AS each (scope, key, fingerprint, resume)
    ), claim AS (
      INSERT INTO platform.idempotency_keys AS held (scope, key, fingerprint, state, resume, locked_until)
      SELECT scope, key, fingerprint, 'RUNNING', resume, ${p.lockedUntil}::timestamptz FROM given ORDER BY scope, key
      ON CONFLICT (scope, key) DO UPDATE SET locked_until = excluded.locked_until
        WHERE held.state = 'RUNNING' AND held.locked_until < ${p.now} AND held.fingerprint = excluded.fingerprint
      RETURNING scope, key, true AS claimed, fingerprint, state, resume, locked_until, status, body)
    SELECT scope, key, claimed, fingerprint, state, resume, locked_until AS "lockedUntil", status, body FROM claim
    UNION ALL
    SELECT held.scope, held.key, false, held.fingerprint, held.state, held.resume, held.locked_until, held.status, held.body
    FROM given JOIN platform.idempotency_keys AS held ON held.scope = given.scope AND held.key = given.key
    WHERE NOT EXISTS (SELECT FROM claim WHERE claim.scope = given.scope AND claim.key = given.key)`,
);

/** Keeps the final answer for replays. */
export const finishKey = prepared<
  { scope: string; key: string; lockedUntil: Date; status: number; body: string },
  never
>(
  (p) => sql`
    UPDATE platform.idempotency_keys SET state = 'DONE', status = ${p.status}, body = ${p.body}::jsonb
    WHERE scope = ${p.scope} AND key = ${p.key} AND state = 'RUNNING' AND locked_until = ${p.lockedUntil}`,
);

/** Lets the next request with this key start at once: the answer was not final. */
export const releaseKey = prepared<{ scope: string; key: string; lockedUntil: Date; now: Date }, never>(
  (p) => sql`
    UPDATE platform.idempotency_keys SET locked_until = ${p.now}::timestamptz - interval '1 second'
    WHERE scope = ${p.scope} AND key = ${p.key} AND state = 'RUNNING' AND locked_until = ${p.lockedUntil}`,
);

/** Removes keys that nobody repeats any more. */
export const deleteOldKeys = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM platform.idempotency_keys WHERE created_at < ${p.before}`,
);

/** Removes the keys whose scope begins so. Reads all keys: people leave rarely. */
export const deleteKeysOf = prepared<{ actor: string }, never>(
  (p) => sql`DELETE FROM platform.idempotency_keys WHERE starts_with(scope, ${p.actor})`,
);
