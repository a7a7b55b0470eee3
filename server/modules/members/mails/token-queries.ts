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
 * Stores a link's token in the place of the one before it. No row: a later mail has been asked for meanwhile, so this
 * one must not be sent.
 */
export const issueToken = prepared<NewToken, { purpose: TokenPurpose }>(
  (p) => sql`
    INSERT INTO members.mail_tokens (token_hash, purpose, account_id, subject, asked_at, created_at, expires_at)
    SELECT ${p.tokenHash}::bytea, ${p.purpose}::text, ${p.accountId}::uuid, ${p.subject}::text, ${p.askedAt}::timestamptz,
           ${p.now}::timestamptz, ${p.expiresAt}::timestamptz
    WHERE NOT EXISTS (
      SELECT FROM members.mail_tokens
      WHERE purpose = ${p.purpose}::text AND account_id = ${p.accountId}::uuid AND asked_at > ${p.askedAt}::timestamptz)
    ON CONFLICT (purpose, (coalesce(account_id::text, subject))) WHERE used_at IS NULL DO UPDATE
    SET token_hash = excluded.token_hash, subject = excluded.subject, asked_at = excluded.asked_at,
        created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE mail_tokens.asked_at <= excluded.asked_at
    RETURNING purpose`,
);

/** Whom a token stands for, and what it is about. */
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

/** Uses the token up. No row: it is unknown, used, over, or replaced. Of parallel tries one gets the row. */
export const consumeToken = prepared<PresentedToken, TokenRow>(
  (p) => sql`
    UPDATE members.mail_tokens SET used_at = ${p.now}
    WHERE token_hash = ${p.tokenHash} AND purpose = ${p.purpose} AND used_at IS NULL AND expires_at > ${p.now}
    RETURNING account_id AS "accountId", subject`,
);

/** The token as `takeToken` would find it, left as it is. */
export const findToken = prepared<PresentedToken, TokenRow>(
  (p) => sql`
    SELECT account_id AS "accountId", subject FROM members.mail_tokens
    WHERE token_hash = ${p.tokenHash} AND purpose = ${p.purpose} AND used_at IS NULL AND expires_at > ${p.now}`,
);

/** Before a token is stored: a revocation that is going on in another transaction is seen then. */
export const lockOwner = prepared<{ accountId: string }, { id: string }>(
  (p) => sql`SELECT id FROM members.accounts WHERE id = ${p.accountId} FOR SHARE`,
);

/**
 * Makes the open links of an account worthless, and those whose mail is not made yet: for each purpose a token stays behind
 * that nobody has, used already and about nothing, which was asked for after them (see `issueToken`). The database's own
 * clock tells when, as it does for the events that ask for mails.
 */
export const revokeTokens = prepared<
  { accountId: string; purposes: readonly TokenPurpose[]; now: Date; keptUntil: Date },
  never
>(
  (p) => sql`
    WITH ended AS (
      UPDATE members.mail_tokens SET used_at = ${p.now}
      WHERE account_id = ${p.accountId} AND purpose = ANY (${p.purposes}::text[]) AND used_at IS NULL
    )
    INSERT INTO members.mail_tokens (token_hash, purpose, account_id, subject, asked_at, created_at, used_at, expires_at)
    SELECT sha256(uuid_send(gen_random_uuid())), purpose, ${p.accountId}::uuid, '', clock_timestamp(),
           ${p.now}::timestamptz, ${p.now}::timestamptz, ${p.keptUntil}::timestamptz
    FROM unnest(${p.purposes}::text[]) AS purpose`,
);

/** Deletes tokens whose time was over before a moment. */
export const deleteOldTokens = prepared<{ expiredBefore: Date }, never>(
  (p) => sql`DELETE FROM members.mail_tokens WHERE expires_at < ${p.expiredBefore}`,
);
