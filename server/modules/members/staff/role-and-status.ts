/**
 * What an account may do, its role and its status, is changed here and nowhere else by staff. Always: nobody gives or takes
 * what they lack themselves, an owner who can sign in stays, and the account's sessions end with the change.
 */
import { type Caller, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { holdsAll, permissionsOf } from "../roles.ts";
import { changeAndEndSessions, type EndReason } from "../sessions/end-sessions.ts";
import * as queries from "./queries.ts";

interface RoleOrStatusChange {
  readonly accountId: string;
  /** How the account shall stand. May throw; an answer that changes nothing leaves all as it is. */
  readonly decide: (account: queries.RoleAndStatus) => Pick<queries.RoleAndStatus, "role" | "status">;
  /** As the audit log names it. */
  readonly action: string;
  readonly reason?: string;
  /** Why its sessions end. */
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
    refuseUncoveredRole(account.held, role);
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

/** The account, locked, with what the actor may do at this moment: somebody else may just have taken it away. */
async function lockAndAuthorize(trx: Transaction, { actor }: Caller, accountId: string) {
  const owners = await trx.rows(queries.lockOwners, {});
  const people = actor.kind === "member" ? [accountId, actor.id] : [accountId];
  const accounts = await trx.rows(queries.lockRolesAndStatuses, { ids: people });
  const account = accounts.find(({ id }) => id === accountId);
  const self = accounts.find(({ id }) => id === actor.id);
  const held =
    actor.kind === "key" ? actor.permissions : self?.status === "active" ? permissionsOf(self.role) : [];
  if (!account) throw new DomainError("NOT_FOUND");
  refuseUncoveredRole(held, account.role);
  return { ...account, held, isLastOwner: isLastOwner(owners, accountId) };
}

/** `owners` as `lockOwners` answers them. */
export const isLastOwner = (owners: readonly { readonly id: string }[], accountId: string): boolean =>
  owners.length === 1 && owners[0]?.id === accountId;

function refuseUncoveredRole(held: readonly string[], role: string): void {
  if (!holdsAll(held, permissionsOf(role))) throw new DomainError("FORBIDDEN");
}

/** To be called by the holder of the account's lock. */
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
