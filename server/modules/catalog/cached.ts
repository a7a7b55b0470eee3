/** What the response cache keeps lists by, and for how long. */
/** The tag of every response that lists products or counts them. */
export const LISTS = "lists";

const LIST_AGE_MS = 60_000;

/**
 * How long a list may be kept. It changes by itself at `turn`, when a sales period begins or ends. The moment
 * is read together with the products, since others move the index on meanwhile.
 */
export const listAgeMs = (turn: number, now: Date): number =>
  Math.max(1, Math.min(LIST_AGE_MS, turn - now.getTime()));
