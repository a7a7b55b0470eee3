/**
 * One cut of time for all visitors: training before `validationFrom`, validation until `testFrom`, test until
 * `end`. Whatever tunes takes a `TuningData`, which has no event of the test part.
 */

import { DAY_MS } from "../model/recipe.ts";
import type { TrainingData } from "../model/train.ts";
import { before } from "../model/train.ts";
import type { Dataset } from "../store/dataset.ts";

export interface Cuts {
  readonly validationFrom: number;
  readonly testFrom: number;
  readonly end: number;
}

declare const withoutTest: unique symbol;

/** Events before the test part, of which the last window is for validation. */
export interface TuningData extends TrainingData {
  readonly validationFrom: number;
  readonly [withoutTest]: true;
}

const MOST_DAYS = 28;

/** A fifth of the time that the events span, and four weeks at most, for validation and for test. */
export function cutsOf({ events, manifest }: Pick<Dataset, "events" | "manifest">): Cuts {
  const end = manifest.asOf + 1;
  const first = events.at[0] ?? end;
  const window = Math.max(1, Math.min(MOST_DAYS * DAY_MS, Math.floor((end - first) / 5)));
  return { validationFrom: end - 2 * window, testFrom: end - window, end };
}

export function tuningDataOf({ items, events }: Dataset, cuts: Cuts): TuningData {
  const data: Omit<TuningData, typeof withoutTest> = {
    items,
    events: before(events, cuts.testFrom),
    until: cuts.testFrom,
    validationFrom: cuts.validationFrom,
  };
  return data as TuningData;
}
