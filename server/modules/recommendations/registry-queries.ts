/** Statements for runs, versions of models, and which of them serves. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { AliasName, RunCause } from "./aliases.ts";

export type RunStatus = "running" | "ready" | "rejected" | "too_little" | "failed";

export interface SnapshotFacts {
  readonly sha256: string;
  readonly asOf: string;
  readonly interactions: number;
  readonly items: number;
  /** Of the newest interaction; null: there was none. Older runs did not note it. */
  readonly newest?: string | null;
}

export interface RunRow {
  readonly id: string;
  readonly cause: RunCause;
  readonly status: RunStatus;
  readonly reasons: string[];
  readonly snapshot: SnapshotFacts | null;
  readonly parameters: object;
  readonly metrics: Record<string, number>;
  readonly seed: number;
  readonly reportKey: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

const runColumns = sql`id, cause, status, reasons, snapshot, parameters, metrics, seed,
  report_key AS "reportKey", started_at AS "startedAt", ended_at AS "endedAt"`;

/** The newest first. */
export const listRuns = prepared<{ limit: number }, RunRow>(
  (p) => sql`SELECT ${runColumns} FROM recommendations.runs ORDER BY started_at DESC LIMIT ${p.limit}`,
);

export const findRun = prepared<{ id: string }, RunRow>(
  (p) => sql`SELECT ${runColumns} FROM recommendations.runs WHERE id = ${p.id}`,
);

/** Ended runs that are not at the MLflow server yet, the oldest first. */
export const listUnexported = prepared<{ limit: number }, RunRow>(
  (p) => sql`
    SELECT ${runColumns} FROM recommendations.runs
    WHERE status <> 'running' AND exported_at IS NULL ORDER BY started_at LIMIT ${p.limit}`,
);

/** No row: another process marked it. */
export const markExported = prepared<{ id: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE recommendations.runs SET exported_at = ${p.now}
    WHERE id = ${p.id} AND exported_at IS NULL RETURNING id`,
);

/** Runs begin one after the other until the transaction ends. */
export const lockRuns = prepared<object, never>(
  () => sql`SELECT FROM pg_advisory_xact_lock(hashtextextended('recommendations.runs', 0))`,
);

/** Ends a run whose process has been silent. */
export const failSilentRuns = prepared<{ silentSince: Date; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE recommendations.runs
    SET status = 'failed', ended_at = ${p.now}, reasons = ARRAY['the process ended']
    WHERE status = 'running' AND beat_at < ${p.silentSince} RETURNING id`,
);

/** Begins a run. No row: another is running, or one has begun since `notSince` and is not to be repeated. */
export const beginRun = prepared<
  { id: string; cause: RunCause; seed: number; now: Date; notSince: Date },
  { id: string }
>(
  (p) => sql`
    INSERT INTO recommendations.runs (id, cause, status, seed, started_at, beat_at)
    SELECT ${p.id}::uuid, ${p.cause}::text, 'running', ${p.seed}::int, ${p.now}::timestamptz,
      ${p.now}::timestamptz
    WHERE NOT EXISTS (SELECT FROM recommendations.runs WHERE status = 'running')
      AND NOT EXISTS (SELECT FROM recommendations.runs
                      WHERE started_at > ${p.notSince}::timestamptz AND status <> 'failed')
    RETURNING id`,
);

/** No row: the run was given up meanwhile. */
export const beat = prepared<{ id: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE recommendations.runs SET beat_at = ${p.now}
    WHERE id = ${p.id} AND status = 'running' RETURNING id`,
);

/** No row: the run was given up meanwhile. `snapshot`, `parameters` and `metrics` are JSON. */
export const endRun = prepared<
  {
    id: string;
    status: RunStatus;
    reasons: string[];
    snapshot: string | null;
    parameters: string;
    metrics: string;
    reportKey: string | null;
    now: Date;
  },
  { id: string }
>(
  (p) => sql`
    UPDATE recommendations.runs SET status = ${p.status}, reasons = ${p.reasons}::text[],
      snapshot = ${p.snapshot}::jsonb, parameters = ${p.parameters}::jsonb, metrics = ${p.metrics}::jsonb,
      report_key = ${p.reportKey}, ended_at = ${p.now}
    WHERE id = ${p.id} AND status = 'running' RETURNING id`,
);

export interface ModelVersionRow {
  readonly version: number;
  readonly runId: string;
  readonly fileKey: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly createdAt: Date;
}

const versionColumns = sql`version, run_id AS "runId", file_key AS "fileKey", sha256, bytes,
  created_at AS "createdAt"`;

export const insertVersion = prepared<
  Omit<ModelVersionRow, "version" | "createdAt"> & { now: Date },
  ModelVersionRow
>(
  (p) => sql`
    INSERT INTO recommendations.model_versions (run_id, file_key, sha256, bytes, created_at)
    VALUES (${p.runId}, ${p.fileKey}, ${p.sha256}, ${p.bytes}, ${p.now}) RETURNING ${versionColumns}`,
);

/** The newest first. */
export const listVersions = prepared<{ limit: number }, ModelVersionRow>(
  (p) => sql`
    SELECT ${versionColumns} FROM recommendations.model_versions ORDER BY version DESC LIMIT ${p.limit}`,
);

export const findVersion = prepared<{ version: number }, ModelVersionRow>(
  (p) => sql`SELECT ${versionColumns} FROM recommendations.model_versions WHERE version = ${p.version}`,
);

/** No row: the run made none. */
export const findVersionOfRun = prepared<{ runId: string }, ModelVersionRow>(
  (p) => sql`SELECT ${versionColumns} FROM recommendations.model_versions WHERE run_id = ${p.runId}`,
);

export const findByAlias = prepared<{ alias: AliasName }, ModelVersionRow>(
  (p) => sql`
    SELECT ${versionColumns} FROM recommendations.model_versions
    WHERE version = (SELECT version FROM recommendations.aliases WHERE alias = ${p.alias})`,
);

export const listAliases = prepared<object, { alias: AliasName; version: number }>(
  () => sql`SELECT alias, version FROM recommendations.aliases ORDER BY alias`,
);

/** Aliases move one after the other until the transaction ends. */
export const lockAliases = prepared<object, never>(
  () => sql`SELECT FROM pg_advisory_xact_lock(hashtextextended('recommendations.aliases', 0))`,
);

/** Moves an alias, and notes the move. `from`: where it was; null: it was nowhere. */
export const moveAlias = prepared<
  { id: string; alias: AliasName; from: number | null; to: number; by: string; reason: string; now: Date },
  never
>(
  (p) => sql`
    WITH moved AS (
      INSERT INTO recommendations.aliases (alias, version) VALUES (${p.alias}::text, ${p.to}::int)
      ON CONFLICT (alias) DO UPDATE SET version = excluded.version
    )
    INSERT INTO recommendations.alias_changes (id, alias, from_version, to_version, changed_by, reason, at)
    VALUES (${p.id}, ${p.alias}, ${p.from}, ${p.to}, ${p.by}, ${p.reason}, ${p.now})`,
);

export interface AliasChangeRow {
  readonly alias: AliasName;
  readonly fromVersion: number | null;
  readonly toVersion: number;
  readonly changedBy: string;
  readonly reason: string;
  readonly at: Date;
}

/** The newest first. */
export const listAliasChanges = prepared<{ limit: number }, AliasChangeRow>(
  (p) => sql`
    SELECT alias, from_version AS "fromVersion", to_version AS "toVersion", changed_by AS "changedBy",
      reason, at
    FROM recommendations.alias_changes ORDER BY id DESC LIMIT ${p.limit}`,
);

/** Ends what runs beside the hold-out. */
export const endExperiments = prepared<{ reason: string; now: Date }, { id: string }>(
  (p) => sql`
    UPDATE recommendations.experiments SET status = 'stopped', reason = ${p.reason}, ended_at = ${p.now}
    WHERE status = 'running' AND kind <> 'holdout' RETURNING id`,
);

/** A comparison or a canary, whose champion must stay. */
export const findOpenExperiment = prepared<object, { id: string }>(
  () => sql`
    SELECT id FROM recommendations.experiments WHERE status = 'running' AND kind <> 'holdout' LIMIT 1`,
);
