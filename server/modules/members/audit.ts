import { findKnownAccounts, findMemberViolations } from "./audit-queries.ts";
import type { MembersContext } from "./context.ts";
import { knownRoles } from "./roles.ts";

const LIMIT = 100;

type AuditedMembers = Pick<MembersContext, "db" | "recommendations">;

/**
 * Every role is known; a session has one current refresh token; a token and its successor belong together; an
 * address book is not overfull and has one default; nothing is known of the taste of a member who left.
 */
export async function audit(context: AuditedMembers): Promise<string[]> {
  const { db } = context;
  const rows = await db.rows(findMemberViolations, { roles: [...knownRoles], limit: LIMIT });
  const violations = rows.map(({ violation }) => violation);
  let remembered = 0;
  for await (const count of rememberedAfterLeaving(context)) remembered += count;
  if (remembered > 0)
    violations.push(`the recommendations know what ${remembered} who are no members looked at`);
  return violations;
}

/** Numbers of persons, page by page. A member who leaves meanwhile is forgotten within seconds. */
async function* rememberedAfterLeaving({ db, recommendations }: AuditedMembers): AsyncGenerator<number> {
  for (let after: string | null = null; ; ) {
    const { memberIds }: { memberIds: string[] } = await recommendations.listMembers({ after });
    const last = memberIds.at(-1);
    if (last === undefined) return;
    const known = new Set((await db.rows(findKnownAccounts, { ids: memberIds })).map(({ id }) => id));
    yield memberIds.filter((id) => !known.has(id)).length;
    after = last;
  }
}
