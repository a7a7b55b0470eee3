/** Members as the back office sees them. */

import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { LAST_ID } from "../../../platform/ids.ts";

export interface MemberRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** E.164. */
  readonly phone: string | null;
  readonly role: string;
  readonly status: "active" | "disabled";
  /** The code of the member's group. */
  readonly group: string | null;
  readonly emailVerified: boolean;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

const columns = sql.raw(`
  id, email, name, phone, role, status, group_code AS "group",
  email_verified_at IS NOT NULL AS "emailVerified",
  created_at AS "createdAt", last_sign_in_at AS "lastSignInAt"`);

interface Page {
  readonly status: string | null;
  readonly group: string | null;
  /** Ids below this one. */
  readonly before: string | null;
  readonly limit: number;
}

// A condition that always has a bound can use the index; "no bound, or …" cannot.
const NEWEST = sql.lit(LAST_ID);

/** Newest first. */
export const listMembers = prepared<Page, MemberRow>(
  (p) => sql`
    SELECT ${columns} FROM members.accounts
    WHERE id < coalesce(${p.before}::uuid, ${NEWEST}) AND (${p.status}::text IS NULL OR status = ${p.status})
      AND (${p.group}::text IS NULL OR group_code = ${p.group})
    ORDER BY id DESC LIMIT ${p.limit}`,
);

/** The values of a search; a null value matches no member. */
export interface MemberFilter {
  readonly id: string | null;
  readonly emailKey: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly phoneEnd: string | null;
}

/** As `listMembers`, limited to members that match one of the values as a whole. Each value has an index. */
export const searchMembers = prepared<Page & MemberFilter, MemberRow>(
  (p) => sql`
    SELECT ${columns} FROM members.accounts
    WHERE (id = ${p.id}::uuid OR email_key = ${p.emailKey} OR name = ${p.name}
           OR (phone IS NOT NULL AND right(phone, 4) = ${p.phoneEnd}
               AND phone = coalesce(${p.phone}::text, phone)))
      AND id < coalesce(${p.before}::uuid, ${NEWEST}) AND (${p.status}::text IS NULL OR status = ${p.status})
      AND (${p.group}::text IS NULL OR group_code = ${p.group})
    ORDER BY id DESC LIMIT ${p.limit}`,
);

export const findMember = prepared<{ id: string }, MemberRow>(
  (p) => sql`SELECT ${columns} FROM members.accounts WHERE id = ${p.id}`,
);

export const findRoles = prepared<{ ids: string[] }, { id: string; role: string }>(
  (p) => sql`SELECT id, role FROM members.accounts WHERE id = ANY (${p.ids}::uuid[])`,
);

export const countMembers = prepared<object, { count: number }>(
  () => sql`SELECT count(*) AS count FROM members.accounts`,
);

/** Oldest first, from after an id. */
export const exportMembers = prepared<{ after: string; limit: number }, MemberRow>(
  (p) => sql`SELECT ${columns} FROM members.accounts WHERE id > ${p.after} ORDER BY id LIMIT ${p.limit}`,
);
