/**
 * dataset → choose (on validation) → evaluate (on test, once; the champion's recipe on the same questions) →
 * train on everything → gate → report. What a step leaves is under the hash of its inputs.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readForeign } from "../handoff/foreign.ts";
import { buildModel, trainedModel } from "../model/build.ts";
import { decodeModel } from "../model/file.ts";
import { type OpenModel, openModel } from "../model/open.ts";
import type { ItemLists } from "../model/parts.ts";
import { type Recipe, STANDARD_RECIPE } from "../model/recipe.ts";
import { contentOf, FLOOR, type TrainingData } from "../model/train.ts";
import { type Dataset, readDataset } from "../store/dataset.ts";
import { readManifest } from "../store/snapshot.ts";
import type { HistoryEntry } from "../types.ts";
import { interactionTypes } from "../types.ts";
import { chooseBlend } from "./choose.ts";
import { type Evaluation, evaluate, tasks } from "./evaluate.ts";
import { gateReasons } from "./gate.ts";
import { questionsOf } from "./questions.ts";
import { reportPage } from "./report.ts";
import type { Log, PipelineOptions, RunResult } from "./result.ts";
import { cutsOf, tuningDataOf } from "./split.ts";
import { stepsIn } from "./steps.ts";

interface Judged {
  readonly recipe: Recipe;
  readonly challenger: Evaluation;
  readonly champion: Evaluation | null;
}

export async function pipeline(options: PipelineOptions, log: Log, signal?: AbortSignal): Promise<RunResult> {
  const { snapshot, work, seed } = options;
  const steps = stepsIn(work, log, signal);
  const { sha256, asOf } = await readManifest(snapshot);
  // Read at the first step that needs it: a run that was done reads the manifest alone.
  let read: Promise<Dataset> | undefined;
  const dataset = (): Promise<Dataset> => {
    read ??= readDataset(snapshot);
    return read;
  };
  const foreign = options.foreign === undefined ? null : await readForeign(options.foreign);
  // Said of items, not of events: computed once for all trainings.
  let content: ItemLists | undefined;
  const withContent = <Data extends TrainingData>(data: Data): Data => {
    content ??= contentOf(data.items);
    return { ...data, content, ...(foreign && { foreign: foreign.parts }) };
  };
  const facts = await steps.run("dataset", { sha256 }, async () => factsOf(await dataset()));
  log({ interactions: facts.interactions, visitors: facts.visitors, items: facts.items });
  const start: Recipe = {
    ...{ ...STANDARD_RECIPE, seed },
    ...(foreign && { factors: foreign.width ?? STANDARD_RECIPE.factors, foreign: foreign.sha256 }),
  };
  const champion = options.championFile === null ? null : await recipeOf(options.championFile);
  const judged = facts.isEnough
    ? await judge(steps, { sha256, start, champion, dataset, withContent })
    : { recipe: start, challenger: null, champion: null };
  const modelFile = await steps.file("model", { sha256, recipe: judged.recipe }, async () => {
    const { items, events } = await dataset();
    return buildModel(withContent({ items, events, until: asOf + 1 }), sha256, judged.recipe);
  });
  const bytes = await readFile(modelFile);
  const model = openModel(bytes);
  const p99Ms = slowCallMs(model, facts.samples, asOf);
  const reasons =
    judged.challenger === null
      ? [`fewer than ${FLOOR.interactions} interactions, ${FLOOR.visitors} visitors or ${FLOOR.items} items`]
      : gateReasons({
          challenger: judged.challenger,
          champion: judged.champion ?? undefined,
          p99Ms,
          modelBytes: bytes.length,
          seed,
        });
  const status = judged.challenger === null ? "too-little" : reasons.length > 0 ? "rejected" : "ready";
  const metrics = {
    ...(judged.challenger === null ? {} : metricsOf(judged.challenger)),
    ...(judged.champion === null ? {} : rivalMetricsOf(judged.champion)),
    modelBytes: bytes.length,
    p99Ms,
    interactions: facts.interactions,
    visitors: facts.visitors,
    items: facts.items,
  };
  const report = join(work, `report-${model.version}.html`);
  const result: RunResult = {
    status,
    reasons,
    modelFile,
    modelSha256: createHash("sha256").update(bytes).digest("hex"),
    metrics,
    report,
    parameters: { ...judged.recipe },
  };
  await writeFile(
    report,
    reportPage(result, judged.challenger, judged.champion, { ...facts, asOf, version: model.version }),
  );
  log({ status, reasons });
  return result;
}

async function judge(
  steps: ReturnType<typeof stepsIn>,
  input: {
    readonly sha256: string;
    readonly start: Recipe;
    readonly champion: Recipe | null;
    readonly dataset: () => Promise<Dataset>;
    readonly withContent: <Data extends TrainingData>(data: Data) => Data;
  },
): Promise<Judged> {
  const { sha256, start, champion, dataset, withContent } = input;
  const recipe = await steps.run("choose", { sha256, start }, async (): Promise<Recipe> => {
    const whole = await dataset();
    const data = withContent(tuningDataOf(whole, cutsOf(whole)));
    const model = trainedModel({ ...data, until: data.validationFrom }, sha256, start);
    const questions = questionsOf(data.events, data.validationFrom, data.until);
    return { ...start, blend: chooseBlend(model, questions.visitors).blend };
  });
  const evaluated = (name: string, other: Recipe): Promise<Evaluation> =>
    steps.run(name, { sha256, recipe: other }, async () => {
      const whole = await dataset();
      const { testFrom, end } = cutsOf(whole);
      const { items, events } = whole;
      const model = trainedModel(withContent({ items, events, until: testFrom }), sha256, other);
      return evaluate(model, questionsOf(events, testFrom, end), start.seed);
    });
  const challenger = await evaluated("evaluate", recipe);
  // The champion's recipe, trained on the same part of the same snapshot. The file itself may have seen the
  // test.
  return { recipe, challenger, champion: champion === null ? null : await evaluated("evaluate", champion) };
}

interface DatasetFacts {
  readonly interactions: number;
  readonly visitors: number;
  readonly items: number;
  readonly isEnough: boolean;
  /** Histories for the measurement of a call. */
  readonly samples: readonly (readonly HistoryEntry[])[];
}

const SAMPLES = 200;

function factsOf({ events, items, manifest }: Dataset): DatasetFacts {
  const visitors = new Set(events.visitor).size;
  const met = new Set(events.item).size;
  const samples = new Map<number, HistoryEntry[]>();
  for (let row = events.length - 1; row >= 0; row--) {
    const visitor = events.visitor[row] as number;
    const history = samples.get(visitor) ?? [];
    if (history.length === 0 && samples.size >= SAMPLES) continue;
    if (history.length < 50)
      history.unshift({
        item: (items[events.item[row] as number] as { id: string }).id,
        type: interactionTypes[events.type[row] as number] as HistoryEntry["type"],
        at: events.at[row] as number,
      });
    samples.set(visitor, history);
  }
  return {
    interactions: manifest.interactions,
    visitors,
    items: items.length,
    isEnough: manifest.interactions >= FLOOR.interactions && visitors >= FLOOR.visitors && met >= FLOOR.items,
    samples: [...samples.values()],
  };
}

/**
 * The time of the slowest history but one of a hundred. The best of four calls counts for each: the gate
 * judges the model, not what else the machine did meanwhile.
 */
function slowCallMs(model: OpenModel, samples: DatasetFacts["samples"], now: number): number {
  const times = new Float64Array(samples.length).fill(Number.POSITIVE_INFINITY);
  for (let round = 0; round < 4; round++) {
    for (const [k, history] of samples.entries()) {
      const began = performance.now();
      model.forVisitor(history, now, 20);
      times[k] = Math.min(times[k] as number, performance.now() - began);
    }
  }
  times.sort();
  return times[Math.floor(times.length * 0.99)] ?? 0;
}

/** Throws CorruptModel for a damaged file: a run must not pass for want of a comparison. */
async function recipeOf(file: string): Promise<Recipe | null> {
  if (!existsSync(file)) throw new Error(`${file}: no such model file`);
  const recipe = decodeModel(await readFile(file)).header.parameters as unknown as Recipe;
  // Parts that came from elsewhere were of another snapshot: our own are trained in their place.
  const { foreign: _, ...own } = recipe;
  return own;
}

function metricsOf(evaluation: Evaluation): Record<string, number> {
  const metrics: Record<string, number> = {
    "coverage@20": evaluation.coverage,
    gini: evaluation.gini,
    novelty: evaluation.novelty,
  };
  for (const task of tasks) {
    const { recall, hit, mrr, ndcg, questions } = evaluation.tasks[task];
    if (questions === 0) continue;
    metrics[`${task}.recall@20`] = recall;
    metrics[`${task}.hit@20`] = hit;
    metrics[`${task}.mrr@20`] = mrr;
    metrics[`${task}.ndcg@20`] = ndcg.mean;
    metrics[`${task}.ndcg@20.low`] = ndcg.low;
    metrics[`${task}.ndcg@20.high`] = ndcg.high;
    metrics[`${task}.questions`] = questions;
  }
  return metrics;
}

/** The champion's NDCG for the same questions. Its own run was measured by those of other days. */
const rivalMetricsOf = (champion: Evaluation): Record<string, number> =>
  Object.fromEntries(
    Object.entries(metricsOf(champion))
      .filter(([name]) => name.includes(".ndcg@"))
      .map(([name, value]) => [`champion.${name}`, value]),
  );
