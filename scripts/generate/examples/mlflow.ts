import type { OperationExample } from "./example.ts";

const RUN_ID = "019a1d20-3d4e-7f5a-8b6c-7d8e9f0a1b2c";
const AT = 1_796_061_640_000;

const version = {
  name: "recommender",
  version: "7",
  creation_timestamp: AT,
  last_updated_timestamp: AT,
  current_stage: "None",
  source: `mlflow-artifacts:/runs/${RUN_ID}`,
  run_id: RUN_ID,
  status: "READY",
  tags: [{ key: "bytes", value: "1204224" }],
  aliases: ["champion"],
};
const model = {
  name: "recommender",
  creation_timestamp: AT,
  last_updated_timestamp: AT,
  description: "What shoppers are recommended",
  latest_versions: [version],
  aliases: [{ alias: "champion", version: "7" }],
  tags: [],
};
const metric = { key: "home.ndcg_at_20", value: 0.21, timestamp: AT, step: 0 };
const run = {
  info: {
    run_id: RUN_ID,
    run_uuid: RUN_ID,
    run_name: "nightly 2026-11-28T18:00",
    experiment_id: "1",
    status: "FINISHED",
    start_time: AT - 40_000,
    end_time: AT,
    artifact_uri: `mlflow-artifacts:/runs/${RUN_ID}`,
    lifecycle_stage: "active",
  },
  data: {
    metrics: [metric],
    params: [{ key: "seed", value: "1" }],
    tags: [{ key: "gate", value: "ready" }],
  },
};
const experiment = {
  experiment_id: "1",
  name: "recommender",
  artifact_location: "mlflow-artifacts:/runs",
  lifecycle_stage: "active",
  tags: [],
};
const files = [{ path: "model.rbin", is_dir: false, file_size: 1_204_224 }];
const NAMED = { name: "recommender" };

export const mlflowExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/2.0/mlflow/registered-models/get": {
    parameters: NAMED,
    responses: { 200: { registered_model: model } },
  },
  "GET /api/2.0/mlflow/registered-models/search": {
    parameters: { filter: "name = 'recommender'" },
    responses: { 200: { registered_models: [model] } },
  },
  "POST /api/2.0/mlflow/registered-models/get-latest-versions": {
    body: NAMED,
    responses: { 200: { model_versions: [version] } },
  },
  "GET /api/2.0/mlflow/registered-models/alias": {
    parameters: { ...NAMED, alias: "champion" },
    responses: { 200: { model_version: version } },
  },
  "GET /api/2.0/mlflow/model-versions/get": {
    parameters: { ...NAMED, version: "7" },
    responses: { 200: { model_version: version } },
  },
  "GET /api/2.0/mlflow/model-versions/search": {
    parameters: { filter: "name = 'recommender'", order_by: "version_number DESC" },
    responses: { 200: { model_versions: [version] } },
  },
  "GET /api/2.0/mlflow/model-versions/get-download-uri": {
    parameters: { ...NAMED, version: "7" },
    responses: { 200: { artifact_uri: version.source } },
  },
  "GET /api/2.0/mlflow/runs/get": { parameters: { run_id: RUN_ID }, responses: { 200: { run } } },
  "POST /api/2.0/mlflow/runs/search": {
    body: { experiment_ids: ["1"], filter: "metrics.`home.ndcg_at_20` > 0.2", max_results: 10 },
    responses: { 200: { runs: [run] } },
  },
  "GET /api/2.0/mlflow/metrics/get-history": {
    parameters: { run_id: RUN_ID, metric_key: "home.ndcg_at_20" },
    responses: { 200: { metrics: [metric] } },
  },
  "GET /api/2.0/mlflow/experiments/get": {
    parameters: { experiment_id: "1" },
    responses: { 200: { experiment } },
  },
  "GET /api/2.0/mlflow/experiments/get-by-name": {
    parameters: { experiment_name: "recommender" },
    responses: { 200: { experiment } },
  },
  "POST /api/2.0/mlflow/experiments/search": {
    body: { max_results: 10 },
    responses: { 200: { experiments: [experiment] } },
  },
  "GET /api/2.0/mlflow/artifacts/list": {
    parameters: { run_id: RUN_ID },
    responses: { 200: { root_uri: `mlflow-artifacts:/runs/${RUN_ID}`, files } },
  },
  "GET /api/2.0/mlflow-artifacts/artifacts": {
    parameters: { path: `runs/${RUN_ID}` },
    responses: { 200: { files } },
  },
  "GET /api/2.0/mlflow-artifacts/artifacts/runs/:id/:file": {
    parameters: { id: RUN_ID, file: "model.rbin" },
  },
};
