/** Time is passed in, so that tests of expiry need not wait. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const KST_OFFSET_MS = 9 * 60 * 60 * 1000;

const kstLocalTime = (at: number): string => new Date(at + KST_OFFSET_MS).toISOString();

/** `2026-01-02T14:46:58+09:00`, as in every date of a payment. `at` is Unix milliseconds. */
export const kst = (at: number): string => `${kstLocalTime(at).slice(0, 19)}+09:00`;

/** `2026-01-02T14:46:59.653000`: webhooks carry six fraction digits and no offset. */
export const kstWithoutOffset = (at: number): string => `${kstLocalTime(at).slice(0, 23)}000`;

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?$/;

/**
 * Unix milliseconds of Seoul local time (`2026-01-02`, `2026-01-02T14:46:58`) or a full ISO date; else NaN.
 */
export function parseKst(text: string): number {
  if (!LOCAL_TIME.test(text)) return Date.parse(text);
  return Date.parse(`${text.includes("T") ? text : `${text}T00:00:00`}+09:00`);
}
