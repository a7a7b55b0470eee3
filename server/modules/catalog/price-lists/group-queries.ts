/** The copies of the groups of members, and of who is in which. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export const insertGroup = prepared<{ code: string }, never>(
  (p) => sql`INSERT INTO catalog.member_groups (code) VALUES (${p.code}) ON CONFLICT DO NOTHING`,
);

/** Breaks the key of `price_lists` while a price list names the group. */
export const deleteGroup = prepared<{ code: string }, never>(
  (p) => sql`DELETE FROM catalog.member_groups WHERE code = ${p.code}`,
);

export const countListsOfGroup = prepared<{ code: string }, { count: number }>(
  (p) => sql`SELECT count(*)::int AS count FROM catalog.price_lists WHERE group_code = ${p.code}`,
);

export const storeGroupOfMember = prepared<
  { memberId: string; group: string | null; version: number },
  never
>(
  (p) => sql`
    INSERT INTO catalog.grouped_members AS stored (id, group_code, version)
    VALUES (${p.memberId}, ${p.group}, ${p.version})
    ON CONFLICT (id) DO UPDATE SET group_code = excluded.group_code, version = excluded.version
      WHERE stored.version < excluded.version`,
);

export const deleteMember = prepared<{ memberId: string }, never>(
  (p) => sql`DELETE FROM catalog.grouped_members WHERE id = ${p.memberId}`,
);
