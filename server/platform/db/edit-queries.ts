/**
 * The edits of rows, so that a stale edit is told what changed since. Their table has the columns `key`,
 * version, differences and edited_at.
 */
import { type RawBuilder, sql } from "kysely";
import type { Difference } from "../differences.ts";
import { type PreparedStatement, prepared } from "./prepared.ts";

interface EditTable {
  /** With its schema. */
  readonly table: string;
  readonly key: string;
}

/**
 * The parts of a statement that store an edit and keep the last fifty of the row. The statement has a part
 * `changed` with id and version; `differences` is JSON.
 */
export const storedEdit = (
  { table, key }: EditTable,
  p: { readonly differences: RawBuilder<string>; readonly now: RawBuilder<Date> },
): RawBuilder<unknown> => sql`
    stored_edit AS (
      INSERT INTO ${sql.table(table)} (${sql.ref(key)}, version, differences, edited_at)
      SELECT id, version, ${p.differences}::jsonb, ${p.now}::timestamptz FROM changed
    ), forgotten_edits AS (
      DELETE FROM ${sql.table(table)} AS e USING changed
      WHERE e.${sql.ref(key)} = changed.id AND e.version <= changed.version - 50
    )`;

/** Declares a statement for the edits after a version, the oldest first. */
export const editsSince = ({
  table,
  key,
}: EditTable): PreparedStatement<{ id: string; version: number }, { differences: Difference[] }> =>
  prepared(
    (p) => sql`
    SELECT differences FROM ${sql.table(table)}
    WHERE ${sql.ref(key)} = ${p.id} AND version > ${p.version} ORDER BY version`,
  );
