/** This module's data about one member, for the export. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Language } from "../../../platform/language.ts";
import type { Recipient } from "../contract.ts";
import type { Audience } from "../roles.ts";

export interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly emailVerifiedAt: Date | null;
  /** New e-mails that have been sent a link and are not confirmed yet. */
  readonly pendingEmails: string[];
  readonly name: string;
  /** E.164. */
  readonly phone: string | null;
  readonly orderMessages: Recipient["orderMessages"];
  readonly language: Language;
  readonly role: string;
  /** The name of the member's group. */
  readonly group: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly lastSignInAt: Date | null;
  readonly totpSince: Date | null;
  readonly recoveryCodesLeft: number;
  /** Names of the API keys that the member made as staff. */
  readonly apiKeys: string[];
}

/** No row: the account is deleted or disabled. */
export const findPerson = prepared<{ id: string }, PersonRow>(
  (p) => sql`
    SELECT id, email, email_verified_at AS "emailVerifiedAt", name, phone, language, role,
      order_messages AS "orderMessages",
      (SELECT name FROM members.groups WHERE code = group_code) AS "group",
      created_at AS "createdAt", updated_at AS "updatedAt", last_sign_in_at AS "lastSignInAt",
      ARRAY(SELECT subject FROM members.mail_tokens
            WHERE account_id = accounts.id AND purpose = 'change_email' AND subject <> ''
            ORDER BY created_at) AS "pendingEmails",
      (SELECT confirmed_at FROM members.totp WHERE account_id = accounts.id) AS "totpSince",
      (SELECT count(*) FROM members.recovery_codes
       WHERE account_id = accounts.id AND used_at IS NULL) AS "recoveryCodesLeft",
      ARRAY(SELECT name FROM members.api_keys WHERE created_by = accounts.id ORDER BY id) AS "apiKeys"
    FROM members.accounts WHERE id = ${p.id} AND status = 'active'`,
);

export interface SessionRecord {
  readonly id: string;
  readonly audience: Audience;
  readonly methods: string[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly ip: string | null;
  /** Of the sign-in, and of refreshes by other clients. */
  readonly userAgents: string[];
}

/** The newest first, with ended sessions that are still stored. */
export const listSessionRecords = prepared<{ accountId: string; limit: number }, SessionRecord>(
  (p) => sql`
    SELECT id, audience, methods, created_at AS "createdAt", last_used_at AS "lastUsedAt",
      least(idle_expires_at, absolute_expires_at) AS "expiresAt", revoked_at AS "endedAt", host(ip) AS ip,
      ARRAY(SELECT agent FROM (SELECT user_agent AS agent
            UNION SELECT used_by FROM members.refresh_tokens WHERE session_id = sessions.id) AS agents
            WHERE agent IS NOT NULL ORDER BY agent) AS "userAgents"
    FROM members.sessions WHERE account_id = ${p.accountId} ORDER BY created_at DESC, id LIMIT ${p.limit}`,
);
