/** Invites people to the staff. The link in the mail leads to accept-invitation.ts. */
import { type Caller, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { after } from "../../../platform/clock.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { maskEmail } from "../../../platform/masking.ts";
import { emailKey } from "../accounts/email.ts";
import { findAccount } from "../accounts/queries.ts";
import { DAY_MS, type MembersContext } from "../context.ts";
import { tokenLifetimesMs } from "../mails/tokens.ts";
import { holdsAll, permissionsOf } from "../roles.ts";
import * as queries from "./invitation-queries.ts";

interface Invitee {
  readonly email: string;
  readonly role: string;
}

/**
 * Invites, and ends an earlier invitation to the same e-mail. Throws FORBIDDEN when the actor's permissions
 * do not cover the offered role, or the role of the account that has the e-mail.
 */
export async function invite(members: MembersContext, by: Caller, { email, role }: Invitee): Promise<string> {
  const { db, clock } = members;
  const now = clock.now();
  const key = emailKey(email);
  const known = await db.first(findAccount, { emailKey: key });
  if (!covers(by, role) || !covers(by, known?.role ?? "member")) throw new DomainError("FORBIDDEN");
  const id = newId(now);
  const expiresAt = after(clock, tokenLifetimesMs.invite_staff);
  await db.transaction(async (trx) => {
    await trx.rows(queries.lockInvitationsTo, { emailKey: key });
    await trx.rows(queries.revokeInvitationTo, { emailKey: key, now });
    await trx.rows(queries.insertInvitation, {
      id,
      email,
      emailKey: key,
      role,
      invitedBy: by.actor.id,
      now,
      expiresAt,
    });
    const facts = { subject: `invitation:${id}`, after: { email: maskEmail(email), role } };
    await recordAction(trx, { ...by, action: "staff.invite", ...facts, now });
  });
  return id;
}

const covers = ({ actor }: Caller, role: string): boolean => holdsAll(actor.permissions, permissionsOf(role));

/** A shop with more shows the newest. */
const MAX_INVITATIONS = 500;

export const listInvitations = ({ db, clock }: MembersContext): Promise<queries.OpenInvitation[]> =>
  db.rows(queries.listInvitations, { now: clock.now(), limit: MAX_INVITATIONS });

/**
 * Throws NOT_FOUND without an open invitation, FORBIDDEN for a role that the actor's permissions do not
 * cover.
 */
export async function revokeInvitation({ db, clock }: MembersContext, by: Caller, id: string): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    const invitation = await trx.first(queries.findInvitation, { id, now });
    if (!invitation) throw new DomainError("NOT_FOUND");
    if (!covers(by, invitation.role)) throw new DomainError("FORBIDDEN");
    const ended = await trx.first(queries.endInvitation, { id, accepted: false, now });
    if (!ended) throw new DomainError("NOT_FOUND");
    const before = { email: maskEmail(invitation.email), role: invitation.role };
    await recordAction(trx, {
      ...by,
      action: "staff.revokeInvitation",
      subject: `invitation:${id}`,
      before,
      now,
    });
  });
}

/** Deletes invitations 30 days after they expired, with their e-mails. */
export async function sweepInvitations({ db, clock }: MembersContext): Promise<void> {
  await db.rows(queries.deleteOldInvitations, { expiredBefore: after(clock, -30 * DAY_MS) });
}
