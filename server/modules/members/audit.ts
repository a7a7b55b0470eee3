import type { Db } from "../../platform/db/db.ts";
import { findMemberViolations } from "./audit-queries.ts";
import { knownRoles } from "./roles.ts";

/**
 * Every role is known; a session has one current refresh token; a token and its successor belong together; an
 * address book is not overfull and has one default.
 */
export async function audit(db: Db): Promise<string[]> {
  const rows = await db.rows(findMemberViolations, { roles: [...knownRoles], limit: 100 });
  return rows.map(({ violation }) => violation);
}
