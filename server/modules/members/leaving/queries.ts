/** The end of an account. */
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

/** For a transaction that deletes the account. No row: it is gone, or disabled. */
export const lockLeaver = prepared<{ id: string }, LeaverRow>(
  (p) => sql`
    SELECT id, email_key AS "emailKey", name, role FROM members.accounts
    WHERE id = ${p.id} AND status = 'active' FOR UPDATE`,
);

/**
 * Deletes an account with all that hangs on it (sessions, tokens, addresses, factors, challenges, links of mails, API keys), ends
 * invitations to its address, forgets its counters, notes its fingerprint, and announces it: the farewell mail needs what
 * the event carries. To be run under the account's lock. Answers its sessions that were not over.
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
    ), uninvited AS (
      UPDATE members.staff_invitations SET revoked_at = ${p.now}, email = NULL, email_key = NULL
      WHERE email_key = ${p.emailKey}
    ), forgotten AS (
      DELETE FROM members.throttles WHERE key = ANY (${p.throttleKeys}::text[])
    ), published AS (
      SELECT ${publish(members.events.left, { memberId: sql`id`, email: sql`email`, name: sql`name`, language: sql`language` })} FROM account
    )
    INSERT INTO members.departed AS known (email_fingerprint, left_at, retention_until, session_ids)
    SELECT ${p.emailFingerprint}::bytea, ${p.now}::timestamptz, ${p.retentionUntil}::timestamptz, ids
    FROM account, sessions, (SELECT count(*) FROM published) AS published
    ON CONFLICT (email_fingerprint) DO UPDATE SET left_at = excluded.left_at, retention_until = excluded.retention_until,
      session_ids = known.session_ids || excluded.session_ids
    RETURNING session_ids AS "sessionIds"`,
);

/** What an account agreed to stays as a proof until its time is over; from where it did goes with it. After the account was deleted. */
export const retainConsents = prepared<{ accountId: string; until: Date }, { id: string }>(
  (p) => sql`
    UPDATE members.consents SET ip = NULL, user_agent = NULL, retention_until = ${p.until}
    WHERE account_id = ${p.accountId} RETURNING id`,
);

export const deleteDeparted = prepared<{ now: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM members.departed WHERE email_fingerprint IN (
      SELECT email_fingerprint FROM members.departed WHERE retention_until <= ${p.now} ORDER BY retention_until LIMIT ${p.limit})
    RETURNING encode(email_fingerprint, 'hex') AS id`,
);

/** Proofs of accounts that are gone, when nobody can dispute them any more. */
export const deleteOldConsents = prepared<{ now: Date; limit: number }, { id: string }>(
  (p) => sql`
    DELETE FROM members.consents WHERE id IN (
      SELECT id FROM members.consents WHERE retention_until <= ${p.now} ORDER BY retention_until LIMIT ${p.limit})
    RETURNING id`,
);
