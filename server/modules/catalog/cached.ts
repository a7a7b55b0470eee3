/** What the response cache keeps lists by, and for how long. */

/** The tag of every response that lists products or counts them. */
export const LISTS = "lists";

export const LIST_AGE_MS = 60_000;
