import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { RecommendationsContext } from "../context.ts";
import { presentExperiment } from "./present.ts";
import { Experiment, ExperimentStop, Experiments, NewExperiment } from "./schemas.ts";
import { beginExperiment, stopExperiment } from "./service/change-experiments.ts";
import { readExperiments, readFigures } from "./service/judge-experiments.ts";

const tags = ["recommendations"];

export function experimentRoutes(app: App, context: RecommendationsContext): void {
  app.get(
    "/api/v1/admin/recommendations/experiments",
    {
      config: { access: can("recommendation:read") },
      schema: {
        tags,
        summary: "List experiments and what came of them",
        description: "The running ones first. Intervals hold at every look, so it may be read at any time.",
        querystring: Closed({}),
        response: { 200: Experiments },
      },
    },
    async () => {
      const experiments = await readExperiments(context);
      return { items: experiments.map(({ row, figures }) => presentExperiment(row, figures)) };
    },
  );

  app.post(
    "/api/v1/admin/recommendations/experiments",
    {
      config: { access: can("recommendation:write") },
      schema: {
        tags,
        summary: "Begin an experiment",
        description: "One comparison or canary runs at a time, beside the hold-out.",
        problems: ["NOT_FOUND", "ALREADY_CHAMPION", "MODEL_UNUSABLE", "EXPERIMENT_RUNNING"],
        body: NewExperiment,
        response: { 201: Experiment },
      },
    },
    async (request, reply) => {
      const begun = await beginExperiment(context, request.body, callerOf(request));
      return reply.code(201).send(presentExperiment(begun, await readFigures(context, begun)));
    },
  );

  app.post(
    "/api/v1/admin/recommendations/experiments/:id/stop",
    {
      config: { access: can("recommendation:write") },
      schema: {
        tags,
        summary: "End an experiment",
        description: "Everybody gets the champion's lists again. The hold-out does not end.",
        params: Closed({ id: Uuid }),
        body: ExperimentStop,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await stopExperiment(context, request.params.id, request.body.reason, callerOf(request));
      return reply.code(204).send(null);
    },
  );
}
