/** The staff, and changes of an account's role and status. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface StaffRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly status: "active" | "disabled";
  readonly secondFactor: boolean;
  readonly lastSignInAt: Date | null;
}

const columns = sql.raw(`
  id, email, name, role, status, last_sign_in_at AS "lastSignInAt",
  EXISTS (SELECT FROM members.totp WHERE account_id = accounts.id AND secret IS NOT NULL)
  OR EXISTS (SELECT FROM members.passkeys WHERE account_id = accounts.id) AS "secondFactor"`);

export const listStaff = prepared<{ limit: number }, StaffRow>(
  (p) => sql`
    SELECT ${columns} FROM members.accounts WHERE role <> 'member' ORDER BY id LIMIT ${p.limit}`,
);

export const findStaff = prepared<{ id: string }, StaffRow>(
  (p) => sql`SELECT ${columns} FROM members.accounts WHERE id = ${p.id} AND role <> 'member'`,
);

/**
 * Locks the owners who can sign in. Every change of a role or status takes this lock first, so that such
 * changes run one after the other, and each one sees the remaining owners.
 */
export const lockOwners = prepared<object, { id: string }>(
  () => sql`
    SELECT id FROM members.accounts WHERE role = 'owner' AND status = 'active' ORDER BY id FOR NO KEY UPDATE`,
);

export interface RoleAndStatus {
  readonly id: string;
  readonly role: string;
  readonly status: "active" | "disabled";
}

/** The transaction must hold `lockOwners`. */
export const lockRolesAndStatuses = prepared<{ ids: string[] }, RoleAndStatus>(
  (p) => sql`
    SELECT id, role, status FROM members.accounts
    WHERE id = ANY (${p.ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
);

/** No row: the role or status has changed since it was read. */
export const updateRoleAndStatus = prepared<
  { id: string; role: string; status: string; previousRole: string; previousStatus: string; now: Date },
  { id: string }
>(
  (p) => sql`
    UPDATE members.accounts SET role = ${p.role}, status = ${p.status}, updated_at = ${p.now}
    WHERE id = ${p.id} AND role = ${p.previousRole} AND status = ${p.previousStatus} RETURNING id`,
);
