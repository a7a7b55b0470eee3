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

/** Takes folders from the job, unless it has begun with them. */
export const keepUnclaimed = prepared<{ folders: string[] }, { folder: string }>(
  (p) => sql`
    DELETE FROM catalog.file_removals
    WHERE folder = ANY (${p.folders}::text[]) AND NOT is_claimed RETURNING folder`,
);

/** The job begins with a folder. No row: its files are used from now on. */
export const claimRemoval = prepared<{ folder: string; now: Date }, { folder: string }>(
  (p) => sql`
    UPDATE catalog.file_removals SET is_claimed = true
    WHERE folder = ${p.folder} AND due_at <= ${p.now}::timestamptz RETURNING folder`,
);

/** The files of folders are gone. */
export const deleteRemovals = prepared<{ folders: string[] }, { folder: string }>(
  (p) => sql`
    WITH pictures AS (
      DELETE FROM catalog.description_pictures WHERE folder = ANY (${p.folders}::text[])
    )
    DELETE FROM catalog.file_removals WHERE folder = ANY (${p.folders}::text[]) RETURNING folder`,
);

export const findDueRemovals = prepared<{ now: Date; limit: number }, FileFolder>(
  (p) => sql`
    SELECT folder, files FROM catalog.file_removals WHERE due_at <= ${p.now}::timestamptz
    ORDER BY due_at LIMIT ${p.limit}`,
);
