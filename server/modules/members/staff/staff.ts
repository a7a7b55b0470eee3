import type { Caller } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import * as queries from "./queries.ts";
import { changeRoleOrStatus } from "./role-and-status.ts";

/** A shop with more staff shows the first ones. */
const MAX_STAFF = 500;

export const listStaff = ({ db }: MembersContext): Promise<queries.StaffRow[]> =>
  db.rows(queries.listStaff, { limit: MAX_STAFF });

/**
 * Changes the role of a member of the staff. Throws NOT_FOUND for any other account, FORBIDDEN and
 * LAST_OWNER.
 */
export async function changeRole(
  members: MembersContext,
  by: Caller,
  accountId: string,
  role: string,
): Promise<queries.StaffRow> {
  await changeRoleOrStatus(members, by, {
    accountId,
    decide: (account) => ({ ...requireStaff(account), role }),
    action: "staff.changeRole",
    ends: "role_changed",
  });
  const staff = await members.db.first(queries.findStaff, { id: accountId });
  if (!staff) throw new DomainError("NOT_FOUND");
  return staff;
}

/** Turns a member of the staff into a plain member. Throws as `changeRole`. */
export const removeStaff = (members: MembersContext, by: Caller, accountId: string): Promise<void> =>
  changeRoleOrStatus(members, by, {
    accountId,
    decide: (account) => ({ ...requireStaff(account), role: "member" }),
    action: "staff.remove",
    ends: "role_changed",
  });

/** Plain members become staff only by an invitation, which proves their mailbox. */
function requireStaff(account: queries.RoleAndStatus): queries.RoleAndStatus {
  if (account.role === "member") throw new DomainError("NOT_FOUND");
  return account;
}
