import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { members } from "../contract.ts";

interface NewInvitation {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly role: string;
  readonly invitedBy: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/**
 * Serialises invitations to one e-mail until the transaction ends, because each one replaces the previous
 * one.
 */
export const lockInvitationsTo = prepared<{ emailKey: string }, never>(
  (p) => sql`SELECT pg_advisory_xact_lock(hashtextextended('members.invite ' || ${p.emailKey}::text, 0))`,
);

/** Stores an invitation and publishes it; a consumer then sends the mail with its token. */
export const insertInvitation = prepared<NewInvitation, { id: string }>(
  (p) => sql`
    WITH stored AS (
      INSERT INTO members.staff_invitations (id, email, email_key, role, invited_by, created_at, expires_at)
      VALUES (${p.id}, ${p.email}, ${p.emailKey}, ${p.role}, ${p.invitedBy}, ${p.now}, ${p.expiresAt})
      RETURNING id
    ), published AS (
      SELECT ${publish(members.events.staffInvited, { invitationId: sql`id` })} FROM stored
    )
    SELECT id, (SELECT count(*) FROM published) AS published FROM stored`,
);

/** Revokes the open invitation to an e-mail, because another one replaces it. */
export const revokeInvitationTo = prepared<{ emailKey: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE members.staff_invitations SET revoked_at = ${p.now}, email = NULL, email_key = NULL
    WHERE email_key = ${p.emailKey} RETURNING id`,
);

export interface OpenInvitation {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly role: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly invitedBy: { readonly id: string; readonly name: string };
}

const columns = sql.raw(`
  invitation.id, invitation.email, invitation.email_key AS "emailKey", invitation.role,
  invitation.created_at AS "createdAt", invitation.expires_at AS "expiresAt",
  jsonb_build_object('id', inviter.id, 'name', inviter.name) AS "invitedBy"`);
const invitations = sql.raw(`
  members.staff_invitations AS invitation
  JOIN members.accounts AS inviter ON inviter.id = invitation.invited_by`);

/** Newest first. */
export const listInvitations = prepared<{ now: Date; limit: number }, OpenInvitation>(
  (p) => sql`
    SELECT ${columns} FROM ${invitations}
    WHERE invitation.email_key IS NOT NULL AND invitation.expires_at > ${p.now}
    ORDER BY invitation.id DESC LIMIT ${p.limit}`,
);

export interface InvitationToAccept extends OpenInvitation {
  /** The inviter's current role; null when that account is disabled. */
  readonly inviterRole: string | null;
  /** The account with the e-mail. */
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly status: "active" | "disabled";
    readonly verified: boolean;
  } | null;
}

/** No row: it is unknown, was accepted or revoked, or has expired. */
export const findInvitation = prepared<{ id: string; now: Date }, InvitationToAccept>(
  (p) => sql`
    SELECT ${columns}, CASE WHEN inviter.status = 'active' THEN inviter.role END AS "inviterRole",
      (SELECT jsonb_build_object('id', account.id, 'name', account.name, 'role', account.role,
                                 'status', account.status, 'verified', account.email_verified_at IS NOT NULL)
       FROM members.accounts AS account WHERE account.email_key = invitation.email_key) AS account
    FROM ${invitations}
    WHERE invitation.id = ${p.id} AND invitation.email_key IS NOT NULL
      AND invitation.expires_at > ${p.now}`,
);

/** Ends an open invitation and deletes its e-mail. No row: it has ended already. */
export const endInvitation = prepared<{ id: string; accepted: boolean; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE members.staff_invitations
    SET accepted_at = CASE WHEN ${p.accepted}::boolean THEN ${p.now}::timestamptz END,
        revoked_at = CASE WHEN ${p.accepted}::boolean THEN NULL ELSE ${p.now}::timestamptz END,
        email = NULL, email_key = NULL
    WHERE id = ${p.id} AND email_key IS NOT NULL RETURNING id`,
);

interface NewStaffAccount {
  readonly id: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly now: Date;
}

/** Inserts a plain member; the role follows. No row: the e-mail has an account by now. */
export const insertInvited = prepared<
  NewStaffAccount & { email: string; emailKey: string; language: string },
  { id: string }
>(
  (p) => sql`
    INSERT INTO members.accounts
      (id, email, email_key, name, password_hash, language, email_verified_at, created_at, updated_at)
    VALUES (${p.id}, ${p.email}, ${p.emailKey}, ${p.name}, ${p.passwordHash}, ${p.language},
            ${p.now}, ${p.now}, ${p.now})
    ON CONFLICT (email_key) DO NOTHING RETURNING id`,
);

/**
 * Gives the account to the reader of its mailbox. Name and phone stay when its e-mail was verified before. No
 * row: it is deleted, or was verified since.
 */
export const takeOver = prepared<NewStaffAccount & { wasVerified: boolean }, { id: string }>(
  (p) => sql`
    UPDATE members.accounts
    SET password_hash = ${p.passwordHash}, updated_at = ${p.now},
        email_verified_at = coalesce(email_verified_at, ${p.now}),
        name = CASE WHEN ${p.wasVerified}::boolean THEN name ELSE ${p.name} END,
        phone = CASE WHEN ${p.wasVerified}::boolean THEN phone END
    WHERE id = ${p.id} AND ${p.wasVerified}::boolean = (email_verified_at IS NOT NULL) RETURNING id`,
);

export const deleteOldInvitations = prepared<{ expiredBefore: Date }, never>(
  (p) => sql`DELETE FROM members.staff_invitations WHERE expires_at < ${p.expiredBefore}`,
);
