/**
 * The group of a member. The catalogue prices by its copy, which gets each change before staff are answered.
 * The event repeats that, in case the process died before it or the catalogue was away.
 */
import { type Caller, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { inputError, inputProblem } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { lockAndAuthorize } from "../staff/role-and-status.ts";
import * as queries from "./queries.ts";

export interface GroupOfMemberChange {
  readonly accountId: string;
  /** The code of the group; null: none. */
  readonly group: string | null;
  readonly reason?: string;
}

/** Throws NOT_FOUND, FORBIDDEN for an account that the actor may not manage, INVALID_INPUT. */
export async function changeGroupOfMember(
  members: MembersContext,
  by: Caller,
  { accountId, group, reason }: GroupOfMemberChange,
): Promise<void> {
  const now = members.clock.now();
  await members.db
    .transaction(async (trx) => {
      await lockAndAuthorize(trx, by, accountId);
      const before = await trx.first(queries.findGroupOfMember, { id: accountId });
      if (!before || before.group === group) return;
      await trx.rows(queries.updateGroupOfMember, { id: accountId, group, now });
      await recordAction(trx, {
        ...by,
        action: "member.group",
        subject: `member:${accountId}`,
        before: { group: before.group },
        after: { group },
        ...(reason === undefined ? {} : { reason }),
        now,
      });
    })
    .catch((error: unknown) => {
      if (brokeConstraint(error, "accounts_group_known"))
        throw inputError([inputProblem("/group", "UNKNOWN")], error);
      throw error;
    });
  await copyGroup(members, accountId);
}

/** Sends the catalogue which group the member is in now. May be repeated. */
export async function copyGroup(
  { db, catalog }: Pick<MembersContext, "db" | "catalog">,
  memberId: string,
): Promise<void> {
  const row = await db.first(queries.findGroupOfMember, { id: memberId });
  if (row) await catalog.storeGroupOfMember({ memberId, ...row });
}
