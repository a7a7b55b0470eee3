/** Groups of members, and the group of a member. */
import { sql } from "kysely";
import { editsSince, storedEdit } from "../../../platform/db/edit-queries.ts";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { members } from "../contract.ts";

const edits = { table: "members.group_edits", key: "group_id" } as const;

export interface GroupTranslations {
  readonly en?: { readonly name?: string };
}

export interface GroupRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly translations: GroupTranslations;
  readonly memberCount: number;
  readonly version: number;
  readonly createdAt: Date;
}

const columns = sql`id, code, name, translations, version, created_at AS "createdAt",
  (SELECT count(*)::int FROM members.accounts WHERE group_code = groups.code) AS "memberCount"`;

export const listGroups = prepared<{ limit: number }, GroupRow>(
  (p) => sql`SELECT ${columns} FROM members.groups ORDER BY created_at, code LIMIT ${p.limit}`,
);

export const findGroup = prepared<{ id: string }, GroupRow>(
  (p) => sql`SELECT ${columns} FROM members.groups WHERE id = ${p.id}`,
);

/** One that creates a group waits for the others, so that the limit holds. */
export const lockGroups = prepared<object, { locked: unknown }>(
  () => sql`SELECT pg_advisory_xact_lock(hashtextextended('members.groups', 0)) AS locked`,
);

export const countGroups = prepared<object, { count: number }>(
  () => sql`SELECT count(*)::int AS count FROM members.groups`,
);

export const lockGroup = prepared<{ id: string }, { id: string }>(
  (p) => sql`SELECT id FROM members.groups WHERE id = ${p.id} FOR UPDATE`,
);

/** `translations` is JSON. */
export const insertGroup = prepared<
  { id: string; code: string; name: string; translations: string; now: Date },
  never
>(
  (p) => sql`
    INSERT INTO members.groups (id, code, name, translations, created_at)
    VALUES (${p.id}, ${p.code}, ${p.name}, ${p.translations}::jsonb, ${p.now})`,
);

/** `translations` and `differences` are JSON. The last fifty edits are kept. */
export const updateGroup = prepared<
  { id: string; name: string; translations: string; differences: string; now: Date },
  { version: number }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE members.groups SET name = ${p.name}, translations = ${p.translations}::jsonb,
        version = version + 1
      WHERE id = ${p.id} RETURNING id, version
    ), ${storedEdit(edits, p)}
    SELECT version FROM changed`,
);

export const findEditsSince = editsSince(edits);

/** Breaks `accounts_group_known` while a member is in the group. */
export const deleteGroup = prepared<{ id: string }, never>(
  (p) => sql`DELETE FROM members.groups WHERE id = ${p.id}`,
);

/** A member's group, and how often it changed. */
export interface GroupOfMember {
  readonly group: string | null;
  readonly version: number;
}

export const findGroupOfMember = prepared<{ id: string }, GroupOfMember>(
  (p) => sql`SELECT group_code AS "group", group_version AS version FROM members.accounts WHERE id = ${p.id}`,
);

/** Publishes the event. Breaks `accounts_group_known` for an unknown group. The caller locks the account. */
export const updateGroupOfMember = prepared<
  { id: string; group: string | null; now: Date },
  { published: number }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE members.accounts SET group_code = ${p.group}, group_version = group_version + 1,
        updated_at = ${p.now}
      WHERE id = ${p.id} RETURNING id
    ), published AS (
      SELECT ${publish(members.events.groupChanged, { memberId: sql`id` })} FROM changed
    )
    SELECT count(*)::int AS published FROM published`,
);
