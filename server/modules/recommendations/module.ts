import type { Metrics } from "../../platform/metrics.ts";
import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { PRODUCTS_CHANGED } from "../catalog/contract.ts";
import { audit, membersWithEvents } from "./audit.ts";
import { consumers } from "./consumers.ts";
import type { RecommendationsContext, RecommendationsDependencies } from "./context.ts";
import { recommendations as contract } from "./contract.ts";
import { experimentRoutes } from "./experiments/routes.ts";
import { currentExperiments } from "./experiments/service/current-experiments.ts";
import { judgeExperiments } from "./experiments/service/judge-experiments.ts";
import { measureRecommendations } from "./metrics.ts";
import { exportRuns } from "./mlflow/export-runs.ts";
import { mlflowModelRoutes } from "./mlflow/model-routes.ts";
import { mlflowRunRoutes } from "./mlflow/run-routes.ts";
import { championFigures, measureDrift } from "./monitoring/service.ts";
import { nearLists } from "./near.ts";
import { replayRoutes } from "./replay/routes.ts";
import { replay } from "./replay/service/replay.ts";
import { listSamples } from "./replay/service/sample-lists.ts";
import { routes } from "./routes.ts";
import { currentAssortment } from "./service/assortment.ts";
import { currentModel } from "./service/current-model.ts";
import { currentRules } from "./service/current-rules.ts";
import { goodsForMail, noteMailed } from "./service/goods-for-mail.ts";
import { keepDays } from "./service/keep-days.ts";
import { exportOf, forgetMember } from "./service/persons.ts";
import { currentPopularity } from "./service/popularity.ts";
import { eventRecorder } from "./service/record-events.ts";
import { promote, rollBack } from "./service/registry.ts";
import { importSimulated } from "./service/simulated.ts";
import { exportHandoff, importHandoff, trainNow, trainWhenDue } from "./service/train.ts";
import { staffRoutes } from "./staff-routes.ts";

export function recommendationsModule(
  given: RecommendationsDependencies,
  metrics: Metrics,
): Module<typeof contract> {
  const { db, clock, log, changes, catalog } = given;
  const measures = measureRecommendations(metrics);
  const context: RecommendationsContext = {
    ...given,
    measures,
    assortment: currentAssortment(catalog, clock, log),
    popularity: currentPopularity(db, clock, log),
    near: nearLists(),
    rules: currentRules(db, changes),
    model: currentModel(given),
    experiments: currentExperiments(given),
    record: eventRecorder(db, measures),
    noteSample: listSamples({ db, clock, log }),
  };
  changes.subscribe(PRODUCTS_CHANGED, (ids) => context.assortment.outdate(ids));
  return {
    contract,
    port: {
      exportOf: ({ memberId }) => exportOf(context, memberId),
      importSimulated: async ({ events }) => {
        await importSimulated(context, events);
        return nothing;
      },
      forMail: (asked) => goodsForMail(context, asked),
      noteMailed: async ({ memberId }) => {
        await noteMailed(context, memberId);
        return nothing;
      },
      train: ({ cause }) => trainNow(context, cause),
      replay: (asked) => replay(context, asked),
      exportHandoff: async ({ folder }) => {
        await exportHandoff(context, folder);
        return nothing;
      },
      importHandoff: ({ folder }) => importHandoff(context, folder),
      promote: async ({ version, reason }) => {
        await promote(context, { alias: "champion", version, reason }, { program: "command" });
        return nothing;
      },
      rollBack: async ({ reason }) => {
        await rollBack(context, { reason }, { program: "command" });
        return nothing;
      },
      listMembers: async ({ after }) => ({ memberIds: await membersWithEvents(context, after, 1_000) }),
      forgetMember: async ({ memberId }) => {
        await forgetMember(context, memberId);
        return nothing;
      },
    },
    consumers: consumers(context),
    jobs: [
      { name: "recommendations.keepDays", everyMs: 3_600_000, run: () => keepDays(context) },
      { name: "recommendations.judge", everyMs: 300_000, run: () => judgeExperiments(context) },
      { name: "recommendations.train", everyMs: 60_000, run: () => trainWhenDue(context) },
      { name: "recommendations.monitor", everyMs: 3_600_000, run: () => measureDrift(context) },
      { name: "recommendations.export", everyMs: 300_000, run: () => exportRuns(context) },
    ],
    async warm() {
      await Promise.all([context.model.refresh(), context.experiments.refresh()]);
    },
    routes(app) {
      routes(app, context);
      staffRoutes(app, context);
      experimentRoutes(app, context);
      replayRoutes(app, context);
      mlflowModelRoutes(app, context);
      mlflowRunRoutes(app, context);
    },
    audit: () => audit(context),
    figures: championFigures(context, metrics),
  };
}
