/**
 * Trains a model from the events: snapshot, pipeline in a child process of low priority, registry, gate.
 *
 * One run at a time: a row with the status `running` is unique, and its process shows every few seconds that
 * it lives. A run that fell silent is ended by the next one. When that begins soon, it takes the snapshot
 * that was left (`training-folder.ts`), so that finished steps of the pipeline are not done again.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import {
  type Interaction,
  type ItemFacts,
  type RunResult,
  readManifest,
  writeHandoff,
  writeSnapshot,
} from "../../../../recommender/index.ts";
import { after } from "../../../platform/clock.ts";
import { FIRST_ID, newId } from "../../../platform/ids.ts";
import type { RunCause } from "../aliases.ts";
import type { RecommendationsContext } from "../context.ts";
import { largestDrift } from "../monitoring/service.ts";
import * as queries from "../registry-queries.ts";
import { type InteractionRow, listInteractions } from "../snapshot-queries.ts";
import { promote } from "./registry.ts";
import { trainInChild } from "./train-child.ts";
import { openTrainingFolder } from "./training-folder.ts";

const DAY_MS = 86_400_000;
/** A bit less than a day, so that the hour of the night does not move. */
const NIGHTLY_MS = 23 * 3_600_000;
/** More than begin in a day. */
const RUNS_LOOKED_AT = 50;
const SILENT_MS = 60_000;
const BEAT_MS = 10_000;
const ROWS_AT_ONCE = 20_000;
/** Below this there is nothing to learn: what is popular and what is alike serve. */
export const LEAST_INTERACTIONS = 1_000;
/** The same data give the same model. */
const SEED = 1;

/** The night of the shop: between three and four in Seoul, when few shop. */
const NIGHT_HOUR_UTC = 18;

/** From here on a model learned from another shop (`monitoring/drift.ts`). */
const LARGE_DRIFT = 0.2;
/** After that the events are read anew. */
const RESUMED_MS = 2 * 3_600_000;
const OLDEST_HANDOFF_MS = 7 * DAY_MS;
const CALM_MS = 6 * 3_600_000;

/**
 * A job. Trains once in a night, at once in a shop that has enough events and no model yet, and when shoppers
 * do something else than the champion learned: once a day, and not within hours of another training.
 */
export async function trainWhenDue(context: RecommendationsContext): Promise<void> {
  const { db, clock, popularity, trains } = context;
  if (!trains) return;
  const runs = await db.rows(queries.listRuns, { limit: RUNS_LOOKED_AT });
  const isNight = clock.now().getUTCHours() === NIGHT_HOUR_UTC;
  const due: TrainOptions | null =
    runs.length === 0 || isNight
      ? { cause: "nightly", notSince: after(clock, -NIGHTLY_MS) }
      : await trainingForDrift(context, runs);
  if (due === null) return;
  if ((await popularity.get()).interactions < LEAST_INTERACTIONS) return;
  await train(context, due);
}

async function trainingForDrift(
  context: RecommendationsContext,
  runs: readonly queries.RunRow[],
): Promise<TrainOptions | null> {
  const { clock } = context;
  const since = after(clock, -NIGHTLY_MS);
  if (runs.some(({ cause, startedAt }) => cause === "drift" && startedAt > since)) return null;
  const drift = await largestDrift(context);
  if (drift === null || drift < LARGE_DRIFT) return null;
  return { cause: "drift", notSince: after(clock, -CALM_MS) };
}

/** Trains now. Null: another run is under way. */
export const trainNow = (context: RecommendationsContext, cause: "nightly" | "command" | "demo") =>
  train(context, { cause, notSince: context.clock.now() });

/** A model of what was computed elsewhere, through the same evaluation and gate. Null: as `trainNow`. */
export const importHandoff = (context: RecommendationsContext, handoff: string) =>
  train(context, { cause: "import", notSince: context.clock.now(), handoff });

/**
 * Writes the events of now, and what another program is asked for, to a folder that is made anew. Throws for
 * one that holds something else than an earlier snapshot, because it would be deleted.
 */
export async function exportHandoff(context: RecommendationsContext, folder: string): Promise<void> {
  const held = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (held.length > 0 && !held.includes("manifest.json"))
    throw new Error(`${folder} holds other files, which would be deleted: name an empty folder`);
  await snapshotOf(context, folder);
  await writeHandoff(folder, folder, SEED);
}

interface TrainOptions {
  readonly cause: RunCause;
  /** A hand-off whose parts come in. Without it, the events of now are learned from. */
  readonly handoff?: string;
  /** Nothing is trained when a run has begun after that. */
  readonly notSince: Date;
}

interface TrainedRun {
  readonly runId: string;
  readonly status: "ready" | "rejected" | "too_little";
  readonly reasons: string[];
  /** Null: the gate refused it, or there was too little to learn from. */
  readonly version: number | null;
}

/** Returns null when another run is under way or was begun lately. Throws what made the run fail. */
async function train(
  context: RecommendationsContext,
  { cause, notSince, handoff }: TrainOptions,
): Promise<TrainedRun | null> {
  const { db, clock, log } = context;
  const id = newId(clock.now());
  const begun = await db.transaction(async (trx) => {
    const now = clock.now();
    await trx.rows(queries.lockRuns, {});
    await trx.rows(queries.failSilentRuns, { silentSince: after(clock, -SILENT_MS), now });
    return trx.first(queries.beginRun, { id, cause, seed: SEED, now, notSince });
  });
  if (!begun) return null;
  const stop = new AbortController();
  const beats = setInterval(() => {
    db.first(queries.beat, { id, now: clock.now() }).then(
      (alive) => alive || stop.abort(),
      (err: unknown) => log.warn({ err, run: id }, "a run did not show that it lives"),
    );
  }, BEAT_MS);
  try {
    const source = await (handoff === undefined ? ownSource(context) : foreignSource(context, handoff));
    return await runAll(context, id, source, stop.signal);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await endRun(context, id, { status: "failed", reasons: [reason.slice(0, 300)] });
    throw error;
  } finally {
    clearInterval(beats);
  }
}

/** What a run learns from, and where it works. */
interface TrainingSource {
  readonly snapshot: string;
  readonly work: string;
  readonly facts: queries.SnapshotFacts;
  readonly foreign?: string;
  /** The run has a result. */
  close(): Promise<void>;
}

async function ownSource(context: RecommendationsContext): Promise<TrainingSource> {
  const { workFolder, clock } = context;
  const folder = await openTrainingFolder(workFolder, after(clock, -RESUMED_MS));
  const facts = folder.left ?? (await snapshotOf(context, folder.snapshot));
  await folder.keep(facts);
  return { snapshot: folder.snapshot, work: folder.work, facts, close: folder.close };
}

async function foreignSource(
  { workFolder, clock }: RecommendationsContext,
  handoff: string,
): Promise<TrainingSource> {
  const { sha256, asOf, interactions, items } = await readManifest(handoff);
  if (asOf < clock.now().getTime() - OLDEST_HANDOFF_MS)
    throw new Error("the snapshot of the hand-off is older than a week: members have left since");
  const work = join(workFolder, "handoff");
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  const facts = { sha256, asOf: new Date(asOf).toISOString(), interactions, items };
  return {
    ...{ snapshot: handoff, foreign: handoff, work, facts },
    close: () => rm(work, { recursive: true, force: true }),
  };
}

async function runAll(
  context: RecommendationsContext,
  id: string,
  { snapshot, work, facts, foreign, close }: TrainingSource,
  signal: AbortSignal,
): Promise<TrainedRun> {
  const { trainingMb, log } = context;
  const championFile = await writeChampion(context);
  const result = await trainInChild(
    { snapshot, work, seed: SEED, championFile, ...(foreign !== undefined && { foreign }) },
    trainingMb,
    (line) => log.info({ run: id, ...line }, "training"),
    signal,
  );
  const status = result.status === "too-little" ? "too_little" : result.status;
  await endRun(context, id, {
    status,
    reasons: [...result.reasons],
    snapshot: facts,
    parameters: result.parameters,
    metrics: result.metrics,
    reportKey: await storeReport(context, id, result),
  });
  const version = await register(context, id, result);
  await close();
  if (status === "ready" && version !== null) {
    // The champion stays while it is compared: the new model is the next one then.
    const alias = (await context.db.first(queries.findOpenExperiment, {})) ? "challenger" : "champion";
    await promote(context, { alias, version, reason: reasonOf(result) }, { program: "gate" });
  }
  log.info({ run: id, status, reasons: result.reasons, version }, "a training has ended");
  return { runId: id, status, reasons: [...result.reasons], version };
}

const reasonOf = ({ reasons }: RunResult): string => reasons.join("; ").slice(0, 300) || "passed the gate";

interface RunEnd {
  readonly status: queries.RunStatus;
  readonly reasons: string[];
  readonly snapshot?: queries.SnapshotFacts;
  readonly parameters?: object;
  readonly metrics?: Record<string, number>;
  readonly reportKey?: string | null;
}

async function endRun({ db, clock }: RecommendationsContext, id: string, end: RunEnd): Promise<void> {
  const ended = await db.first(queries.endRun, {
    id,
    status: end.status,
    reasons: end.reasons,
    snapshot: end.snapshot ? JSON.stringify(end.snapshot) : null,
    parameters: JSON.stringify(end.parameters ?? {}),
    metrics: JSON.stringify(end.metrics ?? {}),
    reportKey: end.reportKey ?? null,
    now: clock.now(),
  });
  if (!ended) throw new Error("the run was given up meanwhile");
}

async function snapshotOf(context: RecommendationsContext, folder: string): Promise<queries.SnapshotFacts> {
  const asOf = context.clock.now();
  let newest: string | null = null;
  const manifest = await writeSnapshot(folder, {
    asOf: asOf.getTime(),
    interactions: interactionsUntil(context, asOf, (last) => {
      newest = last.toISOString();
    }),
    items: await itemsOf(context),
  });
  const { sha256, interactions, items } = manifest;
  return { sha256, asOf: asOf.toISOString(), interactions, items, newest };
}

async function* interactionsUntil(
  { db, eventDays }: RecommendationsContext,
  until: Date,
  noteLast: (at: Date) => void,
): AsyncGenerator<Interaction[]> {
  let place = { afterAt: new Date(until.getTime() - eventDays * DAY_MS), afterId: FIRST_ID };
  for (;;) {
    const rows = await db.rows(listInteractions, { ...place, until, limit: ROWS_AT_ONCE });
    yield rows.map(interactionOf);
    const last = rows.at(-1);
    if (last) noteLast(last.at);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    place = { afterAt: last.at, afterId: last.id };
  }
}

/** Without consent an event stands alone, and an order's pieces together: as visitors of one moment. */
const interactionOf = (row: InteractionRow): Interaction => ({
  id: row.id,
  visitor: row.personId ?? row.basketId ?? row.id,
  item: row.productId,
  type: row.type === "click" ? "view" : row.type,
  at: row.at.getTime(),
  session: row.sessionId,
  order: row.basketId,
  quantity: row.quantity,
});

async function itemsOf({ catalog }: RecommendationsContext): Promise<ItemFacts[]> {
  const items: ItemFacts[] = [];
  for (let place: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<typeof catalog.listAssortment>> = await catalog.listAssortment({
      after: place,
    });
    for (const { id, name, brand, categoryIds, price, createdAt } of page.products)
      items.push({
        id,
        title: name,
        brand,
        categories: categoryIds,
        price,
        createdAt: Date.parse(createdAt),
      });
    place = page.next;
    more = place !== null;
  }
  return items;
}

/** The gate compares with it. A champion whose file is gone is no rival. */
async function writeChampion({
  db,
  storage,
  workFolder,
  log,
}: RecommendationsContext): Promise<string | null> {
  const champion = await db.first(queries.findByAlias, { alias: "champion" });
  const file = champion && (await storage.find(champion.fileKey));
  if (!file) {
    if (champion) log.error({ version: champion.version }, "the file of the champion is gone");
    return null;
  }
  const path = join(workFolder, "champion.model");
  await writeFile(path, await buffer(file.open()));
  return path;
}

/** Null: there is no such run, or it has none. */
export async function findReport(
  { db, storage }: RecommendationsContext,
  runId: string,
): Promise<string | null> {
  const run = await db.first(queries.findRun, { id: runId });
  const file = run?.reportKey ? await storage.find(run.reportKey) : null;
  return file && (await text(file.open()));
}

async function storeReport(
  { storage }: RecommendationsContext,
  id: string,
  { report }: RunResult,
): Promise<string> {
  const key = `recommendations/reports/${id}.html`;
  await storage.put(key, await readFile(report));
  return key;
}

async function register(
  { db, clock, storage }: RecommendationsContext,
  runId: string,
  { status, modelFile, modelSha256 }: RunResult,
): Promise<number | null> {
  // What is popular and alike is known without a model.
  if (modelFile === null || status === "too-little") return null;
  const bytes = await readFile(modelFile);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== modelSha256) throw new Error("the file of the model changed after it was written");
  const fileKey = `recommendations/models/${sha256}.model`;
  await storage.put(fileKey, bytes);
  const row = await db.first(queries.insertVersion, {
    ...{ runId, fileKey, sha256, bytes: bytes.length },
    now: clock.now(),
  });
  return row?.version ?? null;
}
