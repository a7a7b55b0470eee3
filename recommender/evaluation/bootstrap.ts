/** Intervals by resampling with replacement, with a seed: 95 % of the means of the samples lie within. */
import { randomFrom } from "../matrix/random.ts";

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1_000;

/** The values are of one user each: users are what is drawn. */
export function bootstrap(values: ArrayLike<number>, seed: number, resamples = RESAMPLES): Interval {
  const count = values.length;
  if (count === 0) return { mean: 0, low: 0, high: 0 };
  const random = randomFrom(seed);
  const means = new Float64Array(resamples);
  for (let sample = 0; sample < resamples; sample++) {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += values[Math.floor(random() * count)] as number;
    means[sample] = sum / count;
  }
  means.sort();
  let sum = 0;
  for (let k = 0; k < count; k++) sum += values[k] as number;
  const at = (share: number): number =>
    means[Math.min(resamples - 1, Math.floor(share * resamples))] as number;
  return { mean: sum / count, low: at(0.025), high: at(0.975) };
}
