import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export type TokenPurpose = "verify_email" | "reset_password" | "change_email" | "invite_staff";

interface NewToken {
  readonly tokenHash: Buffer;
  readonly purpose: TokenPurpose;
  readonly accountId: string | null;
  readonly subject: string;
  readonly askedAt: Date;
  readonly now: Date;
  readonly expiresAt: Date;
}

/**
 * Stores a link's token and replaces the previous one. No row: a later mail has been requested meanwhile, so
 * this one must not be sent.
 */
export const issueToken = prepared<NewToken, { purpose: TokenPurpose }>(
  (p) => sql`
    INSERT INTO members.mail_tokens
      (token_hash, purpose, account_id, subject, asked_at, created_at, expires_at)
    SELECT ${p.tokenHash}::bytea, ${p.purpose}::text, ${p.accountId}::uuid, ${p.subject}::text,
           ${p.askedAt}::timestamptz, ${p.now}::timestamptz, ${p.expiresAt}::timestamptz
    WHERE NOT EXISTS (
      SELECT FROM members.mail_tokens
      WHERE purpose = ${p.purpose}::text AND account_id = ${p.accountId}::uuid
        AND asked_at > ${p.askedAt}::timestamptz)
    ON CONFLICT (purpose, (coalesce(account_id::text, subject))) WHERE used_at IS NULL DO UPDATE
    SET token_hash = excluded.token_hash, subject = excluded.subject, asked_at = excluded.asked_at,
        created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE mail_tokens.asked_at <= excluded.asked_at
    RETURNING purpose`,
);

/** The account and the subject of a token. */
export interface TokenRow {
  /** Null for an invitation. */
  readonly accountId: string | null;
  /** The e-mail that the mail was sent to, or the id of the invitation. */
  readonly subject: string;
}

interface PresentedToken {
  readonly tokenHash: Buffer;
  readonly purpose: TokenPurpose;
  readonly now: Date;
}

/**
 * Consumes the token. No row: it is unknown, consumed, expired or replaced. Of parallel attempts one gets the
 * row.
 */
export const consumeToken = prepared<PresentedToken, TokenRow>(
  (p) => sql`
    UPDATE members.mail_tokens SET used_at = ${p.now}
    WHERE token_hash = ${p.tokenHash} AND purpose = ${p.purpose} AND used_at IS NULL
      AND expires_at > ${p.now}
    RETURNING account_id AS "accountId", subject`,
);

/** The row that `consumeToken` would return; the token stays valid. */
export const findToken = prepared<PresentedToken, TokenRow>(
  (p) => sql`
    SELECT account_id AS "accountId", subject FROM members.mail_tokens
    WHERE token_hash = ${p.tokenHash} AND purpose = ${p.purpose} AND used_at IS NULL
      AND expires_at > ${p.now}`,
);

/** Taken before a token is stored: it waits for a concurrent revocation, which is then visible. */
export const lockOwner = prepared<{ accountId: string }, { id: string }>(
  (p) => sql`SELECT id FROM members.accounts WHERE id = ${p.accountId} FOR SHARE`,
);

/**
 * Revokes the open links of an account, and the requested links whose mail is not made yet. For each purpose
 * it stores a consumed token that no mail contains, with a later request time than theirs (see `issueToken`).
 * That time comes from the database's clock, as the times of the events do.
 */
export const revokeTokens = prepared<
  { accountId: string; purposes: readonly TokenPurpose[]; now: Date; expiresAt: Date },
  never
>(
  (p) => sql`
    WITH ended AS (
      UPDATE members.mail_tokens SET used_at = ${p.now}
      WHERE account_id = ${p.accountId} AND purpose = ANY (${p.purposes}::text[]) AND used_at IS NULL
    )
    INSERT INTO members.mail_tokens
      (token_hash, purpose, account_id, subject, asked_at, created_at, used_at, expires_at)
    SELECT sha256(uuid_send(gen_random_uuid())), purpose, ${p.accountId}::uuid, '', clock_timestamp(),
           ${p.now}::timestamptz, ${p.now}::timestamptz, ${p.expiresAt}::timestamptz
    FROM unnest(${p.purposes}::text[]) AS purpose`,
);

/** Deletes tokens that expired before a moment. */
export const deleteOldTokens = prepared<{ expiredBefore: Date }, never>(
  (p) => sql`DELETE FROM members.mail_tokens WHERE expires_at < ${p.expiredBefore}`,
);
