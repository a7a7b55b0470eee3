/** The registered model and its versions, for clients of MLflow. */
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import type { RecommendationsContext } from "../context.ts";
import * as schemas from "./schemas.ts";
import * as service from "./service.ts";

const tags = ["recommendations"];
const config = { access: can("recommendation:read") };
const PATH = "/api/2.0/mlflow";

export function mlflowModelRoutes(app: App, context: RecommendationsContext): void {
  modelRoutes(app, context);
  versionRoutes(app, context);
}

function modelRoutes(app: App, context: RecommendationsContext): void {
  app.get(
    `${PATH}/registered-models/get`,
    {
      config,
      schema: {
        tags,
        summary: "Read the model that clients of MLflow know",
        description: "There is one: `recommender`.",
        problems: ["NOT_FOUND"],
        querystring: schemas.ModelQuery,
        response: { 200: schemas.OneModel },
      },
    },
    async ({ query }) => ({ registered_model: await service.readModel(context, query.name) }),
  );

  app.get(
    `${PATH}/registered-models/search`,
    {
      config,
      schema: {
        tags,
        summary: "Search models as a client of MLflow",
        problems: ["NOT_FOUND"],
        querystring: schemas.ModelSearch,
        response: { 200: schemas.ModelPage },
      },
    },
    ({ query }) => service.searchModels(context, query),
  );

  app.post(
    `${PATH}/registered-models/get-latest-versions`,
    {
      config,
      schema: {
        tags,
        summary: "Read the newest version as a client of MLflow",
        description: "Stages are not used; aliases are.",
        problems: ["NOT_FOUND"],
        body: schemas.LatestVersions,
        response: { 200: schemas.VersionList },
      },
    },
    async ({ body }) => {
      const model = await service.readModel(context, body.name);
      return { model_versions: model.latest_versions };
    },
  );

  app.get(
    `${PATH}/registered-models/alias`,
    {
      config,
      schema: {
        tags,
        summary: "Read the version of an alias as a client of MLflow",
        description: "`champion`, `challenger` or `previous`.",
        problems: ["NOT_FOUND"],
        querystring: schemas.AliasQuery,
        response: { 200: schemas.OneVersion },
      },
    },
    async ({ query }) => ({
      model_version: await service.readByAlias(context, query.name, query.alias),
    }),
  );
}

function versionRoutes(app: App, context: RecommendationsContext): void {
  app.get(
    `${PATH}/model-versions/get`,
    {
      config,
      schema: {
        tags,
        summary: "Read a version as a client of MLflow",
        problems: ["NOT_FOUND"],
        querystring: schemas.VersionQuery,
        response: { 200: schemas.OneVersion },
      },
    },
    async ({ query }) => ({
      model_version: await service.readVersion(context, query.name, Number(query.version)),
    }),
  );

  app.get(
    `${PATH}/model-versions/search`,
    {
      config,
      schema: {
        tags,
        summary: "Search versions as a client of MLflow",
        problems: ["NOT_FOUND"],
        querystring: schemas.VersionSearch,
        response: { 200: schemas.VersionPage },
      },
    },
    ({ query }) => service.searchVersions(context, query),
  );

  app.get(
    `${PATH}/model-versions/get-download-uri`,
    {
      config,
      schema: {
        tags,
        summary: "Find the files of a version as a client of MLflow",
        problems: ["NOT_FOUND"],
        querystring: schemas.VersionQuery,
        response: { 200: schemas.ArtifactAddress },
      },
    },
    async ({ query }) => {
      const { source } = await service.readVersion(context, query.name, Number(query.version));
      return { artifact_uri: source };
    },
  );
}
