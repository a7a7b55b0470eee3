import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { runPipeline, writeSnapshot } from "../../../../../recommender/index.ts";
import { batchesOf, simulatedShop } from "../../../../../recommender/testing/shop.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { type Changes, listenForChanges } from "../../../../platform/db/changes.ts";
import { connect, type Db } from "../../../../platform/db/db.ts";
import { createLog } from "../../../../platform/log.ts";
import { localStorage } from "../../../../platform/storage/storage.ts";
import { cloneDatabase, type TestDatabase } from "../../../../platform/testing/cluster.ts";
import { armOf } from "../buckets.ts";
import { currentExperiments } from "./current-experiments.ts";

let folder: string;
let database: TestDatabase;
let db: Db;
let changes: Changes;
const experimentId = randomUUID();
const log = createLog("silent", {});

/** A running comparison, whose model is the smallest that there is. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "experiments-"));
  database = await cloneDatabase(inject("clusterUrl"));
  db = connect({ url: database.url, size: 4 });
  changes = await listenForChanges(database.url, db.pool, log);
  const { interactions, items, asOf } = simulatedShop();
  const snapshot = join(folder, "snapshot");
  await writeSnapshot(snapshot, { asOf, interactions: batchesOf(interactions.slice(0, 50)), items });
  const options = { snapshot, work: join(folder, "work"), seed: 1, championFile: null };
  const { modelFile } = await runPipeline({ ...options, log: () => undefined });
  const bytes = await readFile(modelFile ?? "");
  const key = "recommendations/models/small.model";
  await localStorage(folder).put(key, bytes);
  await db.pool.query(
    `WITH run AS (
       INSERT INTO recommendations.runs (id, cause, status, seed, started_at, beat_at, ended_at)
       VALUES (uuidv7(), 'command', 'ready', 1, now(), now(), now()) RETURNING id
     ), version AS (
       INSERT INTO recommendations.model_versions (run_id, file_key, sha256, bytes, created_at)
       SELECT id, $2, $3, $4, now() FROM run RETURNING version
     )
     INSERT INTO recommendations.experiments
       (id, name, kind, version, share, status, started_by, started_at, stage_at)
     SELECT $1, '새 모델', 'comparison', version, 5000, 'running', '점주', now(), now() FROM version`,
    [experimentId, key, createHash("sha256").update(bytes).digest("hex"), bytes.length],
  );
});
afterAll(async () => {
  await changes.close();
  await db.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

test("a reading that began before an experiment ended, and is done after it, treats no person", async () => {
  const [asked, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const files = localStorage(folder);
  const storage = {
    ...files,
    // The model of the experiment comes late.
    async find(key: string) {
      asked.resolve();
      await opened.promise;
      return files.find(key);
    },
  };
  const experiments = currentExperiments({ db, storage, clock: systemClock, changes, log });
  const [holdout] = (await db.pool.query("SELECT id FROM recommendations.experiments WHERE kind = 'holdout'"))
    .rows as { id: string }[];
  const person = treatedPerson(holdout?.id ?? "");
  const older = experiments.refresh();
  await asked.promise;
  await db.pool.query(
    "UPDATE recommendations.experiments SET status = 'stopped', ended_at = now() WHERE id = $1",
    [experimentId],
  );
  await experiments.refresh();
  opened.resolve();
  await older;
  expect(experiments.treat(person).model).toBeUndefined();
  await db.pool.query(
    "UPDATE recommendations.experiments SET status = 'running', ended_at = NULL WHERE id = $1",
    [experimentId],
  );
  await experiments.refresh();
  expect(experiments.treat(person).model).toMatchObject({ version: "1" });
});

test("an experiment counts the calls of all processes, and none of another with its version", async () => {
  const processes = [1, 2].map(() =>
    currentExperiments({ db, storage: localStorage(folder), clock: systemClock, changes, log }),
  );
  const [holdout] = (await db.pool.query("SELECT id FROM recommendations.experiments WHERE kind = 'holdout'"))
    .rows as { id: string }[];
  const refresh = () => Promise.all(processes.map((each) => each.refresh()));
  const ask = (id: string, times: number): void => {
    const person = treatedPerson(holdout?.id ?? "", id);
    for (const each of processes)
      for (let time = 0; time < times; time += 1) each.treat(person).model?.model.similar("none", 1);
  };
  const counted = async () =>
    Object.fromEntries(
      (
        await db.pool.query<{ id: string; calls: number }>(
          "SELECT experiment_id AS id, calls::int AS calls FROM recommendations.experiment_calls",
        )
      ).rows.map(({ id, calls }) => [id, calls]),
    );
  await refresh();
  ask(experimentId, 3);
  await refresh();
  expect(await counted()).toEqual({ [experimentId]: 6 });
  // Rolled back, and begun again with the same version in the same hour.
  const again = randomUUID();
  await db.pool.query(
    "UPDATE recommendations.experiments SET status = 'stopped', ended_at = now() WHERE id = $1",
    [experimentId],
  );
  await db.pool.query(
    `INSERT INTO recommendations.experiments
       (id, name, kind, version, share, status, started_by, started_at, stage_at)
     SELECT $2, name, kind, version, share, 'running', started_by, now(), now()
     FROM recommendations.experiments WHERE id = $1`,
    [experimentId, again],
  );
  await refresh();
  ask(again, 1);
  await refresh();
  expect(await counted()).toEqual({ [experimentId]: 6, [again]: 2 });
});

function treatedPerson(holdout: string, id: string = experimentId): string {
  for (;;) {
    const person = randomUUID();
    if (armOf(holdout, 200, person) === "control" && armOf(id, 5_000, person) === "treated") return person;
  }
}
