/** Tests whether two sets of times differ. Pure. */

export interface Verdict {
  /** Milliseconds. */
  readonly medianKnown: number;
  readonly medianUnknown: number;
  /** Mann–Whitney: the probability that a time of a known e-mail is longer than one of an unknown e-mail. */
  readonly superiority: number;
  /**
   * The probability of a `superiority` as far from a half if both sets are alike (two-sided, normal
   * approximation).
   */
  readonly p: number;
}

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

export function compareSamples(known: readonly number[], unknown: readonly number[]): Verdict {
  const all = [
    ...known.map((value) => ({ value, isKnown: true })),
    ...unknown.map((value) => ({ value, isKnown: false })),
  ].sort((a, b) => a.value - b.value);
  const rankSum = all.reduce((sum, { isKnown }, at) => (isKnown ? sum + at + 1 : sum), 0);
  const [n, m] = [known.length, unknown.length];
  const u = rankSum - (n * (n + 1)) / 2;
  const z = (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
  return {
    medianKnown: percentile(known, 0.5),
    medianUnknown: percentile(unknown, 0.5),
    superiority: u / (n * m),
    p: 2 * (1 - normal(Math.abs(z))),
  };
}

/** The normal distribution's share below `z`, exact to seven digits (Abramowitz and Stegun 26.2.17). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
