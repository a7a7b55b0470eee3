import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { Audience } from "./roles.ts";
import type { Failures } from "./throttle.ts";

export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly passwordHash: string;
}

/** Also answers accounts that may not sign in: `openSession` judges that, after the password was checked. */
export const findAccount = prepared<{ emailKey: string }, AccountRow>(
  (p) => sql`
    SELECT id, email, name, role, password_hash AS "passwordHash"
    FROM members.accounts WHERE email_key = ${p.emailKey}`,
);

interface NewSession {
  readonly sessionId: string;
  readonly accountId: string;
  /** As it was when the password was checked. */
  readonly passwordHash: string;
  readonly role: string;
  readonly audience: Audience;
  readonly now: Date;
  readonly idleExpiresAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly tokenId: string;
  readonly tokenHash: Buffer;
  /** The account's counter of failures, which ends here. */
  readonly throttleKey: string;
}

/**
 * Begins a session with its first refresh token and forgets the account's failures, in one statement. No row: the
 * account may not sign in, or its password or role changed since it was read.
 */
export const openSession = prepared<NewSession, { id: string }>(
  (p) => sql`
    WITH opened AS (
      INSERT INTO members.sessions (id, account_id, audience, created_at, last_used_at, idle_expires_at,
                                    absolute_expires_at, auth_time, ip, user_agent)
      SELECT ${p.sessionId}::uuid, id, ${p.audience}, ${p.now}::timestamptz, ${p.now}::timestamptz,
             ${p.idleExpiresAt}::timestamptz, ${p.absoluteExpiresAt}::timestamptz, ${p.now}::timestamptz,
             ${p.ip}::inet, ${p.userAgent}
      FROM members.accounts
      WHERE id = ${p.accountId} AND status = 'active' AND password_hash = ${p.passwordHash} AND role = ${p.role}
      RETURNING id, created_at, idle_expires_at
    ), forgiven AS (
      DELETE FROM members.throttles WHERE key = ${p.throttleKey} AND EXISTS (SELECT FROM opened)
    )
    INSERT INTO members.refresh_tokens (id, session_id, token_hash, issued_at, expires_at)
    SELECT ${p.tokenId}::uuid, id, ${p.tokenHash}::bytea, created_at, idle_expires_at FROM opened
    RETURNING session_id AS id`,
);

/** Whom a session stands for. No row: it is revoked or over, or its account may not sign in. */
export const findLiveSession = prepared<
  { sessionId: string; accountId: string; audience: Audience; now: Date },
  { name: string; role: string }
>(
  (p) => sql`
    SELECT accounts.name, accounts.role
    FROM members.sessions JOIN members.accounts ON accounts.id = sessions.account_id
    WHERE sessions.id = ${p.sessionId} AND sessions.account_id = ${p.accountId} AND sessions.audience = ${p.audience}
      AND sessions.revoked_at IS NULL AND sessions.idle_expires_at > ${p.now} AND sessions.absolute_expires_at > ${p.now}
      AND accounts.status = 'active'`,
);

/** Ends a session. No row: it had ended already. */
export const revokeSession = prepared<
  { sessionId: string; accountId: string; reason: string; now: Date },
  { id: string }
>(
  (p) => sql`
    UPDATE members.sessions SET revoked_at = ${p.now}, reason = ${p.reason}
    WHERE id = ${p.sessionId} AND account_id = ${p.accountId} AND revoked_at IS NULL
    RETURNING id`,
);

export const findFailures = prepared<{ keys: string[] }, Failures & { key: string }>(
  (p) => sql`
    SELECT key, failures, started_at AS "startedAt", last_failed_at AS "lastFailedAt"
    FROM members.throttles WHERE key = ANY (${p.keys}::text[])`,
);

/** Counts one failure; begins anew when the earlier ones are forgotten (see throttle.ts). */
export const countFailure = prepared<
  { key: string; now: Date; quietSince: Date; windowSince: Date },
  { failures: number }
>(
  (p) => sql`
    INSERT INTO members.throttles AS known (key, failures, started_at, last_failed_at)
    VALUES (${p.key}, 1, ${p.now}, ${p.now})
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN known.last_failed_at <= ${p.quietSince} OR known.started_at <= ${p.windowSince}
                      THEN 1 ELSE known.failures + 1 END,
      started_at = CASE WHEN known.last_failed_at <= ${p.quietSince} OR known.started_at <= ${p.windowSince}
                        THEN excluded.started_at ELSE known.started_at END,
      last_failed_at = excluded.last_failed_at
    RETURNING failures`,
);

/** Deletes counters that are forgotten and sessions that ended long ago, with their tokens. */
export const deleteOld = prepared<{ failedBefore: Date; endedBefore: Date }, { sessions: number }>(
  (p) => sql`
    WITH counters AS (
      DELETE FROM members.throttles WHERE last_failed_at < ${p.failedBefore}
    ), ended AS (
      DELETE FROM members.sessions WHERE absolute_expires_at < ${p.endedBefore} RETURNING id
    )
    SELECT count(*) AS sessions FROM ended`,
);

export const findOwners = prepared<object, { emailKey: string }>(
  () => sql`
    SELECT email_key AS "emailKey" FROM members.accounts WHERE role = 'owner' AND status = 'active' LIMIT 100`,
);

/** No row: the shop has an owner, or the e-mail an account. */
export const insertFirstOwner = prepared<
  { id: string; email: string; emailKey: string; name: string; passwordHash: string; now: Date },
  { id: string }
>(
  (p) => sql`
    INSERT INTO members.accounts (id, email, email_key, name, password_hash, role, created_at, updated_at)
    SELECT ${p.id}::uuid, ${p.email}, ${p.emailKey}, ${p.name}, ${p.passwordHash}, 'owner',
           ${p.now}::timestamptz, ${p.now}::timestamptz
    WHERE NOT EXISTS (SELECT FROM members.accounts WHERE role = 'owner' AND status = 'active')
    ON CONFLICT (email_key) DO NOTHING
    RETURNING id`,
);

/** Rows that break an invariant of this module, in words that name no person. */
export const findMemberViolations = prepared<{ roles: string[]; limit: number }, { violation: string }>(
  (p) => sql`
    SELECT 'account ' || id || ' has the unknown role ' || role AS violation
    FROM members.accounts WHERE role <> ALL (${p.roles}::text[])
    UNION ALL
    SELECT 'session ' || session_id || ' has ' || count(*) || ' refresh tokens that were not used yet'
    FROM members.refresh_tokens WHERE used_at IS NULL GROUP BY session_id HAVING count(*) > 1
    UNION ALL
    SELECT 'refresh token ' || token.id || ' and its successor do not name each other in one session'
    FROM members.refresh_tokens AS token JOIN members.refresh_tokens AS successor ON successor.id = token.successor_id
    WHERE successor.session_id <> token.session_id OR successor.parent_id IS DISTINCT FROM token.id
    LIMIT ${p.limit}`,
);
