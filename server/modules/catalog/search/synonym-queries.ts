import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

/** A version of the sets of synonyms. */
interface SynonymsRow {
  readonly version: number;
  readonly sets: string[][];
}

export const findSynonyms = prepared<object, SynonymsRow>(
  () => sql`SELECT version, sets FROM catalog.synonym_versions ORDER BY version DESC LIMIT 1`,
);

export const findSynonymVersion = prepared<{ version: number }, SynonymsRow>(
  (p) => sql`SELECT version, sets FROM catalog.synonym_versions WHERE version = ${p.version}`,
);

/**
 * Adds the version after `base` if `base` is the newest one. No row: it is not. Two edits that run at the
 * same time meet at the primary key. Versions that are older than `kept` versions are deleted.
 */
export const insertSynonyms = prepared<
  { base: number; sets: string; kept: number; now: Date },
  { version: number }
>(
  (p) => sql`
    WITH added AS (
      INSERT INTO catalog.synonym_versions (version, sets, created_at)
      SELECT ${p.base}::integer + 1, ${p.sets}::jsonb, ${p.now}::timestamptz
      WHERE (SELECT max(version) FROM catalog.synonym_versions) = ${p.base}::integer
      ON CONFLICT (version) DO NOTHING
      RETURNING version
    ), dropped AS (
      DELETE FROM catalog.synonym_versions
      WHERE version <= (SELECT version FROM added) - ${p.kept}::integer
    )
    SELECT version FROM added`,
);

export const deleteSynonymWords = prepared<object, never>(() => sql`DELETE FROM catalog.synonyms`);

/** `words` is JSON: word (in normal form without spaces) and set. */
export const insertSynonymWords = prepared<{ words: string }, never>(
  (p) => sql`
    INSERT INTO catalog.synonyms (word, set)
    SELECT word, set FROM jsonb_to_recordset(${p.words}::jsonb) AS each (word text, set int)`,
);
