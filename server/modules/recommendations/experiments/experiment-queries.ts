/** Statements for experiments, who was exposed to them, and what these persons did. */
import { sql } from "kysely";
import { prepared, preparedForRows } from "../../../platform/db/prepared.ts";
import type { Arm } from "./buckets.ts";
import type { ExperimentKind } from "./judge.ts";

export interface ExperimentRow {
  readonly id: string;
  readonly name: string;
  readonly kind: ExperimentKind;
  readonly version: number | null;
  readonly share: number;
  readonly stage: number;
  readonly status: "running" | "stopped" | "won";
  readonly reason: string | null;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly stageAt: Date;
  readonly endedAt: Date | null;
}

const columns = sql`id, name, kind, version, share, stage, status, reason, started_by AS "startedBy",
  started_at AS "startedAt", stage_at AS "stageAt", ended_at AS "endedAt"`;

export const listRunning = prepared<object, ExperimentRow>(
  () => sql`SELECT ${columns} FROM recommendations.experiments WHERE status = 'running' ORDER BY id`,
);

/** The running ones first, then the newest. */
export const listExperiments = prepared<{ limit: number }, ExperimentRow>(
  (p) => sql`
    SELECT ${columns} FROM recommendations.experiments
    ORDER BY (status = 'running') DESC, id DESC LIMIT ${p.limit}`,
);

/** Breaks `experiments_one_running` when another is running. */
export const insertExperiment = prepared<
  {
    id: string;
    name: string;
    kind: ExperimentKind;
    version: number;
    share: number;
    startedBy: string;
    now: Date;
  },
  ExperimentRow
>(
  (p) => sql`
    INSERT INTO recommendations.experiments
      (id, name, kind, version, share, status, started_by, started_at, stage_at)
    VALUES (${p.id}, ${p.name}, ${p.kind}, ${p.version}, ${p.share}, 'running', ${p.startedBy}, ${p.now},
      ${p.now})
    RETURNING ${columns}`,
);

/** No row: it does not run, or is the hold-out, which does not end. */
export const endExperiment = prepared<
  { id: string; status: "stopped" | "won"; reason: string; now: Date },
  ExperimentRow
>(
  (p) => sql`
    UPDATE recommendations.experiments
    SET status = ${p.status}, reason = ${p.reason}, ended_at = ${p.now}
    WHERE id = ${p.id} AND status = 'running' AND kind <> 'holdout' RETURNING ${columns}`,
);

/** Begins the next stage. No row: another process did. */
export const widenExperiment = prepared<
  { id: string; stage: number; share: number; now: Date },
  ExperimentRow
>(
  (p) => sql`
    UPDATE recommendations.experiments SET stage = stage + 1, share = ${p.share}, stage_at = ${p.now}
    WHERE id = ${p.id} AND stage = ${p.stage} AND status = 'running' RETURNING ${columns}`,
);

export interface ExposureRow {
  /** Of the experiment, the stage and the person. */
  readonly id: string;
  readonly experimentId: string;
  readonly stage: number;
  readonly personId: string;
  readonly arm: Arm;
  readonly at: Date;
}

/** The first exposure stays. Of guests who said no meanwhile nothing is stored. */
export const insertExposures = preparedForRows<ExposureRow, { id: string }>(
  `id text, "experimentId" uuid, stage int, "personId" uuid, arm text, at timestamptz`,
  (rows) => sql`
    WITH input AS (${rows}), stored AS (
      INSERT INTO recommendations.exposures (experiment_id, stage, person_id, arm, at)
      SELECT "experimentId", stage, "personId", arm, at FROM input
      WHERE NOT EXISTS (SELECT FROM recommendations.refusals WHERE visitor_id = "personId")
      ORDER BY "experimentId", stage, "personId"
      ON CONFLICT DO NOTHING
    )
    SELECT id FROM input`,
);

export interface CallSums {
  readonly calls: number;
  readonly failed: number;
  readonly slow: number;
}

export const addCalls = prepared<CallSums & { id: string; stage: number }, never>(
  (p) => sql`
    INSERT INTO recommendations.experiment_calls AS known (experiment_id, stage, calls, failed, slow)
    VALUES (${p.id}, ${p.stage}, ${p.calls}, ${p.failed}, ${p.slow})
    ON CONFLICT (experiment_id, stage) DO UPDATE SET calls = known.calls + excluded.calls,
      failed = known.failed + excluded.failed, slow = known.slow + excluded.slow`,
);

/** No row: no process has told of calls yet. */
export const findCalls = prepared<{ id: string; stage: number }, CallSums>(
  (p) => sql`
    SELECT calls, failed, slow FROM recommendations.experiment_calls
    WHERE experiment_id = ${p.id} AND stage = ${p.stage}`,
);

/** Sums over the persons of an arm. */
export interface OutcomeRow {
  readonly arm: Arm;
  readonly persons: number;
  readonly clicked: number;
  readonly added: number;
  readonly bought: number;
  readonly revenue: number;
  readonly revenueSquares: number;
}

/**
 * What the exposed persons of a stage did from their first exposure until `until`. Persons who did nothing
 * come in as rows of their own: a join with the exposures would be guessed to have one row, and run for
 * minutes.
 */
export const sumOutcomes = prepared<{ id: string; stage: number; until: Date }, OutcomeRow>(
  (p) => sql`
    WITH exposed AS (
      SELECT person_id, arm, at FROM recommendations.exposures
      WHERE experiment_id = ${p.id} AND stage = ${p.stage}
    ), done AS (
      SELECT person_id, arm, NULL AS type, NULL::bigint AS amount FROM exposed
      UNION ALL
      SELECT person_id, arm, type, amount FROM exposed
      JOIN recommendations.events ON member_id = person_id
        AND events.at >= exposed.at AND events.at <= ${p.until}::timestamptz
      WHERE type IN ('click', 'cart', 'purchase')
      UNION ALL
      SELECT person_id, arm, type, amount FROM exposed
      JOIN recommendations.events ON visitor_id = person_id
        AND events.at >= exposed.at AND events.at <= ${p.until}::timestamptz
      WHERE type IN ('click', 'cart', 'purchase')
    ), of_person AS (
      SELECT arm, coalesce(bool_or(type = 'click'), false) AS clicked,
        coalesce(bool_or(type = 'cart'), false) AS added,
        coalesce(bool_or(type = 'purchase'), false) AS bought,
        coalesce(sum(amount) FILTER (WHERE type = 'purchase'), 0)::float8 AS revenue
      FROM done GROUP BY person_id, arm
    )
    SELECT arm, count(*)::int AS persons, (count(*) FILTER (WHERE clicked))::int AS clicked,
      (count(*) FILTER (WHERE added))::int AS added, (count(*) FILTER (WHERE bought))::int AS bought,
      sum(revenue) AS revenue, sum(revenue * revenue) AS "revenueSquares"
    FROM of_person GROUP BY arm`,
);
