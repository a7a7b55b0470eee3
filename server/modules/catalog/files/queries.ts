/** Statements of files that a job removes. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface FileFolder {
  readonly folder: string;
  /** Their names in the folder. */
  readonly files: readonly string[];
}

/** `folders` is JSON of file folders. */
export const insertRemovals = prepared<{ folders: string; dueAt: Date }, { folder: string }>(
  (p) => sql`
    INSERT INTO catalog.file_removals (folder, files, due_at)
    SELECT folder, files, ${p.dueAt}::timestamptz
    FROM jsonb_to_recordset(${p.folders}::jsonb) AS each (folder text, files text[])
    ON CONFLICT DO NOTHING RETURNING folder`,
);

export const deleteRemovals = prepared<{ folders: string[] }, { folder: string }>(
  (p) => sql`
    DELETE FROM catalog.file_removals WHERE folder = ANY (${p.folders}::text[]) RETURNING folder`,
);

export const findDueRemovals = prepared<{ now: Date; limit: number }, FileFolder>(
  (p) => sql`
    SELECT folder, files FROM catalog.file_removals WHERE due_at <= ${p.now}::timestamptz
    ORDER BY due_at LIMIT ${p.limit}`,
);
