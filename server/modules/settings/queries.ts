import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

/** `content` may lack settings that a later version of the shop added. */
export interface VersionRow {
  readonly version: number;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Returns the newest version under the id that is asked for: there is one shop. */
export const findNewestVersion = prepared<{ ids: string[] }, VersionRow & { id: string }>(
  (p) => sql`
    SELECT id, version, content FROM unnest(${p.ids}::text[]) AS shop (id),
      LATERAL (SELECT version, content FROM settings.versions ORDER BY version DESC LIMIT 1) AS newest`,
);

export const findVersion = prepared<{ version: number }, VersionRow>(
  (p) => sql`SELECT version, content FROM settings.versions WHERE version = ${p.version}`,
);

/**
 * Adds the version after `base` if `base` is the newest one (0: there is none). No row: it is not. Two edits
 * that run at the same time meet at the primary key. Versions that are older than `kept` versions are
 * deleted. `content` is JSON.
 */
export const insertVersion = prepared<
  { base: number; content: string; kept: number; now: Date },
  { version: number }
>(
  (p) => sql`
    WITH added AS (
      INSERT INTO settings.versions (version, content, created_at)
      SELECT ${p.base}::integer + 1, ${p.content}::jsonb, ${p.now}::timestamptz
      WHERE (SELECT coalesce(max(version), 0) FROM settings.versions) = ${p.base}::integer
      ON CONFLICT (version) DO NOTHING
      RETURNING version
    ), dropped AS (
      DELETE FROM settings.versions
      WHERE version <= (SELECT version FROM added) - ${p.kept}::integer
    )
    SELECT version FROM added`,
);
