/**
 * Accepts an invitation by the link in its mail. The token proves the mailbox, but not an existing account
 * with that e-mail: a stranger may know its password or hold a passkey of it, and wait until the account has
 * more permissions. So the account gets a new password, and nothing that opened it before does any longer. An
 * account whose e-mail was never verified may belong to a stranger: the data entered there is deleted too.
 */
import { recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { newId } from "../../../platform/ids.ts";
import { deleteAddresses } from "../accounts/change-queries.ts";
import type { MembersContext } from "../context.ts";
import { removeFactors } from "../factors/factors.ts";
import { consumeToken, findToken, revokeTokens } from "../mails/tokens.ts";
import { validateAndHash } from "../passwords/new-password.ts";
import { holdsAll, type Permission, permissionsOf } from "../roles.ts";
import { changeAndEndSessions } from "../sessions/end-sessions.ts";
import * as queries from "./invitation-queries.ts";
import { lockOwners, lockRolesAndStatuses } from "./queries.ts";
import { isLastOwner, setRoleAndStatus } from "./role-and-status.ts";

const PURPOSE = "invite_staff";
type Invitation = queries.InvitationToAccept;

export interface Acceptance {
  readonly token: string;
  /** Used only when no account with a verified e-mail exists. */
  readonly name?: string;
  /** The new one, as typed. */
  readonly password?: string;
}

/**
 * Returns the offer of an invitation; its link stays valid. Throws LINK_EXPIRED for an invalid or expired
 * link.
 */
export async function readInvitation({ db, clock }: MembersContext, token: string) {
  const now = clock.now();
  const { email, role, account } = await getInvitation(
    db,
    await findToken(db, { token, purpose: PURPOSE, now }),
    now,
  );
  return { email, role, hasAccount: account?.verified ?? false };
}

/** Throws LINK_EXPIRED, LAST_OWNER, and INVALID_INPUT for a weak password or a new account without a name. */
export async function acceptInvitation(
  members: MembersContext,
  acceptance: Acceptance,
  origin: Origin,
): Promise<void> {
  const { db, clock } = members;
  const { token } = acceptance;
  const offered = await getInvitation(
    db,
    await findToken(db, { token, purpose: PURPOSE, now: clock.now() }),
    clock.now(),
  );
  // Hashing takes long: it runs before any row is locked.
  const person = await readPerson(members, offered, acceptance, origin);
  await changeAndEndSessions(members, async (trx, endSessions) => {
    const now = clock.now();
    const invitation = await getInvitation(
      trx,
      await consumeToken(trx, { token, purpose: PURPOSE, now }),
      now,
    );
    const accepted = await trx.first(queries.endInvitation, { id: invitation.id, accepted: true, now });
    if (!accepted) throw new DomainError("LINK_EXPIRED");
    // Locked before the account's own row, as in every change of a role or status.
    const owners = await trx.rows(lockOwners, {});
    const account = await takeAccount(trx, invitation, person, now);
    const previousRole = await giveRole(trx, account.id, { role: invitation.role, owners }, now);
    await endSessions({ accountId: account.id, reason: "role_changed" });
    await recordAction(trx, {
      actor: { kind: "member", ...account },
      origin,
      action: "staff.join",
      subject: `member:${account.id}`,
      before: { role: previousRole },
      after: { role: invitation.role, invitation: invitation.id, invitedBy: invitation.invitedBy.id },
      now,
    });
  });
}

/**
 * Returns the current invitation. The inviter must still have the permissions to invite: permissions that the
 * inviter has lost are not passed on. Throws LINK_EXPIRED.
 */
async function getInvitation(
  db: Queryable,
  token: { readonly subject: string } | null,
  now: Date,
): Promise<Invitation> {
  const invitation = token && (await db.first(queries.findInvitation, { id: token.subject, now }));
  if (!invitation || invitation.account?.status === "disabled") throw new DomainError("LINK_EXPIRED");
  const inviterPermissions = permissionsOf(invitation.inviterRole ?? "member");
  const invite: Permission = "role:write";
  const required = [
    invite,
    ...permissionsOf(invitation.role),
    ...permissionsOf(invitation.account?.role ?? "member"),
  ];
  if (!holdsAll(inviterPermissions, required)) throw new DomainError("LINK_EXPIRED");
  return invitation;
}

interface InvitedPerson {
  /** The account with the e-mail when the invitation was read; null for none. */
  readonly accountId: string | null;
  readonly wasVerified: boolean;
  readonly name: string;
  readonly passwordHash: string;
  readonly language: string;
}

async function readPerson(
  members: MembersContext,
  { email, account }: Invitation,
  acceptance: Acceptance,
  { language }: Origin,
): Promise<InvitedPerson> {
  const { password } = acceptance;
  const name = account?.verified ? account.name : acceptance.name;
  const missing = Object.entries({ name, password }).filter(([, value]) => value === undefined);
  const problems = missing.map(([field]) => inputProblem(`/${field}`, "REQUIRED"));
  if (name === undefined || password === undefined) throw inputError(problems);
  const passwordHash = await validateAndHash(members, {
    password,
    context: { email, name },
    pointer: "/password",
  });
  return {
    accountId: account?.id ?? null,
    wasVerified: account?.verified ?? false,
    name,
    passwordHash,
    language,
  };
}

/** Makes an account, or gives the existing one to the invited person alone. Returns its id and name. */
async function takeAccount(
  trx: Transaction,
  { account, email, emailKey }: Invitation,
  { accountId, wasVerified, name, passwordHash, language }: InvitedPerson,
  now: Date,
): Promise<{ id: string; name: string }> {
  // Only when the account was made, deleted or verified since it was read: the same request succeeds a moment
  // later.
  const changedMeanwhile = () => new DomainError("REQUEST_IN_PROGRESS");
  if (accountId !== (account?.id ?? null)) throw changedMeanwhile();
  const id = accountId ?? newId(now);
  const person = { id, name, passwordHash, now };
  const stored = account
    ? await trx.first(queries.takeOver, { ...person, wasVerified })
    : await trx.first(queries.insertInvited, { ...person, email, emailKey, language });
  if (!stored) throw changedMeanwhile();
  if (account) {
    await removeFactors(trx, id);
    await revokeTokens(trx, {
      accountId: id,
      purposes: ["change_email", "reset_password", "verify_email"],
      now,
    });
    if (!wasVerified) await trx.rows(deleteAddresses, { accountId: id });
  }
  return { id, name };
}

/** Returns the previous role. */
async function giveRole(
  trx: Transaction,
  id: string,
  { role, owners }: { readonly role: string; readonly owners: Parameters<typeof isLastOwner>[0] },
  now: Date,
): Promise<string> {
  const [account] = await trx.rows(lockRolesAndStatuses, { ids: [id] });
  if (!account || account.status === "disabled") throw new DomainError("LINK_EXPIRED");
  if (role !== account.role) {
    if (isLastOwner(owners, id)) throw new DomainError("LAST_OWNER");
    await setRoleAndStatus(trx, account, { role, status: account.status }, now);
  }
  return account.role;
}
