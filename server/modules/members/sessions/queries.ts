import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { members } from "../contract.ts";
import type { Audience } from "../roles.ts";

interface NewSession {
  readonly sessionId: string;
  readonly accountId: string;
  /** The hash that the password was compared with; null when the proof does not depend on the password. */
  readonly passwordHash: string | null;
  readonly role: string;
  readonly audience: Audience;
  readonly methods: string[];
  readonly now: Date;
  readonly idleExpiresAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly rotationKey: Buffer;
  readonly tokenId: string;
  readonly tokenHash: Buffer;
  /** The account's failure counters, which are cleared. */
  readonly throttleKeys: string[];
  /** The session that this one replaces, at a step-up. */
  readonly replaces: string | null;
}

/**
 * Inserts a session with its first refresh token and clears the account's failures, in one statement. No row:
 * the account is disabled, its password or role changed since it was read, a password alone is no longer
 * enough, or the session to be replaced has ended.
 */
export const openSession = prepared<NewSession, { id: string }>(
  (p) => sql`
    WITH account AS (
      UPDATE members.accounts SET last_sign_in_at = ${p.now}
      WHERE id = ${p.accountId} AND status = 'active' AND role = ${p.role}
        AND (${p.passwordHash}::text IS NULL OR password_hash = ${p.passwordHash})
        AND NOT (${p.methods}::text[] = '{pwd}' AND members.has_totp(id))
      RETURNING id
    ), replaced AS (
      UPDATE members.sessions SET revoked_at = ${p.now}, reason = 'replaced' FROM account
      WHERE sessions.id = ${p.replaces} AND sessions.account_id = account.id AND revoked_at IS NULL
      RETURNING sessions.id
    ), opened AS (
      INSERT INTO members.sessions
        (id, account_id, audience, methods, created_at, last_used_at, idle_expires_at, absolute_expires_at,
         auth_time, ip, user_agent, rotation_key)
      SELECT ${p.sessionId}::uuid, id, ${p.audience}, ${p.methods}::text[], ${p.now}::timestamptz,
             ${p.now}::timestamptz, ${p.idleExpiresAt}::timestamptz, ${p.absoluteExpiresAt}::timestamptz,
             ${p.now}::timestamptz, ${p.ip}::inet, ${p.userAgent}, ${p.rotationKey}::bytea
      FROM account WHERE ${p.replaces}::uuid IS NULL OR EXISTS (SELECT FROM replaced)
      RETURNING id, created_at, idle_expires_at
    ), cleared_counters AS (
      DELETE FROM members.throttles
      WHERE key = ANY (${p.throttleKeys}::text[]) AND EXISTS (SELECT FROM opened)
    )
    INSERT INTO members.refresh_tokens (id, session_id, token_hash, issued_at, expires_at)
    SELECT ${p.tokenId}::uuid, id, ${p.tokenHash}::bytea, created_at, idle_expires_at FROM opened
    RETURNING session_id AS id`,
);

/** The account of a live session. No row: the session is revoked or expired, or its account is disabled. */
export const findLiveSession = prepared<
  { sessionId: string; accountId: string; audience: Audience; now: Date },
  { name: string; role: string; methods: string[]; authTime: Date }
>(
  (p) => sql`
    SELECT accounts.name, accounts.role, sessions.methods, sessions.auth_time AS "authTime"
    FROM members.sessions JOIN members.accounts ON accounts.id = sessions.account_id
    WHERE sessions.id = ${p.sessionId} AND sessions.account_id = ${p.accountId}
      AND sessions.audience = ${p.audience} AND sessions.revoked_at IS NULL
      AND sessions.idle_expires_at > ${p.now} AND sessions.absolute_expires_at > ${p.now}
      AND accounts.status = 'active'`,
);

export interface RefreshRow {
  readonly tokenId: string;
  readonly usedAt: Date | null;
  readonly usedBy: string | null;
  readonly sessionId: string;
  readonly rotationKey: Buffer;
  readonly audience: Audience;
  readonly methods: string[];
  readonly authTime: Date;
  readonly absoluteExpiresAt: Date;
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly emailVerified: boolean;
}

/**
 * A refresh token with its session and account. No row: unknown or expired token, ended session, disabled
 * account.
 */
export const findRefreshToken = prepared<{ tokenHash: Buffer; now: Date }, RefreshRow>(
  (p) => sql`
    SELECT token.id AS "tokenId", token.used_at AS "usedAt", token.used_by AS "usedBy",
           session.id AS "sessionId", session.rotation_key AS "rotationKey", session.audience,
           session.methods, session.auth_time AS "authTime",
           session.absolute_expires_at AS "absoluteExpiresAt",
           account.id AS "accountId", account.email, account.name, account.role,
           account.email_verified_at IS NOT NULL AS "emailVerified"
    FROM members.refresh_tokens AS token
    JOIN members.sessions AS session ON session.id = token.session_id
    JOIN members.accounts AS account ON account.id = session.account_id
    WHERE token.token_hash = ${p.tokenHash} AND token.expires_at > ${p.now} AND session.revoked_at IS NULL
      AND session.idle_expires_at > ${p.now} AND session.absolute_expires_at > ${p.now}
      AND account.status = 'active'`,
);

/**
 * Consumes a refresh token and stores its successor; the session continues. Of parallel attempts one gets the
 * row.
 */
export const rotateToken = prepared<
  {
    tokenId: string;
    successorId: string;
    successorHash: Buffer;
    usedBy: string | null;
    now: Date;
    idleExpiresAt: Date;
  },
  { id: string }
>(
  (p) => sql`
    WITH session AS (
      UPDATE members.sessions SET last_used_at = ${p.now}, idle_expires_at = ${p.idleExpiresAt}
      FROM members.refresh_tokens AS token
      WHERE token.id = ${p.tokenId} AND token.used_at IS NULL
        AND sessions.id = token.session_id AND revoked_at IS NULL
      RETURNING sessions.id
    ), successor AS (
      INSERT INTO members.refresh_tokens (id, session_id, token_hash, parent_id, issued_at, expires_at)
      SELECT ${p.successorId}::uuid, id, ${p.successorHash}::bytea, ${p.tokenId}::uuid, ${p.now}::timestamptz,
             ${p.idleExpiresAt}::timestamptz
      FROM session
      -- A request that waited for the session's row finds the successor already stored.
      ON CONFLICT (token_hash) DO NOTHING
      RETURNING id
    )
    UPDATE members.refresh_tokens SET used_at = ${p.now}, used_by = ${p.usedBy}, successor_id = successor.id
    FROM successor WHERE refresh_tokens.id = ${p.tokenId} AND used_at IS NULL
    RETURNING refresh_tokens.id`,
);

/** Ends the session of a replayed token, and publishes that. No row: it had ended already. */
export const revokeReplayed = prepared<{ sessionId: string; now: Date }, { id: string }>(
  (p) => sql`
    WITH ended AS (
      UPDATE members.sessions SET revoked_at = ${p.now}, reason = 'replayed'
      WHERE id = ${p.sessionId} AND revoked_at IS NULL RETURNING id, account_id
    ), published AS (
      SELECT ${publish(members.events.refreshTokenReplayed, { memberId: sql`account_id` })} FROM ended
    )
    SELECT id, (SELECT count(*) FROM published) AS published FROM ended`,
);

/** Ends sessions of an account: one, all, or all but one. Returns those that had not ended yet. */
export const revokeSessions = prepared<
  { accountId: string; only: string | null; except: string | null; reason: string; now: Date },
  { id: string }
>(
  (p) => sql`
    UPDATE members.sessions SET revoked_at = ${p.now}, reason = ${p.reason}
    WHERE account_id = ${p.accountId} AND revoked_at IS NULL AND absolute_expires_at > ${p.now}
      AND (${p.only}::uuid IS NULL OR id = ${p.only})
      AND (${p.except}::uuid IS NULL OR id <> ${p.except})
    RETURNING id`,
);

/** The session that a refresh token belongs to, used or not. */
export const findSessionOfToken = prepared<{ tokenHash: Buffer }, { sessionId: string; accountId: string }>(
  (p) => sql`
    SELECT session.id AS "sessionId", session.account_id AS "accountId"
    FROM members.refresh_tokens AS token
    JOIN members.sessions AS session ON session.id = token.session_id
    WHERE token.token_hash = ${p.tokenHash}`,
);

export const findRevokedSessions = prepared<{ since: Date }, { id: string }>(
  (p) => sql`
    SELECT id FROM members.sessions WHERE revoked_at > ${p.since}
    -- The sessions of a deleted account are deleted with it, but their tokens have not expired yet.
    UNION ALL SELECT unnest(session_ids) FROM members.departed WHERE left_at > ${p.since}
    LIMIT 100000`,
);

export interface SessionRow {
  readonly id: string;
  readonly audience: Audience;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** The live sessions of an account, the most recently used first. */
export const listSessions = prepared<{ accountId: string; now: Date; limit: number }, SessionRow>(
  (p) => sql`
    SELECT id, audience, created_at AS "createdAt", last_used_at AS "lastUsedAt",
           least(idle_expires_at, absolute_expires_at) AS "expiresAt", host(ip) AS ip,
           user_agent AS "userAgent"
    FROM members.sessions
    WHERE account_id = ${p.accountId} AND revoked_at IS NULL
      AND idle_expires_at > ${p.now} AND absolute_expires_at > ${p.now}
    ORDER BY last_used_at DESC, id LIMIT ${p.limit}`,
);

/** Deletes expired counters, and sessions that ended long ago with their tokens. */
export const deleteOld = prepared<{ failedBefore: Date; endedBefore: Date }, { sessions: number }>(
  (p) => sql`
    WITH counters AS (
      DELETE FROM members.throttles WHERE last_failed_at < ${p.failedBefore}
    ), ended AS (
      DELETE FROM members.sessions
      WHERE least(revoked_at, idle_expires_at, absolute_expires_at) < ${p.endedBefore} RETURNING id
    )
    SELECT count(*) AS sessions FROM ended`,
);
