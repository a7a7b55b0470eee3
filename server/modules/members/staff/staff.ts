import type { Caller } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import * as queries from "./queries.ts";
import { changeRoleOrStatus } from "./role-and-status.ts";

/** A shop with more staff shows the first ones. */
const MAX_STAFF = 500;

export const listStaff = ({ db }: MembersContext): Promise<queries.StaffRow[]> =>
  db.rows(queries.listStaff, { limit: MAX_STAFF });

/** Gives a member of the staff another role. Throws NOT_FOUND for who is none, FORBIDDEN and LAST_OWNER. */
export async function changeRole(
  members: MembersContext,
  by: Caller,
  accountId: string,
  role: string,
): Promise<queries.StaffRow> {
  await changeRoleOrStatus(members, by, {
    accountId,
    decide: (account) => ({ ...demandStaff(account), role }),
    action: "staff.changeRole",
    ends: "role_changed",
  });
  const staff = await members.db.first(queries.findStaff, { id: accountId });
  if (!staff) throw new DomainError("NOT_FOUND");
  return staff;
}

/** Makes a plain member of them. Throws as `changeRole`. */
export const removeStaff = (members: MembersContext, by: Caller, accountId: string): Promise<void> =>
  changeRoleOrStatus(members, by, {
    accountId,
    decide: (account) => ({ ...demandStaff(account), role: "member" }),
    action: "staff.remove",
    ends: "role_changed",
  });

/** Members become staff by an invitation, which proves their mailbox. */
function demandStaff(account: queries.RoleAndStatus): queries.RoleAndStatus {
  if (account.role === "member") throw new DomainError("NOT_FOUND");
  return account;
}
