/**
 * The hand-off to a program on larger machines: a snapshot goes out, parts of a model come back.
 *
 *   events/, items.parquet, manifest.json   the snapshot (`store/snapshot.ts`)
 *   request.json                            what to train, and the three moments before which events count
 *   parts/{cut}/item_factors.parquet        item_ix, factors: a list of as many floats for each item
 *   parts/{cut}/neighbours.parquet          item_ix, rank, nbr_ix, score
 *   result.json                             the snapshot's sha256, and what made the parts
 *
 * Always: parts of a cut come from events before it alone, so that what comes back is judged on events that
 * it has not seen, by the same steps and the same gate. One of the two kinds of parts is enough.
 */
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS, STANDARD_RECIPE, TYPE_WEIGHTS } from "../model/recipe.ts";
import { cutsOf } from "../pipeline/split.ts";
import { readDataset } from "../store/dataset.ts";

/** In the order of time: the blend is chosen with the first, the second judges, the third serves. */
export const handoffCuts = ["validation", "test", "all"] as const;
export type HandoffCut = (typeof handoffCuts)[number];

export interface HandoffRequest {
  readonly format: 1;
  /** The sha256 of the snapshot. */
  readonly snapshot: string;
  readonly seed: number;
  readonly factors: number;
  readonly halfLifeMs: number;
  /** By the number of the type. A visitor's weight of an item is the log1p of their decayed sum. */
  readonly typeWeights: readonly number[];
  /** Milliseconds since 1970. */
  readonly cuts: Readonly<Record<HandoffCut, number>>;
}

/** Makes `folder` the hand-off of a snapshot, which may be there already. */
export async function writeHandoff(snapshot: string, folder: string, seed: number): Promise<HandoffRequest> {
  if (snapshot !== folder) await cp(snapshot, folder, { recursive: true });
  const dataset = await readDataset(folder);
  const { validationFrom, testFrom, end } = cutsOf(dataset);
  const request: HandoffRequest = {
    format: 1,
    snapshot: dataset.manifest.sha256,
    seed,
    factors: STANDARD_RECIPE.factors,
    halfLifeMs: STANDARD_RECIPE.halfLifeDays * DAY_MS,
    typeWeights: TYPE_WEIGHTS,
    cuts: { validation: validationFrom, test: testFrom, all: end },
  };
  await writeFile(join(folder, "request.json"), `${JSON.stringify(request, null, 1)}\n`);
  return request;
}

export async function readRequest(folder: string): Promise<HandoffRequest> {
  const request = JSON.parse(await readFile(join(folder, "request.json"), "utf8")) as HandoffRequest;
  if (request.format !== 1) throw new Error(`${folder}: a hand-off of format ${request.format}, not 1`);
  return request;
}
