/**
 * The running experiments in the memory of each process that makes lists, each with its loaded model.
 *
 * Always: an experiment whose model cannot be loaded treats no person. A person without consent is in none.
 */
import type { Clock } from "../../../../platform/clock.ts";
import type { Changes } from "../../../../platform/db/changes.ts";
import type { Db } from "../../../../platform/db/db.ts";
import type { Log } from "../../../../platform/log.ts";
import type { Storage } from "../../../../platform/storage/storage.ts";
import { EXPERIMENTS_CHANGED } from "../../contract.ts";
import { findVersion } from "../../registry-queries.ts";
import { type LoadedModel, loadVersion } from "../../service/current-model.ts";
import { type Arm, armOf } from "../buckets.ts";
import * as queries from "../experiment-queries.ts";

/** What makes a person's lists. */
export interface Treatment {
  /** Undefined: the champion, as for persons in no experiment. Null: no model, and nothing of the person. */
  readonly model: LoadedModel | null | undefined;
}

export interface CurrentExperiments {
  treat(personId: string): Treatment;
  /** Notes to which arms the person is exposed, without waiting for that. */
  noteExposure(personId: string): void;
  /** Reads the running experiments. Throws nothing. */
  refresh(): Promise<void>;
}

interface LoadedExperiment extends queries.ExperimentRow {
  readonly model: LoadedModel | null;
}

interface ExperimentDependencies {
  readonly db: Db;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly log: Log;
}

const MOST_AGE_MS = 30_000;
/** Exposures that a process remembers, so that a person's second list writes nothing. */
const MOST_NOTED = 100_000;
const untreated: Treatment = { model: undefined };

export function currentExperiments(given: ExperimentDependencies): CurrentExperiments {
  const { clock, changes, log } = given;
  let running: readonly LoadedExperiment[] = [];
  /** Of persons who came since `running` was read. */
  let places = new Map<string, readonly Place[]>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let isUsed = false;
  let started = 0;
  const note = exposureNotes(given);

  async function refresh(): Promise<void> {
    isUsed = true;
    lookedAt = clock.now().getTime();
    started += 1;
    const own = started;
    try {
      await noteCalls(given, running);
      const read = await readRunning(given, running);
      // One that started later knows more; loading a model may have kept this one.
      if (own === started) [running, places] = [read, new Map()];
    } catch (err) {
      log.error({ err }, "the running experiments were not read: those before them stay");
    }
  }

  function placesFor(personId: string): readonly Place[] {
    const known = places.get(personId) ?? placesOf(running, personId);
    if (places.size >= MOST_NOTED) places.clear();
    places.set(personId, known);
    return known;
  }

  changes.subscribe(EXPERIMENTS_CHANGED, () => {
    if (isUsed) void refresh();
  });
  return {
    refresh,
    treat(personId) {
      if (Math.abs(clock.now().getTime() - lookedAt) > MOST_AGE_MS) void refresh();
      const treating = placesFor(personId).find(({ arm }) => arm === "treated");
      return treating ? { model: treating.experiment.model } : untreated;
    },
    noteExposure(personId) {
      for (const { experiment, arm } of placesFor(personId)) note(experiment, personId, arm);
    },
  };
}

/** For the job that judges: how each experiment's model behaved in this process since the last time. */
async function noteCalls(
  { db, log }: ExperimentDependencies,
  running: readonly LoadedExperiment[],
): Promise<void> {
  for (const { id, stage, model } of running) {
    if (!model) continue;
    const { error, ...counts } = model.takeCalls();
    if (error !== undefined) log.error({ err: error, experiment: id, ...counts }, "a model made no list");
    if (counts.calls > 0) await db.rows(queries.addCalls, { id, stage, ...counts });
  }
}

interface Place {
  readonly experiment: LoadedExperiment;
  readonly arm: Arm;
}

/** A person whom the hold-out treats is in no other experiment. */
function placesOf(running: readonly LoadedExperiment[], personId: string): Place[] {
  const places: Place[] = [];
  for (const experiment of running) {
    const arm = armOf(experiment.id, experiment.share, personId);
    places.push({ experiment, arm });
    if (experiment.kind === "holdout" && arm === "treated") break;
  }
  return places;
}

/** The hold-out first. */
async function readRunning(
  { db, storage, log }: ExperimentDependencies,
  before: readonly LoadedExperiment[],
): Promise<LoadedExperiment[]> {
  const rows = await db.rows(queries.listRunning, {});
  const loaded = await Promise.all(
    rows.map(async (row): Promise<LoadedExperiment | null> => {
      if (row.version === null) return { ...row, model: null };
      const known = before.find(({ model }) => model?.version === String(row.version))?.model;
      try {
        const version = known ? null : await db.first(findVersion, { version: row.version });
        const model = known ?? (version && (await loadVersion(storage, version)));
        return model && { ...row, model };
      } catch (err) {
        log.error(
          { err, experiment: row.id },
          "the model of an experiment was not loaded: no person gets it",
        );
        return null;
      }
    }),
  );
  return loaded
    .filter((each) => each !== null)
    .sort((a, b) => Number(b.kind === "holdout") - Number(a.kind === "holdout"));
}

function exposureNotes({ db, clock, log }: ExperimentDependencies) {
  const noted = new Set<string>();
  return ({ id: experimentId, stage }: queries.ExperimentRow, personId: string, arm: Arm): void => {
    const id = `${experimentId} ${stage} ${personId}`;
    if (noted.has(id)) return;
    if (noted.size >= MOST_NOTED) noted.clear();
    noted.add(id);
    const row = { id, experimentId, stage, personId, arm, at: clock.now() };
    db.relaxed.write(queries.insertExposures, row).catch((err: unknown) => {
      // The person's next list notes it.
      noted.delete(id);
      log.warn({ err }, "an exposure was not noted");
    });
  };
}
