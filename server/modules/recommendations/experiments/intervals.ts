/**
 * Intervals that may be looked at at any time. Pure.
 *
 * An ordinary 95 % interval holds for one look that was planned. Staff and jobs look again and again, and
 * stop when they like what they see; so these are wider, and hold at all times at once: the probability that
 * a true difference ever leaves its interval is below `ALPHA`.
 *
 * Source: the normal mixture of the mixture sequential probability ratio test (Robbins 1970; Johari, Koomen,
 * Pekelis and Walsh 2017), with the variance that is seen, as in the asymptotic confidence sequences of
 * Waudby-Smith and others (2021).
 */

/** Sums over the persons of an arm: how many, of their values, and of the squares of these. */
export interface Sums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

export interface Interval {
  /** Of the difference of the means, treated less control. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

export const ALPHA = 0.05;
/** The intervals are narrowest after about so many persons. */
const TUNED_FOR = 10_000;
/** Of each arm: with fewer the normal distribution says little. */
const LEAST_PERSONS = 100;
/** ρ² of the mixture, which makes the interval narrow at `TUNED_FOR`. */
const MIXTURE = (-2 * Math.log(ALPHA) + Math.log(-2 * Math.log(ALPHA) + 1)) / TUNED_FOR;

const meanOf = ({ count, sum }: Sums): number => (count === 0 ? 0 : sum / count);

/** Variance of the mean. */
function varianceOf({ count, sum, squares }: Sums): number {
  const mean = sum / count;
  return Math.max(0, squares / count - mean * mean) / count;
}

/** Null: too few persons, or all of them did the same. */
export function intervalOf(control: Sums, treated: Sums): Interval | null {
  if (Math.min(control.count, treated.count) < LEAST_PERSONS) return null;
  const variance = varianceOf(control) + varianceOf(treated);
  if (variance === 0) return null;
  const mixed = (control.count + treated.count) * MIXTURE;
  const width = Math.sqrt(2 * variance * ((mixed + 1) / mixed) * Math.log(Math.sqrt(mixed + 1) / ALPHA));
  const difference = meanOf(treated) - meanOf(control);
  return { difference, low: difference - width, high: difference + width };
}

/** χ² of one degree of freedom that chance exceeds once in 1,000. */
const UNLIKELY = 10.828;

/** Whether the arms have other sizes than they should: then persons are not divided by chance. */
export function isRatioBroken(control: number, treated: number, treatedShare: number): boolean {
  const all = control + treated;
  const expected = all * treatedShare;
  if (Math.min(expected, all - expected) < LEAST_PERSONS) return false;
  return (
    (treated - expected) ** 2 / expected + (control - (all - expected)) ** 2 / (all - expected) > UNLIKELY
  );
}
