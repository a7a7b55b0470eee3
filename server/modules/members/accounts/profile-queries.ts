/** The profile of an account. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Recipient } from "../contract.ts";

export interface ProfileRow {
  readonly id: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  /** E.164. */
  readonly phone: string | null;
  readonly role: string;
  /** The code of the member's group. */
  readonly group: string | null;
  readonly orderMessages: Recipient["orderMessages"];
  readonly createdAt: Date;
  readonly totp: boolean;
  readonly passkeys: number;
  readonly recoveryCodesLeft: number;
}

const columns = sql.raw(`
  id, email, email_verified_at IS NOT NULL AS "emailVerified", name, phone, role,
  group_code AS "group", order_messages AS "orderMessages", created_at AS "createdAt",
  EXISTS (SELECT FROM members.totp WHERE account_id = accounts.id AND secret IS NOT NULL) AS totp,
  (SELECT count(*) FROM members.passkeys WHERE account_id = accounts.id) AS passkeys,
  (SELECT count(*) FROM members.recovery_codes
   WHERE account_id = accounts.id AND used_at IS NULL) AS "recoveryCodesLeft"`);

/** Run by `lookUp`, so that requests that arrive together share one query. */
export const findProfiles = prepared<{ ids: string[] }, ProfileRow>(
  (p) => sql`SELECT ${columns} FROM members.accounts WHERE id = ANY (${p.ids}::uuid[]) AND status = 'active'`,
);

/** Members as other modules reach them. */
export const findRecipients = prepared<{ ids: string[] }, Recipient & { readonly id: string }>(
  (p) => sql`
    SELECT id, name, email, phone, language, order_messages AS "orderMessages",
      coalesce((SELECT agreed FROM members.consents
        WHERE account_id = accounts.id AND code = 'marketing_sms'
        ORDER BY at DESC, consents.id DESC LIMIT 1), false) AS "agreedToAdvertising",
      coalesce((SELECT agreed FROM members.consents
        WHERE account_id = accounts.id AND code = 'marketing_email'
        ORDER BY at DESC, consents.id DESC LIMIT 1), false) AS "agreedToMailAdvertising"
    FROM members.accounts WHERE id = ANY (${p.ids}::uuid[]) AND status = 'active'`,
);

/**
 * A null name, phone or choice leaves the stored one; `dropPhone` deletes it. No row: the account is deleted
 * or disabled.
 */
export const updateProfile = prepared<
  {
    id: string;
    name: string | null;
    phone: string | null;
    dropPhone: boolean;
    orderMessages: Recipient["orderMessages"] | null;
    now: Date;
  },
  ProfileRow
>(
  (p) => sql`
    UPDATE members.accounts SET
      name = coalesce(${p.name}, name),
      phone = CASE WHEN ${p.dropPhone}::boolean THEN NULL ELSE coalesce(${p.phone}, phone) END,
      order_messages = coalesce(${p.orderMessages}, order_messages),
      updated_at = ${p.now}
    WHERE id = ${p.id} AND status = 'active'
    RETURNING ${columns}`,
);

/** Serialises transactions that change rows of an account. No row: the account is deleted or disabled. */
export const lockAccount = prepared<{ accountId: string }, { id: string }>(
  (p) =>
    sql`SELECT id FROM members.accounts WHERE id = ${p.accountId} AND status = 'active' FOR NO KEY UPDATE`,
);
