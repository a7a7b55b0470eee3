/** Finds what breaks an invariant. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

/** Aliases that are not where their history says, and changes that begin where no change ended. */
export const findUnsoundAliases = prepared<
  { limit: number },
  { alias: string; version: number | null; noted: number | null }
>(
  (p) => sql`
    WITH changes AS (
      SELECT alias, to_version, from_version, at, id,
        lag(to_version) OVER (PARTITION BY alias ORDER BY id) AS before,
        row_number() OVER (PARTITION BY alias ORDER BY id DESC) AS place
      FROM recommendations.alias_changes
    )
    SELECT coalesce(aliases.alias, newest.alias) AS alias, aliases.version, newest.to_version AS noted
    FROM recommendations.aliases
    FULL JOIN (SELECT * FROM changes WHERE place = 1) AS newest ON newest.alias = aliases.alias
    WHERE aliases.version IS DISTINCT FROM newest.to_version
    UNION ALL
    SELECT alias, from_version, before FROM changes WHERE from_version IS DISTINCT FROM before
    LIMIT ${p.limit}`,
);

/** Members who want nothing personal, and of whom something is kept all the same. */
export const findKeptAgainstWill = prepared<{ limit: number }, { memberId: string }>(
  (p) => sql`
    SELECT member_id AS "memberId" FROM recommendations.choices WHERE NOT personal
      AND (EXISTS (SELECT FROM recommendations.events AS e WHERE e.member_id = choices.member_id)
        OR EXISTS (SELECT FROM recommendations.histories WHERE person_id = choices.member_id)
        OR EXISTS (SELECT FROM recommendations.exposures WHERE person_id = choices.member_id))
    LIMIT ${p.limit}`,
);

/** How many hold-outs run. */
export const countHoldouts = prepared<object, { running: number }>(
  () => sql`
    SELECT count(*)::int AS running FROM recommendations.experiments
    WHERE kind = 'holdout' AND status = 'running'`,
);

/** Ids of members with events, after one of them, in order. */
export const listMembers = prepared<{ after: string; limit: number }, { memberId: string }>(
  (p) => sql`
    SELECT DISTINCT member_id AS "memberId" FROM recommendations.events
    WHERE member_id > ${p.after}::uuid ORDER BY member_id LIMIT ${p.limit}`,
);
