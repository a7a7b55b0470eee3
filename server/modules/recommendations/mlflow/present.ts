/** Runs and versions of the models in the words of MLflow. Pure. */
import type { Static } from "typebox";
import type { AliasName } from "../aliases.ts";
import type { ModelVersionRow, RunRow } from "../registry-queries.ts";
import type { FieldReader } from "./filter.ts";
import {
  EXPERIMENT_ID,
  type MlflowExperiment,
  type MlflowModel,
  type MlflowRun,
  type MlflowVersion,
  MODEL_NAME,
} from "./schemas.ts";

export interface AliasRow {
  readonly alias: AliasName;
  readonly version: number;
}

type PresentedVersion = Static<typeof MlflowVersion>;
type PresentedRun = Static<typeof MlflowRun>;

/** The files of a run: its model and its report. */
export const artifactAddress = (runId: string): string => `mlflow-artifacts:/runs/${runId}`;

export function presentVersion(
  { version, runId, sha256, bytes, createdAt }: ModelVersionRow,
  aliases: readonly AliasRow[],
): PresentedVersion {
  return {
    name: MODEL_NAME,
    version: String(version),
    creation_timestamp: createdAt.getTime(),
    last_updated_timestamp: createdAt.getTime(),
    current_stage: "None",
    source: artifactAddress(runId),
    run_id: runId,
    status: "READY",
    tags: pairs({ sha256, bytes }),
    aliases: aliases.filter((each) => each.version === version).map(({ alias }) => alias),
  };
}

/** `versions`: the newest first. */
export function presentModel(
  versions: readonly ModelVersionRow[],
  aliases: readonly AliasRow[],
): Static<typeof MlflowModel> {
  const [newest, oldest] = [versions[0], versions.at(-1)];
  return {
    name: MODEL_NAME,
    creation_timestamp: oldest?.createdAt.getTime() ?? 0,
    last_updated_timestamp: newest?.createdAt.getTime() ?? 0,
    description: "What shoppers are recommended",
    latest_versions: newest ? [presentVersion(newest, aliases)] : [],
    aliases: aliases.map(({ alias, version }) => ({ alias, version: String(version) })),
    tags: [],
  };
}

const statuses = {
  running: "RUNNING",
  ready: "FINISHED",
  rejected: "FINISHED",
  too_little: "FINISHED",
  failed: "FAILED",
} as const;

export function presentMlflowRun(run: RunRow): PresentedRun {
  const measuredAt = (run.endedAt ?? run.startedAt).getTime();
  return {
    info: {
      run_id: run.id,
      run_uuid: run.id,
      run_name: `${run.cause} ${run.startedAt.toISOString().slice(0, 16)}`,
      experiment_id: EXPERIMENT_ID,
      status: statuses[run.status],
      start_time: run.startedAt.getTime(),
      ...(run.endedAt && { end_time: run.endedAt.getTime() }),
      artifact_uri: artifactAddress(run.id),
      lifecycle_stage: "active",
    },
    data: {
      metrics: Object.entries(run.metrics).map(([key, value]) => ({
        key: metricName(key),
        value,
        timestamp: measuredAt,
        step: 0,
      })),
      params: pairs({ seed: run.seed, ...flattened(run.parameters) }),
      tags: pairs({
        cause: run.cause,
        gate: run.status,
        ...(run.reasons.length > 0 && { reasons: run.reasons.join("; ") }),
        ...(run.snapshot && {
          "snapshot.sha256": run.snapshot.sha256,
          "snapshot.as_of": run.snapshot.asOf,
          "snapshot.interactions": run.snapshot.interactions,
          "snapshot.items": run.snapshot.items,
        }),
      }),
    },
  };
}

/** MLflow's servers refuse an `@` in a name. */
const metricName = (name: string): string => name.replaceAll("@", "_at_");

const pairs = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));

/** `{blend: {session: 1}}` is `blend.session` 1. */
function flattened(value: object, prefix = ""): Record<string, unknown> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, each]: [string, unknown]) =>
      typeof each === "object" && each !== null
        ? flattened(each, `${prefix}${key}.`)
        : { [`${prefix}${key}`]: each },
    ),
  );
}

export const EXPERIMENT: Static<typeof MlflowExperiment> = {
  experiment_id: EXPERIMENT_ID,
  name: MODEL_NAME,
  artifact_location: "mlflow-artifacts:/runs",
  lifecycle_stage: "active",
  tags: [],
};

/** What a search for runs may look at. */
export const runFields =
  ({ info, data }: PresentedRun): FieldReader =>
  (field) => {
    const [, kind = "", key = ""] = /^(metrics|params|tags)\.(.*)$/.exec(field) ?? [];
    if (kind === "") return own(info, field);
    return data[kind as keyof typeof data].find((each) => each.key === key)?.value;
  };

export const versionFields =
  (version: PresentedVersion): FieldReader =>
  (field) => {
    if (field === "version_number") return Number(version.version);
    const tag = /^tags\.(.*)$/.exec(field)?.[1];
    return tag === undefined ? own(version, field) : version.tags.find(({ key }) => key === tag)?.value;
  };

export const namedFields =
  (entity: object): FieldReader =>
  (field) =>
    own(entity, field);

function own(entity: object, field: string): string | number | undefined {
  const value: unknown = Object.hasOwn(entity, field) ? Reflect.get(entity, field) : undefined;
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}
