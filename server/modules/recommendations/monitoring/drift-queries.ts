/** Statements for what is watched of the champion. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { SnapshotFacts } from "../registry-queries.ts";
import type { CountedEvents, DriftFeature } from "./drift.ts";

export interface ChampionRow {
  readonly version: number;
  readonly createdAt: Date;
  /** Null: of a run that noted none. */
  readonly snapshot: SnapshotFacts | null;
}

/** No row: nothing makes lists but what is popular and alike. */
export const findChampion = prepared<object, ChampionRow>(
  () => sql`
    SELECT version, model_versions.created_at AS "createdAt", snapshot
    FROM recommendations.aliases JOIN recommendations.model_versions USING (version)
    JOIN recommendations.runs ON runs.id = run_id
    WHERE alias = 'champion'`,
);

/** Days (UTC): a ranking from `first` to before `reference`, then the reference to `last`. */
export const countEvents = prepared<
  { first: string; reference: string; last: string; recent: string },
  CountedEvents
>(
  (p) => sql`
    SELECT product_id AS "productId", type,
      coalesce(sum(count) FILTER (WHERE day < ${p.reference}::date), 0)::int AS ranking,
      coalesce(sum(count) FILTER (WHERE day BETWEEN ${p.reference}::date AND ${p.last}::date), 0)::int
        AS reference,
      coalesce(sum(count) FILTER (WHERE day >= ${p.recent}::date), 0)::int AS recent
    FROM recommendations.day_counts WHERE day >= ${p.first}::date GROUP BY product_id, type`,
);

/** What is measured: an index of each feature, and the share of events with unknown products. */
export type MeasuredFeature = DriftFeature | "unknown";

export interface DriftRow {
  readonly feature: MeasuredFeature;
  readonly value: number;
}

/** `values` is JSON: the value of each feature. A second process in the same moment changes nothing. */
export const insertDrift = prepared<{ now: Date; values: string }, never>(
  (p) => sql`
    INSERT INTO recommendations.drifts (measured_at, feature, value)
    SELECT ${p.now}::timestamptz, key, value::float8 FROM jsonb_each_text(${p.values}::jsonb)
    ON CONFLICT DO NOTHING`,
);

/** Of the newest measurement, unless it is older than `since`. */
export const listDrift = prepared<{ since: Date }, DriftRow>(
  (p) => sql`
    SELECT feature, value FROM recommendations.drifts
    WHERE measured_at = (SELECT max(measured_at) FROM recommendations.drifts)
      AND measured_at >= ${p.since}::timestamptz`,
);

export const deleteOldDrifts = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM recommendations.drifts WHERE measured_at < ${p.before}`,
);
