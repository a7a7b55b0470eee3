/** From training data to a model file. */
import { encodeModel } from "./file.ts";
import { type OpenModel, openModel } from "./open.ts";
import { sectionsOf } from "./parts.ts";
import type { Recipe } from "./recipe.ts";
import { type TrainingData, trainParts } from "./train.ts";

/** The same data and recipe give the same bytes. */
export function buildModel(data: TrainingData, snapshot: string, recipe: Recipe): Uint8Array<ArrayBuffer> {
  const parameters = { ...recipe };
  return encodeModel({ trainedAt: data.until, snapshot, parameters }, sectionsOf(trainParts(data, recipe)));
}

export const trainedModel = (data: TrainingData, snapshot: string, recipe: Recipe): OpenModel =>
  openModel(buildModel(data, snapshot, recipe));
