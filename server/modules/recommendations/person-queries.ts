/** Statements for what is stored of one person. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { Arm } from "./experiments/buckets.ts";
import type { ExperimentKind } from "./experiments/judge.ts";

export const findChoice = prepared<{ memberId: string }, { personal: boolean }>(
  (p) => sql`SELECT personal FROM recommendations.choices WHERE member_id = ${p.memberId}`,
);

export const storeChoice = prepared<{ memberId: string; personal: boolean; now: Date }, never>(
  (p) => sql`
    INSERT INTO recommendations.choices (member_id, personal, chosen_at)
    VALUES (${p.memberId}, ${p.personal}, ${p.now})
    ON CONFLICT (member_id) DO UPDATE SET personal = excluded.personal, chosen_at = excluded.chosen_at`,
);

export const deleteChoice = prepared<{ memberId: string }, never>(
  (p) => sql`DELETE FROM recommendations.choices WHERE member_id = ${p.memberId}`,
);

/** Deletes what names the person. The counts by day stay: they name no person. */
export const deletePerson = prepared<{ personId: string }, never>(
  (p) => sql`
    WITH histories AS (
      DELETE FROM recommendations.histories WHERE person_id = ${p.personId}
    ), exposures AS (
      DELETE FROM recommendations.exposures WHERE person_id = ${p.personId}
    ), orders AS (
      DELETE FROM recommendations.order_persons
      WHERE visitor_id = ${p.personId} OR member_id = ${p.personId}
    ), samples AS (
      DELETE FROM recommendations.list_samples WHERE personal AND request_id IN (
        SELECT request_id FROM recommendations.events WHERE visitor_id = ${p.personId}
        UNION ALL
        SELECT request_id FROM recommendations.events WHERE member_id = ${p.personId})
    ), visits AS (
      DELETE FROM recommendations.events WHERE visitor_id = ${p.personId}
    )
    DELETE FROM recommendations.events WHERE member_id = ${p.personId}`,
);

/** One batch of exposures that are older than the events are kept. */
export const deleteOldExposures = prepared<{ before: Date; limit: number }, { personId: string }>(
  (p) => sql`
    DELETE FROM recommendations.exposures WHERE (experiment_id, stage, person_id) IN (
      SELECT experiment_id, stage, person_id FROM recommendations.exposures
      WHERE at < ${p.before} ORDER BY at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING person_id AS "personId"`,
);

/** What a guest did becomes what the member did. Safe to repeat. */
export const joinVisitor = prepared<{ visitorId: string; memberId: string }, never>(
  (p) => sql`
    WITH events AS (
      UPDATE recommendations.events SET member_id = ${p.memberId}::uuid, visitor_id = NULL
      WHERE visitor_id = ${p.visitorId}
    ), orders AS (
      UPDATE recommendations.order_persons SET member_id = ${p.memberId}::uuid, visitor_id = NULL
      WHERE visitor_id = ${p.visitorId}
    ), exposed AS (
      DELETE FROM recommendations.exposures WHERE person_id = ${p.visitorId}
      RETURNING experiment_id, stage, arm, at
    ), moved AS (
      INSERT INTO recommendations.exposures (experiment_id, stage, person_id, arm, at)
      SELECT experiment_id, stage, ${p.memberId}::uuid, arm, at FROM exposed
      ON CONFLICT DO NOTHING
    ), former AS (
      DELETE FROM recommendations.histories WHERE person_id = ${p.visitorId}
      RETURNING product_id, type, at
    )
    INSERT INTO recommendations.histories AS known (person_id, product_id, type, at)
    SELECT ${p.memberId}::uuid, product_id, type, at FROM former
    ON CONFLICT (person_id, product_id, type) DO UPDATE SET at = greatest(known.at, excluded.at)`,
);

/** A guest said no: events that are on their way are stored no more. */
export const refuseVisitor = prepared<{ visitorId: string; now: Date }, never>(
  (p) => sql`
    INSERT INTO recommendations.refusals (visitor_id, at) VALUES (${p.visitorId}, ${p.now})
    ON CONFLICT (visitor_id) DO UPDATE SET at = excluded.at`,
);

/** A guest who said no says yes again. */
export const allowVisitor = prepared<{ visitorId: string }, never>(
  (p) => sql`DELETE FROM recommendations.refusals WHERE visitor_id = ${p.visitorId}`,
);

/** Persons who said no since a moment: what was stored while they were deleted goes, too. */
export const listRefusals = prepared<{ since: Date; limit: number }, { personId: string }>(
  (p) => sql`
    (SELECT visitor_id AS "personId" FROM recommendations.refusals
     WHERE at >= ${p.since} ORDER BY at DESC LIMIT ${p.limit})
    UNION ALL
    (SELECT member_id FROM recommendations.choices
     WHERE NOT personal AND chosen_at >= ${p.since} ORDER BY chosen_at DESC LIMIT ${p.limit})`,
);

export const deleteOldRefusals = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM recommendations.refusals WHERE at < ${p.before}`,
);

/** Notes whose order it is. A repeat changes nothing. */
export const insertOrderPerson = prepared<{ basketId: string; visitorId: string; now: Date }, never>(
  (p) => sql`
    INSERT INTO recommendations.order_persons (basket_id, visitor_id, at)
    VALUES (${p.basketId}, ${p.visitorId}, ${p.now}) ON CONFLICT DO NOTHING`,
);

export const findOrderPersons = prepared<
  { ids: string[] },
  { id: string; visitorId: string | null; memberId: string | null }
>(
  (p) => sql`
    SELECT basket_id AS id, visitor_id AS "visitorId", member_id AS "memberId"
    FROM recommendations.order_persons WHERE basket_id = ANY (${p.ids}::uuid[])`,
);

export const deleteOldOrderPersons = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM recommendations.order_persons WHERE at < ${p.before}`,
);

export interface ExportedEventRow {
  readonly type: string;
  readonly at: Date;
  readonly productId: string | null;
  readonly placement: string | null;
}

/** The member's events, the newest first. */
export const listEventsOf = prepared<{ memberId: string; limit: number }, ExportedEventRow>(
  (p) => sql`
    SELECT type, at, product_id AS "productId", placement FROM recommendations.events
    WHERE member_id = ${p.memberId} ORDER BY at DESC, id LIMIT ${p.limit}`,
);

export interface ExportedListRow {
  readonly at: Date;
  readonly placement: string;
  readonly productIds: string[];
}

/** The lists of which a copy is kept, and that the member's events name; the newest first. */
export const listSamplesOf = prepared<{ memberId: string; limit: number }, ExportedListRow>(
  (p) => sql`
    SELECT at, placement, shown AS "productIds" FROM recommendations.list_samples
    WHERE personal AND request_id IN (
      SELECT request_id FROM recommendations.events WHERE member_id = ${p.memberId})
    ORDER BY at DESC, request_id LIMIT ${p.limit}`,
);

export interface ExportedExposureRow {
  readonly experimentId: string;
  readonly kind: ExperimentKind;
  readonly arm: Arm;
  readonly at: Date;
}

/** The first exposure to each stage of each experiment, the newest first. */
export const listExposuresOf = prepared<{ memberId: string; limit: number }, ExportedExposureRow>(
  (p) => sql`
    SELECT experiment_id AS "experimentId", kind, arm, at
    FROM recommendations.exposures JOIN recommendations.experiments ON id = experiment_id
    WHERE person_id = ${p.memberId} ORDER BY at DESC, experiment_id LIMIT ${p.limit}`,
);

export interface RecentPersonRow {
  readonly id: string;
  readonly at: Date;
  readonly interactions: number;
}

/** Whose interactions are among the last `newest`, the newest first; members and guests who agreed. */
export const listRecentPersons = prepared<{ newest: number; limit: number }, RecentPersonRow>(
  (p) => sql`
    SELECT person_id AS id, max(at) AS at, count(*)::int AS interactions
    FROM (SELECT person_id, at FROM recommendations.histories ORDER BY at DESC LIMIT ${p.newest}) AS last
    GROUP BY person_id ORDER BY 2 DESC, 1 LIMIT ${p.limit}`,
);
