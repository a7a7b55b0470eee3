import { sql } from "kysely";
import type { RowWithId } from "../db/batched-writes.ts";
import { prepared, preparedForRows } from "../db/prepared.ts";

export interface KeyRow {
  readonly scope: string;
  readonly key: string;
  readonly claimed: boolean;
  readonly fingerprint: string;
  readonly state: "RUNNING" | "DONE";
  readonly resume: string;
  /** End of the lock. It identifies the claim: after a take-over, the earlier holder writes nothing more. */
  readonly lockedUntil: Date;
  readonly status: number | null;
  readonly body: unknown;
}

/**
 * Claims keys in one statement. Each key stands in it once. A new key, or a key with an expired lock, becomes
 * ours (`claimed`); any other comes back as it is. The primary key decides between two processes, and rows
 * are locked in its order.
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
      SELECT * FROM unnest(
        ${p.scopes}::text[], ${p.keys}::text[], ${p.fingerprints}::text[], ${p.resumes}::uuid[])
        AS each (scope, key, fingerprint, resume)
    ), claim AS (
      INSERT INTO platform.idempotency_keys AS held (scope, key, fingerprint, state, resume, locked_until,
        created_at)
      SELECT scope, key, fingerprint, 'RUNNING', resume, ${p.lockedUntil}::timestamptz, ${p.now}::timestamptz
      FROM given ORDER BY scope, key
      ON CONFLICT (scope, key) DO UPDATE SET locked_until = excluded.locked_until
        WHERE held.state = 'RUNNING' AND held.locked_until < ${p.now}
          AND held.fingerprint = excluded.fingerprint
      RETURNING scope, key, true AS claimed, fingerprint, state, resume, locked_until, status, body)
    SELECT scope, key, claimed, fingerprint, state, resume, locked_until AS "lockedUntil", status, body
    FROM claim
    UNION ALL
    SELECT held.scope, held.key, false, held.fingerprint, held.state, held.resume, held.locked_until,
           held.status, held.body
    FROM given JOIN platform.idempotency_keys AS held ON held.scope = given.scope AND held.key = given.key
    WHERE NOT EXISTS (SELECT FROM claim WHERE claim.scope = given.scope AND claim.key = given.key)`,
);

/** A claimed key and the status of the answer that is to be stored with it. */
export interface AnswerSlot {
  readonly scope: string;
  readonly key: string;
  readonly lockedUntil: Date;
  readonly status: number;
}

/** An answer among the columns of a row that is written with it. All null: none is stored. */
export interface AnswerRow {
  readonly scope: string | null;
  readonly key: string | null;
  readonly lockedUntil: Date | null;
  readonly status: number | null;
  readonly answer: unknown;
}

export const answerRow = (slot: AnswerSlot | null, body: unknown): AnswerRow =>
  slot === null
    ? { scope: null, key: null, lockedUntil: null, status: null, answer: null }
    : {
        scope: slot.scope,
        key: slot.key,
        lockedUntil: slot.lockedUntil,
        status: slot.status,
        answer: body,
      };

/** The columns of `AnswerRow` in the input of a statement over many rows. */
export const answerColumns = 'scope text, key text, "lockedUntil" timestamptz, status int, answer jsonb';

/**
 * Stores the answers of the rows of `input`, the CTE of a statement of `preparedForRows`. The fragment is an
 * UPDATE; a condition may follow it. It changes nothing for a row without an answer, and for one whose key
 * was taken over by another request or has an answer.
 */
export const keepAnswers = sql.raw(`
  UPDATE platform.idempotency_keys AS held
  SET state = 'DONE', status = input.status, body = input.answer
  FROM input
  WHERE held.scope = input.scope AND held.key = input.key AND held.state = 'RUNNING'
    AND held.locked_until = input."lockedUntil"`);

/** Stores the final answer in a statement of its own, after the result of the request. */
export const finishKey = preparedForRows<AnswerRow & RowWithId, RowWithId>(
  `id text, ${answerColumns}`,
  (rows) => sql`WITH input AS (${rows}) ${keepAnswers} RETURNING input.id`,
);

/** The input of `finishKey`. */
export const finishedKey = (slot: AnswerSlot, body: unknown) => ({
  id: `${slot.scope} ${slot.key}`,
  ...answerRow(slot, body),
});

/** Lets the next request with this key start at once: the answer was not final. */
export const releaseKey = prepared<{ scope: string; key: string; lockedUntil: Date; now: Date }, never>(
  (p) => sql`
    UPDATE platform.idempotency_keys SET locked_until = ${p.now}::timestamptz - interval '1 second'
    WHERE scope = ${p.scope} AND key = ${p.key} AND state = 'RUNNING' AND locked_until = ${p.lockedUntil}`,
);

/** Removes keys that are too old for repeats. */
export const deleteOldKeys = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM platform.idempotency_keys WHERE created_at < ${p.before}`,
);

/** Removes the keys with a scope that begins with `actor`. It reads all keys: members leave rarely. */
export const deleteKeysOf = prepared<{ actor: string }, never>(
  (p) => sql`DELETE FROM platform.idempotency_keys WHERE starts_with(scope, ${p.actor})`,
);
