/** Accounts, with the fields that sign-ins need. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly passwordHash: string;
  readonly emailVerified: boolean;
  /** Whether a sign-in demands a code after the password. */
  readonly totp: boolean;
}

const columns = sql.raw(
  `id, email, name, role, password_hash AS "passwordHash", email_verified_at IS NOT NULL AS "emailVerified",
   EXISTS (SELECT FROM members.totp WHERE totp.account_id = accounts.id AND totp.secret IS NOT NULL) AS totp`,
);

/** Also returns disabled accounts: `openSession` refuses them, after the password was checked. */
export const findAccount = prepared<{ emailKey: string }, AccountRow>(
  (p) => sql`SELECT ${columns} FROM members.accounts WHERE email_key = ${p.emailKey}`,
);

export const findAccountById = prepared<{ id: string }, AccountRow>(
  (p) => sql`SELECT ${columns} FROM members.accounts WHERE id = ${p.id} AND status = 'active'`,
);

export const findRole = prepared<{ id: string }, { role: string }>(
  (p) => sql`SELECT role FROM members.accounts WHERE id = ${p.id} AND status = 'active'`,
);

/** Replaces an older hash by one with today's parameters. No row: the password changed meanwhile. */
export const replacePasswordHash = prepared<
  { id: string; previous: string; passwordHash: string },
  { id: string }
>(
  (p) => sql`
    UPDATE members.accounts SET password_hash = ${p.passwordHash}
    WHERE id = ${p.id} AND password_hash = ${p.previous} RETURNING id`,
);

export const findOwners = prepared<object, { emailKey: string }>(
  () => sql`
    SELECT email_key AS "emailKey" FROM members.accounts
    WHERE role = 'owner' AND status = 'active' LIMIT 100`,
);

/** No row: the shop has an owner already, or the e-mail has an account. */
export const insertFirstOwner = prepared<
  { id: string; email: string; emailKey: string; name: string; passwordHash: string; now: Date },
  { id: string }
>(
  (p) => sql`
    INSERT INTO members.accounts
      (id, email, email_key, name, password_hash, role, email_verified_at, created_at, updated_at)
    SELECT ${p.id}::uuid, ${p.email}, ${p.emailKey}, ${p.name}, ${p.passwordHash}, 'owner',
           ${p.now}::timestamptz, ${p.now}::timestamptz, ${p.now}::timestamptz
    WHERE NOT EXISTS (SELECT FROM members.accounts WHERE role = 'owner' AND status = 'active')
    ON CONFLICT (email_key) DO NOTHING
    RETURNING id`,
);

/**
 * For a transaction that changes factors: a sign-in that runs meanwhile waits for this row, then reads it
 * again.
 */
export const touchAccount = prepared<{ id: string; now: Date }, { id: string }>(
  (p) => sql`UPDATE members.accounts SET updated_at = ${p.now} WHERE id = ${p.id} RETURNING id`,
);
