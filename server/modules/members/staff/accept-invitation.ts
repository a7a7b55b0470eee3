/**
 * What the link of an invitation does. The token proves the mailbox, and more than that is not known of an account that has
 * the e-mail: somebody else may know its password or hold a passkey of it, waiting for the day when it can do more. So it gets
 * a new password, and nothing that opened it before does any longer. One whose e-mail was never proven may be
 * somebody else's altogether: what they entered goes too.
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

const purpose = "invite_staff";
type Invitation = queries.InvitationToAccept;

export interface Acceptance {
  readonly token: string;
  /** Of somebody who has no account with a proven e-mail; else it is not looked at. */
  readonly name?: string;
  /** The new one, as typed. */
  readonly password?: string;
}

/** What an invitation offers. Its link stays good. Throws LINK_EXPIRED for a link that is not, or no longer, good. */
export async function readInvitation({ db, clock }: MembersContext, token: string) {
  const now = clock.now();
  const { email, role, account } = await getInvitation(db, await findToken(db, { token, purpose, now }), now);
  return { email, role, hasAccount: account?.verified ?? false };
}

/** Throws LINK_EXPIRED, INVALID_INPUT without a good password, or for a newcomer without a name, and LAST_OWNER. */
export async function acceptInvitation(
  members: MembersContext,
  given: Acceptance,
  origin: Origin,
): Promise<void> {
  const { db, clock } = members;
  const { token } = given;
  const seen = await getInvitation(
    db,
    await findToken(db, { token, purpose, now: clock.now() }),
    clock.now(),
  );
  // Hashing takes long: it is done before anything is locked.
  const person = await readPerson(members, seen, given, origin);
  await changeAndEndSessions(members, async (trx, endSessions) => {
    const now = clock.now();
    const invitation = await getInvitation(trx, await consumeToken(trx, { token, purpose, now }), now);
    const accepted = await trx.first(queries.endInvitation, { id: invitation.id, accepted: true, now });
    if (!accepted) throw new DomainError("LINK_EXPIRED");
    // Before the account's own row, as everybody does who changes what one may do.
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
 * The invitation as it stands now. Whoever invited must still be able to: a right that was taken from them gives nothing to
 * others. Throws LINK_EXPIRED.
 */
async function getInvitation(
  db: Queryable,
  token: { readonly subject: string } | null,
  now: Date,
): Promise<Invitation> {
  const invitation = token && (await db.first(queries.findInvitation, { id: token.subject, now }));
  if (!invitation || invitation.account?.status === "disabled") throw new DomainError("LINK_EXPIRED");
  const held = permissionsOf(invitation.inviterRole ?? "member");
  const needed: Permission[] = ["role:write"];
  const wanted = [
    ...needed,
    ...permissionsOf(invitation.role),
    ...permissionsOf(invitation.account?.role ?? "member"),
  ];
  if (!holdsAll(held, wanted)) throw new DomainError("LINK_EXPIRED");
  return invitation;
}

interface InvitedPerson {
  /** Of the account that was there when they were asked; null for none. */
  readonly accountId: string | null;
  readonly wasVerified: boolean;
  readonly name: string;
  readonly passwordHash: string;
  readonly language: string;
}

async function readPerson(
  members: MembersContext,
  { email, account }: Invitation,
  given: Acceptance,
  { language }: Origin,
): Promise<InvitedPerson> {
  const { password } = given;
  const name = account?.verified ? account.name : given.name;
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

/** Makes the newcomer's account, or makes the one that has the e-mail theirs alone. Answers who it is. */
async function takeAccount(
  trx: Transaction,
  { account, email, emailKey }: Invitation,
  { accountId, wasVerified, name, passwordHash, language }: InvitedPerson,
  now: Date,
): Promise<{ id: string; name: string }> {
  // Only when an account came, went or was proven since it was looked at: the same request is answered a moment later.
  const again = () => new DomainError("REQUEST_IN_PROGRESS");
  if (accountId !== (account?.id ?? null)) throw again();
  const id = accountId ?? newId(now);
  const person = { id, name, passwordHash, now };
  const taken = account
    ? await trx.first(queries.takeOver, { ...person, wasVerified })
    : await trx.first(queries.insertInvited, { ...person, email, emailKey, language });
  if (!taken) throw again();
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

/** Answers the role before. */
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
