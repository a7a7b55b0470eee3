import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { Language } from "../../../platform/language.ts";
import type { Channel } from "./marketing.ts";

/** The recipient of a mail. */
export interface Addressee {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly verified: boolean;
}

const columns = sql.raw("id, email, name, language, email_verified_at IS NOT NULL AS verified");

/** No row: the account is deleted or disabled. */
export const findAddressee = prepared<{ id: string }, Addressee>(
  (p) => sql`SELECT ${columns} FROM members.accounts WHERE id = ${p.id} AND status = 'active'`,
);

export const findAddresseeByEmail = prepared<{ emailKey: string }, Addressee>(
  (p) => sql`SELECT ${columns} FROM members.accounts WHERE email_key = ${p.emailKey} AND status = 'active'`,
);

/** The account's last answer about advertising, for each channel that has an answer. */
export const findMarketingChoices = prepared<
  { accountId: string },
  { channel: Channel; agreed: boolean; at: Date }
>(
  (p) => sql`
    SELECT DISTINCT ON (code) replace(code, 'marketing_', '') AS channel, agreed, at
    FROM members.consents
    WHERE account_id = ${p.accountId} AND code IN ('marketing_email', 'marketing_sms', 'marketing_push')
    ORDER BY code, at DESC, id DESC`,
);

/**
 * An open invitation, in the language of the invited account, or of the inviter when there is no account. No
 * row: it was accepted or revoked, or it has expired.
 */
export const findInvitationToSend = prepared<
  { id: string; now: Date },
  { email: string; role: string; language: Language }
>(
  (p) => sql`
    SELECT invitation.email, invitation.role, coalesce(account.language, inviter.language) AS language
    FROM members.staff_invitations AS invitation
    JOIN members.accounts AS inviter ON inviter.id = invitation.invited_by
    LEFT JOIN members.accounts AS account ON account.email_key = invitation.email_key
    WHERE invitation.id = ${p.id} AND invitation.email_key IS NOT NULL
      AND invitation.expires_at > ${p.now}`,
);
