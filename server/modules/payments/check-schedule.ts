import { after, type Clock } from "../../platform/clock.ts";

const FIRST_CHECK_MS = 60_000;
const MAX_PAUSE_MINUTES = 60;

/** Returns when the reconciler asks the provider again after `checks` checks: in 1, 2, 4 … 60 minutes. */
export const nextCheck = (clock: Clock, checks: number): Date =>
  after(clock, FIRST_CHECK_MS * Math.min(2 ** checks, MAX_PAUSE_MINUTES));
