/** Moments as a form shows them: the clock of the shop, which is that of Korea all year. Pure. */
const AHEAD_MS = 9 * 60 * 60 * 1000;

/** @returns "2026-11-29T09:30"; "" for no moment */
export const clockTimeOf = (iso: string | null): string =>
  iso === null ? "" : new Date(Date.parse(iso) + AHEAD_MS).toISOString().slice(0, 16);

/** @returns the moment in UTC; null for none */
export const momentOf = (clockTime: string): string | null =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(clockTime) ? new Date(`${clockTime}:00+09:00`).toISOString() : null;
