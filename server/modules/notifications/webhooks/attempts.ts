/** What an attempt's outcome means, and when the next one is due. Pure. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits before the second attempt and the later ones: ten attempts in three days. */
const waits: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** Endpoints that were away together do not come back to one burst. */
const JITTER = 0.2;
/** The shortest wait after an answer that asks for less. */
const SLOW_DOWN_MS = MINUTE;
const slowDownStatuses: readonly number[] = [429, 502, 504];

/** An endpoint without a success for this time is disabled. Longer than all attempts of one delivery. */
export const FAILING_MS = 5 * 24 * HOUR;

export const failures = ["STATUS", "REDIRECT", "TIMEOUT", "NO_ANSWER", "ADDRESS"] as const;
export type Failure = (typeof failures)[number];

/** Null: delivered. A redirect is not followed, because the answer would come from an unchecked address. */
export function failureOf(status: number): Failure | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? "REDIRECT" : "STATUS";
}

export const isGone = (status: number | null): boolean => status === 410;

/**
 * Milliseconds until the next attempt, after `attempts` have failed. Null: there is none. `random` is from 0
 * to 1.
 */
export function waitAfter(attempts: number, status: number | null, random: number): number | null {
  const planned = waits[attempts - 1];
  if (planned === undefined) return null;
  const least = status !== null && slowDownStatuses.includes(status) ? SLOW_DOWN_MS : 0;
  return Math.round(Math.max(planned, least) * (1 + JITTER * random));
}
