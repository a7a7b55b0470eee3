/**
 * Statements that make or change an account: sign-up, verified e-mail, new password, new e-mail. Each
 * publishes its event in the same transaction.
 */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { members } from "../contract.ts";

interface NewAccount {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly name: string;
  readonly phone: string | null;
  readonly passwordHash: string;
  readonly language: string;
  readonly now: Date;
  /** Codes of documents, and an answer for each: true when it was agreed to. */
  readonly codes: readonly string[];
  readonly answers: readonly boolean[];
  readonly ip: string;
  readonly userAgent: string | null;
  /** Whether the owner of an existing account gets a mail about the attempt. */
  readonly notifyOwner: boolean;
}

/**
 * Makes an account with its consents. An existing account with the e-mail stays as it is. Of parallel
 * attempts one makes the account and the others see it: the update that changes nothing waits for the insert,
 * while DO NOTHING would return no row.
 */
export const insertAccount = prepared<NewAccount, { id: string; isNew: boolean }>(
  (p) => sql`
    WITH account AS (
      INSERT INTO members.accounts AS existing
        (id, email, email_key, name, phone, password_hash, language, created_at, updated_at)
      VALUES (${p.id}::uuid, ${p.email}, ${p.emailKey}, ${p.name}, ${p.phone}, ${p.passwordHash},
              ${p.language}, ${p.now}::timestamptz, ${p.now}::timestamptz)
      ON CONFLICT (email_key) DO UPDATE SET email_key = existing.email_key
      RETURNING id, old.id IS NULL AS is_new
    ), documents AS (
      SELECT DISTINCT ON (code) id, code FROM members.consent_documents
      WHERE effective_at <= ${p.now} ORDER BY code, version DESC
    ), new_consents AS (
      INSERT INTO members.consents (account_id, document_id, code, agreed, at, ip, user_agent)
      SELECT account.id, documents.id, code, answer.agreed, ${p.now}::timestamptz, ${p.ip}::inet,
             ${p.userAgent}::text
      FROM account, unnest(${p.codes}::text[], ${p.answers}::boolean[]) AS answer (code, agreed)
      JOIN documents USING (code)
      WHERE account.is_new
    ), published AS (
      SELECT ${publish(members.events.signedUp, { memberId: sql`id` })} FROM account WHERE is_new
      UNION ALL
      SELECT ${publish(members.events.signUpRepeated, { memberId: sql`id` })}
      FROM account WHERE NOT is_new AND ${p.notifyOwner}::boolean
    )
    SELECT id, is_new AS "isNew", (SELECT count(*) FROM published) AS published FROM account`,
);

/** No row: the e-mail has changed or is verified already, or the account is deleted or disabled. */
export const verifyEmail = prepared<{ id: string; emailKey: string; now: Date }, { id: string }>(
  (p) => sql`
    WITH verified AS (
      UPDATE members.accounts SET email_verified_at = ${p.now}, updated_at = ${p.now}
      WHERE id = ${p.id} AND email_key = ${p.emailKey} AND email_verified_at IS NULL AND status = 'active'
      RETURNING id
    ), published AS (
      -- The law demands that an advertising consent is confirmed to its giver, who is known only now.
      SELECT ${publish(members.events.marketingChanged, { memberId: sql`id` })} FROM verified
      WHERE EXISTS (
        SELECT FROM members.consents
        WHERE account_id = verified.id AND code LIKE 'marketing%' AND agreed)
    )
    SELECT id, (SELECT count(*) FROM published) AS published FROM verified`,
);

/** Publishes the request for another mail, unless the e-mail is verified already. */
export const publishVerificationAsked = prepared<{ id: string }, never>(
  (p) => sql`
    SELECT ${publish(members.events.verificationAsked, { memberId: sql`id` })}
    FROM members.accounts WHERE id = ${p.id} AND email_verified_at IS NULL AND status = 'active'`,
);

/**
 * Does the same for every e-mail. The consumer finds out later whether it has an account, so that the
 * response time tells nothing.
 */
export const publishPasswordResetAsked = prepared<{ email: string; language: string }, never>(
  (p) => sql`
    SELECT ${publish(members.events.passwordResetAsked, {
      email: sql`${p.email}::text`,
      language: sql`${p.language}::text`,
    })}`,
);

export const publishEmailChangeAsked = prepared<{ id: string; email: string }, never>(
  (p) => sql`
    SELECT ${publish(members.events.emailChangeAsked, {
      memberId: sql`${p.id}::uuid`,
      email: sql`${p.email}::text`,
    })}`,
);

/** No row: the password changed meanwhile, or the account is deleted or disabled. */
export const changePassword = prepared<
  { id: string; previous: string; passwordHash: string; now: Date },
  { id: string }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE members.accounts SET password_hash = ${p.passwordHash}, updated_at = ${p.now}
      WHERE id = ${p.id} AND password_hash = ${p.previous} AND status = 'active' RETURNING id
    ), published AS (
      SELECT ${publish(members.events.passwordChanged, { memberId: sql`id`, how: "changed" })}
      FROM changed
    )
    SELECT id, (SELECT count(*) FROM published) AS published FROM changed`,
);

/**
 * Sets a new password for the reader of the account's mailbox and marks the e-mail as verified.
 * `newlyVerified`: it was not verified before. No row: the e-mail has changed, or the account is deleted or
 * disabled.
 */
export const resetPassword = prepared<
  { id: string; emailKey: string; passwordHash: string; now: Date; throttleKeys: string[] },
  { id: string; newlyVerified: boolean }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE members.accounts
      SET password_hash = ${p.passwordHash}, updated_at = ${p.now},
          email_verified_at = coalesce(email_verified_at, ${p.now})
      WHERE id = ${p.id} AND email_key = ${p.emailKey} AND status = 'active'
      RETURNING id, old.email_verified_at IS NULL AS newly_verified
    ), cleared_counters AS (
      DELETE FROM members.throttles
      WHERE key = ANY (${p.throttleKeys}::text[]) AND EXISTS (SELECT FROM changed)
    ), published AS (
      SELECT ${publish(members.events.passwordChanged, { memberId: sql`id`, how: "reset" })}
      FROM changed
    )
    SELECT id, newly_verified AS "newlyVerified", (SELECT count(*) FROM published) AS published FROM changed`,
);

/** Throws for an e-mail that another account has. No row: the account is deleted or disabled. */
export const changeEmail = prepared<
  { id: string; email: string; emailKey: string; now: Date },
  { id: string }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE members.accounts
      SET email = ${p.email}, email_key = ${p.emailKey}, email_verified_at = ${p.now}, updated_at = ${p.now}
      WHERE id = ${p.id} AND status = 'active'
      RETURNING id, old.email AS previous_email
    ), published AS (
      SELECT ${publish(members.events.emailChanged, {
        memberId: sql`id`,
        previousEmail: sql`previous_email`,
      })}
      FROM changed
    )
    SELECT id, (SELECT count(*) FROM published) AS published FROM changed`,
);

/**
 * Deletes the addresses of an unverified account before a verified owner takes it over. Otherwise that
 * owner's parcels could go to them.
 */
export const deleteAddresses = prepared<{ accountId: string }, never>(
  (p) => sql`DELETE FROM members.addresses WHERE account_id = ${p.accountId}`,
);
