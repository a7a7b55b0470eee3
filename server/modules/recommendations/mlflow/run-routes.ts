/** Runs, their metrics and files, for clients of MLflow. */

import type { Readable } from "node:stream";
import { Type } from "typebox";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import type { RecommendationsContext } from "../context.ts";
import * as schemas from "./schemas.ts";
import * as service from "./service.ts";

const tags = ["recommendations"];
const config = { access: can("recommendation:read") };
const PATH = "/api/2.0/mlflow";
const Bytes = Type.Unsafe<Readable>({ type: "string", format: "binary" });
const FILES = "/api/2.0/mlflow-artifacts/artifacts";

export function mlflowRunRoutes(app: App, context: RecommendationsContext): void {
  runRoutes(app, context);
  experimentRoutes(app);
  fileRoutes(app, context);
}

function runRoutes(app: App, context: RecommendationsContext): void {
  app.get(
    `${PATH}/runs/get`,
    {
      config,
      schema: {
        tags,
        summary: "Read a run as a client of MLflow",
        problems: ["NOT_FOUND"],
        querystring: schemas.RunQuery,
        response: { 200: schemas.OneRun },
      },
    },
    async ({ query }) => ({ run: await service.readRun(context, query.run_id) }),
  );

  app.post(
    `${PATH}/runs/search`,
    {
      config,
      schema: {
        tags,
        summary: "Search runs as a client of MLflow",
        description: "Looks at the newest 1,000. Figures have `_at_` for `@`: `metrics.home.ndcg_at_20`.",
        problems: ["NOT_FOUND"],
        body: schemas.RunSearch,
        response: { 200: schemas.RunPage },
      },
    },
    ({ body: { experiment_ids, ...request } }) => service.searchRuns(context, experiment_ids, request),
  );

  app.get(
    `${PATH}/metrics/get-history`,
    {
      config,
      schema: {
        tags,
        summary: "Read a figure of a run as a client of MLflow",
        description: "A figure has one value.",
        problems: ["NOT_FOUND"],
        querystring: schemas.HistoryQuery,
        response: { 200: schemas.MetricHistory },
      },
    },
    ({ query }) => service.readMetric(context, query.run_id, query.metric_key),
  );
}

function experimentRoutes(app: App): void {
  app.get(
    `${PATH}/experiments/get`,
    {
      config,
      schema: {
        tags,
        summary: "Read the experiment of all runs as a client of MLflow",
        problems: ["NOT_FOUND"],
        querystring: schemas.ExperimentQuery,
        response: { 200: schemas.OneExperiment },
      },
    },
    ({ query }) => ({
      experiment: service.readExperiment("experiment_id", query.experiment_id),
    }),
  );

  app.get(
    `${PATH}/experiments/get-by-name`,
    {
      config,
      schema: {
        tags,
        summary: "Find the experiment of all runs as a client of MLflow",
        problems: ["NOT_FOUND"],
        querystring: schemas.ExperimentNameQuery,
        response: { 200: schemas.OneExperiment },
      },
    },
    ({ query }) => ({ experiment: service.readExperiment("name", query.experiment_name) }),
  );

  app.post(
    `${PATH}/experiments/search`,
    {
      config,
      schema: {
        tags,
        summary: "Search experiments as a client of MLflow",
        problems: ["NOT_FOUND"],
        body: schemas.ExperimentSearch,
        response: { 200: schemas.ExperimentPage },
      },
    },
    ({ body }) => service.searchExperiments(body),
  );
}

function fileRoutes(app: App, context: RecommendationsContext): void {
  app.get(
    `${PATH}/artifacts/list`,
    {
      config,
      schema: {
        tags,
        summary: "List the files of a run as a client of MLflow",
        problems: ["NOT_FOUND"],
        querystring: schemas.FileQuery,
        response: { 200: schemas.RunFiles },
      },
    },
    ({ query }) => service.listRunFiles(context, query.run_id, query.path),
  );

  app.get(
    FILES,
    {
      config,
      schema: {
        tags,
        summary: "List a folder of runs as a client of MLflow",
        problems: ["NOT_FOUND"],
        querystring: schemas.FolderQuery,
        response: { 200: schemas.FolderFiles },
      },
    },
    ({ query }) => service.listFolder(context, query.path ?? ""),
  );

  app.get(
    `${FILES}/runs/:id/:file`,
    {
      config,
      schema: {
        tags,
        summary: "Download a file of a run as a client of MLflow",
        problems: ["NOT_FOUND"],
        params: schemas.FileParams,
        response: {
          200: {
            description: "the model or the report",
            content: { "application/octet-stream": { schema: Bytes } },
          },
        },
      },
    },
    async ({ params }, reply) => {
      const file = await service.openRunFile(context, params.id, params.file);
      reply.headers({
        "content-type": "application/octet-stream",
        "content-length": file.size,
        "content-disposition": `attachment; filename="${params.file}"`,
      });
      return reply.send(file.open());
    },
  );
}
