/** Statements of pictures in descriptions. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export const insertPictures = prepared<{ folders: string[]; now: Date }, { folder: string }>(
  (p) => sql`
    INSERT INTO catalog.description_pictures (folder, added_at)
    SELECT folder, ${p.now}::timestamptz FROM unnest(${p.folders}::text[]) AS folder RETURNING folder`,
);

/** The pictures that are there. The job that removes unused ones has begun with none of them. */
export const findPictures = prepared<{ folders: string[] }, { folder: string }>(
  (p) => sql`
    SELECT folder FROM catalog.description_pictures AS d
    WHERE folder = ANY (${p.folders}::text[])
      AND NOT EXISTS (SELECT FROM catalog.file_removals AS f WHERE f.folder = d.folder)`,
);

/** The same before an edit keeps them: also those that the job is to remove some day. */
export const findStoredPictures = prepared<{ folders: string[] }, { folder: string }>(
  (p) => sql`SELECT folder FROM catalog.description_pictures WHERE folder = ANY (${p.folders}::text[])`,
);
