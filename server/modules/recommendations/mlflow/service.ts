/** The registry as MLflow's clients read it. */
import type { StoredFile } from "../../../platform/storage/storage.ts";
import type { RecommendationsContext } from "../context.ts";
import * as queries from "../registry-queries.ts";
import * as mlflow from "./present.ts";
import { MODEL_NAME } from "./schemas.ts";
import { findEntities, missing, type SearchRequest } from "./search.ts";

type Context = Pick<RecommendationsContext, "db" | "storage">;

/** Two years of nightly runs and more. Searches look at the newest ones. */
const SEARCHED = 1_000;

const isKnown = (name: string): void => {
  if (name !== MODEL_NAME) throw missing(`registered model: ${name}`);
};

async function readVersions({ db }: Context) {
  const [versions, aliases] = await Promise.all([
    db.rows(queries.listVersions, { limit: SEARCHED }),
    db.rows(queries.listAliases, {}),
  ]);
  return { versions, aliases };
}

export async function readModel(context: Context, name: string) {
  isKnown(name);
  const { versions, aliases } = await readVersions(context);
  return mlflow.presentModel(versions, aliases);
}

export async function searchModels(context: Context, request: SearchRequest) {
  const model = await readModel(context, MODEL_NAME);
  const { found, ...rest } = findEntities([model], mlflow.namedFields, request);
  return { registered_models: found, ...rest };
}

export async function readVersion({ db }: Context, name: string, version: number) {
  isKnown(name);
  const row = await db.first(queries.findVersion, { version });
  if (!row) throw missing(`version: ${version}`);
  return mlflow.presentVersion(row, await db.rows(queries.listAliases, {}));
}

export async function readByAlias(context: Context, name: string, alias: string) {
  isKnown(name);
  const found = (await context.db.rows(queries.listAliases, {})).find((each) => each.alias === alias);
  if (!found) throw missing(`alias: ${alias}`);
  return readVersion(context, name, found.version);
}

export async function searchVersions(context: Context, request: SearchRequest) {
  const { versions, aliases } = await readVersions(context);
  const presented = versions.map((row) => mlflow.presentVersion(row, aliases));
  const { found, ...rest } = findEntities(presented, mlflow.versionFields, request);
  return { model_versions: found, ...rest };
}

async function runOf({ db }: Context, id: string): Promise<queries.RunRow> {
  const run = await db.first(queries.findRun, { id: wholeId(id) });
  if (!run) throw missing(`run: ${id}`);
  return run;
}

/** MLflow's own ids have no dashes. What is no id is that of no run. */
function wholeId(id: string): string {
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(id.replaceAll("-", "")) ?? [];
  if (parts.length === 0) throw missing(`run: ${id}`);
  return parts.join("-");
}

export const readRun = async (context: Context, id: string) =>
  mlflow.presentMlflowRun(await runOf(context, id));

export async function searchRuns(
  { db }: Context,
  experiments: readonly string[] | undefined,
  request: SearchRequest,
) {
  const isAsked = experiments === undefined || experiments.includes(mlflow.EXPERIMENT.experiment_id);
  const rows = isAsked ? await db.rows(queries.listRuns, { limit: SEARCHED }) : [];
  const { found, ...rest } = findEntities(rows.map(mlflow.presentMlflowRun), mlflow.runFields, request);
  return { runs: found, ...rest };
}

export function readExperiment(field: "experiment_id" | "name", value: string) {
  if (mlflow.EXPERIMENT[field] !== value) throw missing(`experiment: ${value}`);
  return mlflow.EXPERIMENT;
}

export function searchExperiments(request: SearchRequest) {
  const { found, ...rest } = findEntities([mlflow.EXPERIMENT], mlflow.namedFields, request);
  return { experiments: found, ...rest };
}

/** A metric of a run has one value. */
export async function readMetric(context: Context, id: string, key: string) {
  const { data } = await readRun(context, id);
  return { metrics: data.metrics.filter((metric) => metric.key === key) };
}

interface RunFile {
  readonly path: "model.rbin" | "report.html";
  readonly file: StoredFile;
}

async function filesOf(context: Context, id: string): Promise<RunFile[]> {
  const { db, storage } = context;
  const run = await runOf(context, id);
  const version = await db.first(queries.findVersionOfRun, { runId: run.id });
  const [model, report] = await Promise.all([
    version && storage.find(version.fileKey),
    run.reportKey === null ? null : storage.find(run.reportKey),
  ]);
  return [
    ...(model ? [{ path: "model.rbin" as const, file: model }] : []),
    ...(report ? [{ path: "report.html" as const, file: report }] : []),
  ];
}

const listed = ({ path, file }: RunFile) => ({ path, is_dir: false, file_size: file.size });

/** Of a run, or of a folder in it: there is none, so it is empty, as for a file. */
export async function listRunFiles(context: Context, id: string, path = "") {
  const files = await filesOf(context, id);
  return {
    root_uri: mlflow.artifactAddress(id),
    files: path === "" ? files.map(listed) : [],
  };
}

/** `runs/{id}` is the folder of a run. */
export async function listFolder(context: Context, path: string) {
  const [, id, below = ""] = /^runs\/([0-9a-f-]{1,36})(?:\/(.*))?$/.exec(path) ?? [];
  if (id === undefined) return { files: [] };
  const { files } = await listRunFiles(context, id, below);
  return { files };
}

export async function openRunFile(context: Context, id: string, name: string): Promise<StoredFile> {
  const found = (await filesOf(context, id)).find(({ path }) => path === name);
  if (!found) throw missing(`file: ${name}`);
  return found.file;
}
