/**
 * A job: writes ended runs to an MLflow server (`MLFLOW_TRACKING_URI`).
 *
 * Always: a run is there once. It has a tag with our id, which is looked for first, so a run whose export
 * broke off is completed, not written again. It is marked here when all of it is there.
 */
import type { RecommendationsContext } from "../context.ts";
import * as queries from "../registry-queries.ts";
import { presentMlflowRun } from "./present.ts";
import { MODEL_NAME } from "./schemas.ts";
import { trackingServer } from "./tracking-server.ts";

const AT_ONCE = 20;
const ID_TAG = "jangteo.run_id";
/** What MLflow's servers keep of a value. */
const LONGEST_VALUE = 5_000;

export async function exportRuns(context: RecommendationsContext): Promise<void> {
  const { db, clock, log, mlflow } = context;
  if (mlflow === null) return;
  const runs = await db.rows(queries.listUnexported, { limit: AT_ONCE });
  if (runs.length === 0) return;
  const server = trackingServer(mlflow);
  const experimentId = await server.experiment(MODEL_NAME);
  // One that the server refuses must not keep back those after it.
  const refused: unknown[] = [];
  for (const run of runs) {
    try {
      await writeRun(context, server, experimentId, run);
      await db.first(queries.markExported, { id: run.id, now: clock.now() });
      log.info({ run: run.id }, "a run was written to the MLflow server");
    } catch (error) {
      refused.push(error);
    }
  }
  if (refused.length > 0) throw new AggregateError(refused, `${refused.length} runs were not written`);
}

async function writeRun(
  { storage }: RecommendationsContext,
  server: ReturnType<typeof trackingServer>,
  experimentId: string,
  run: queries.RunRow,
): Promise<void> {
  const { info, data } = presentMlflowRun(run);
  const written =
    (await server.findRun(experimentId, `tags.\`${ID_TAG}\` = '${run.id}'`)) ??
    (await server.createRun({
      experiment_id: experimentId,
      run_name: info.run_name,
      start_time: info.start_time,
      tags: [{ key: ID_TAG, value: run.id }],
    }));
  const { run_id } = written.info;
  const shortened = ({ key, value }: { key: string; value: string }) => ({
    key,
    value: value.slice(0, LONGEST_VALUE),
  });
  await server.logBatch({
    run_id,
    metrics: data.metrics,
    params: data.params.map(shortened),
    tags: data.tags.map(shortened),
  });
  const report = run.reportKey === null ? null : await storage.find(run.reportKey);
  if (report) await server.putText(written, "report.html", report);
  await server.updateRun({ run_id, status: info.status, end_time: info.end_time });
}
