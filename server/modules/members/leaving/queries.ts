/** Deletes accounts, and the records that stay after them. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { members } from "../contract.ts";

export interface LeaverRow {
  readonly id: string;
  readonly emailKey: string;
  readonly name: string;
  readonly role: string;
}

/** For a transaction that deletes the account. No row: it is deleted or disabled. */
export const lockLeaver = prepared<{ id: string }, LeaverRow>(
  (p) => sql`
    SELECT id, email_key AS "emailKey", name, role FROM members.accounts
    WHERE id = ${p.id} AND status = 'active' FOR UPDATE`,
);

/**
 * Deletes an account with everything that belongs to it (sessions, tokens, addresses, factors, challenges,
 * mailed links, API keys). Revokes invitations to its e-mail, clears its counters, and stores its
 * fingerprint. Publishes the event with the values for the farewell mail. The transaction must hold the
 * account's lock. Returns the sessions that had not expired.
 */
export const deleteAccount = prepared<
  {
    id: string;
    emailKey: string;
    emailFingerprint: Buffer;
    throttleKeys: string[];
    now: Date;
    retentionUntil: Date;
  },
  { sessionIds: string[] }
>(
  (p) => sql`
    WITH sessions AS (
      SELECT coalesce(array_agg(id), '{}') AS ids FROM members.sessions
      WHERE account_id = ${p.id} AND absolute_expires_at > ${p.now}
    ), account AS (
      DELETE FROM members.accounts WHERE id = ${p.id} RETURNING id, email, name, language
    ), revoked_invitations AS (
      UPDATE members.staff_invitations SET revoked_at = ${p.now}, email = NULL, email_key = NULL
      WHERE email_key = ${p.emailKey}
    ), cleared_counters AS (
      DELETE FROM members.throttles WHERE key = ANY (${p.throttleKeys}::text[])
    ), published AS (
      SELECT ${publish(members.events.left, {
        memberId: sql`id`,
        email: sql`email`,
        name: sql`name`,
        language: sql`language`,
      })}
      FROM account
    )
    INSERT INTO members.departed AS existing (email_fingerprint, left_at, retention_until, session_ids)
    SELECT ${p.emailFingerprint}::bytea, ${p.now}::timestamptz, ${p.retentionUntil}::timestamptz, ids
    FROM account, sessions, (SELECT count(*) FROM published) AS published
    ON CONFLICT (email_fingerprint) DO UPDATE
    SET left_at = excluded.left_at, retention_until = excluded.retention_until,
        session_ids = existing.session_ids || excluded.session_ids
    RETURNING session_ids AS "sessionIds"`,
);

/**
 * Keeps the account's consents as a proof until `until`, and deletes their IP addresses and clients. Run
 * after the account is deleted.
 */
export const retainConsents = prepared<{ accountId: string; until: Date }, { id: string }>(
  (p) => sql`
    UPDATE members.consents SET ip = NULL, user_agent = NULL, retention_until = ${p.until}
    WHERE account_id = ${p.accountId} RETURNING id`,
);

export const deleteDeparted = prepared<{ now: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM members.departed WHERE email_fingerprint IN (
      SELECT email_fingerprint FROM members.departed
      WHERE retention_until <= ${p.now} ORDER BY retention_until LIMIT ${p.limit})
    RETURNING encode(email_fingerprint, 'hex') AS id`,
);

/** Deletes consents of deleted accounts when their retention as a proof has ended. */
export const deleteOldConsents = prepared<{ now: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM members.consents WHERE id IN (
      SELECT id FROM members.consents
      WHERE retention_until <= ${p.now} ORDER BY retention_until LIMIT ${p.limit})
    RETURNING id`,
);
