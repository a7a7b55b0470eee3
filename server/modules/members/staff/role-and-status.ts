/**
 * Staff change an account's role and status here and nowhere else. Always: staff cannot give or take
 * permissions that they lack themselves, one owner who can sign in stays, and the account's sessions end with
 * the change.
 */
import { type Caller, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { holdsAll, mayManage, permissionsOf } from "../roles.ts";
import { changeAndEndSessions, type EndReason } from "../sessions/end-sessions.ts";
import * as queries from "./queries.ts";

interface RoleOrStatusChange {
  readonly accountId: string;
  /** Returns the new role and status. May throw; an unchanged result changes nothing. */
  readonly decide: (account: queries.RoleAndStatus) => Pick<queries.RoleAndStatus, "role" | "status">;
  /** The action's name in the audit log. */
  readonly action: string;
  readonly reason?: string;
  /** The reason for which its sessions end. */
  readonly ends: EndReason;
}

/** Throws NOT_FOUND, FORBIDDEN for what the actor's permissions do not cover, and LAST_OWNER. */
export async function changeRoleOrStatus(
  members: MembersContext,
  by: Caller,
  change: RoleOrStatusChange,
): Promise<void> {
  const { accountId, decide, ends, ...entry } = change;
  const now = members.clock.now();
  await changeAndEndSessions(members, async (trx, endSessions) => {
    const account = await lockAndAuthorize(trx, by, accountId);
    const { role, status } = decide(account);
    if (role === account.role && status === account.status) return;
    refuseUncoveredRole(account.actorPermissions, role);
    if (account.isLastOwner) throw new DomainError("LAST_OWNER");
    await setRoleAndStatus(trx, account, { role, status }, now);
    await endSessions({ accountId, reason: ends });
    const before = { role: account.role, status: account.status };
    await recordAction(trx, {
      ...by,
      ...entry,
      subject: `member:${accountId}`,
      before,
      after: { role, status },
      now,
    });
  });
}

/** Ends the sessions of an account that the actor might also disable. Throws as `changeRoleOrStatus`. */
export async function endSessionsOf(members: MembersContext, by: Caller, accountId: string): Promise<void> {
  const now = members.clock.now();
  await changeAndEndSessions(members, async (trx, endSessions) => {
    await lockAndAuthorize(trx, by, accountId);
    const before = { sessions: await endSessions({ accountId, reason: "ended_by_staff" }) };
    await recordAction(trx, {
      ...by,
      action: "member.endSessions",
      subject: `member:${accountId}`,
      before,
      now,
    });
  });
}

/**
 * Locks the account, and reads the actor's current permissions, which a concurrent change may just have taken
 * away. Throws NOT_FOUND, and FORBIDDEN when the actor may not manage the account.
 */
export async function lockAndAuthorize(trx: Transaction, { actor }: Caller, accountId: string) {
  const owners = await trx.rows(queries.lockOwners, {});
  const ids = actor.kind === "member" ? [accountId, actor.id] : [accountId];
  const accounts = await trx.rows(queries.lockRolesAndStatuses, { ids });
  const account = accounts.find(({ id }) => id === accountId);
  const self = accounts.find(({ id }) => id === actor.id);
  const actorPermissions =
    actor.kind === "key" ? actor.permissions : self?.status === "active" ? permissionsOf(self.role) : [];
  if (!account) throw new DomainError("NOT_FOUND");
  if (!mayManage(actorPermissions, account.role)) throw new DomainError("FORBIDDEN");
  return { ...account, actorPermissions, isLastOwner: isLastOwner(owners, accountId) };
}

/** `owners` is the result of `lockOwners`. */
export const isLastOwner = (owners: readonly { readonly id: string }[], accountId: string): boolean =>
  owners.length === 1 && owners[0]?.id === accountId;

function refuseUncoveredRole(held: readonly string[], role: string): void {
  if (!holdsAll(held, permissionsOf(role))) throw new DomainError("FORBIDDEN");
}

/** The transaction must hold the account's lock. */
export async function setRoleAndStatus(
  trx: Transaction,
  account: queries.RoleAndStatus,
  { role, status }: Pick<queries.RoleAndStatus, "role" | "status">,
  now: Date,
): Promise<void> {
  const previous = { previousRole: account.role, previousStatus: account.status };
  const updated = await trx.first(queries.updateRoleAndStatus, {
    id: account.id,
    role,
    status,
    ...previous,
    now,
  });
  if (!updated) throw new Error("an account changed under its lock");
}
