/**
 * Slows down guessing, and counts uses. Failures are counted in PostgreSQL, so that replicas share the
 * counts. After the allowed number, each further failure costs a longer wait. A wait always ends.
 */
import { createHash } from "node:crypto";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface ThrottleRule {
  /** Failures without a wait. */
  readonly allowed: number;
  /** The count expires after this long without a failure … */
  readonly quietMs: number;
  /** … and in any case this long after the first one. */
  readonly windowMs: number;
  /** The wait after the last allowed failure; it doubles with each further one. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

/** For what one person may mistype. */
export const guessing: ThrottleRule = {
  allowed: 5,
  quietMs: 30 * MINUTE_MS,
  windowMs: 24 * HOUR_MS,
  firstDelayMs: MINUTE_MS / 2,
  longestDelayMs: 15 * MINUTE_MS,
};

/** `allowed` uses in a window; further ones are refused until it ends. */
export const quota = (allowed: number, windowMs: number): ThrottleRule => ({
  allowed,
  quietMs: windowMs,
  windowMs,
  firstDelayMs: windowMs,
  longestDelayMs: windowMs,
});

export interface Failures {
  readonly failures: number;
  readonly startedAt: Date;
  readonly lastFailedAt: Date;
}

/** Returns the milliseconds until the next attempt is allowed; 0 means now. */
export function waitMs(
  rule: ThrottleRule,
  { failures, startedAt, lastFailedAt }: Failures,
  now: Date,
): number {
  const expiresAt = Math.min(lastFailedAt.getTime() + rule.quietMs, startedAt.getTime() + rule.windowMs);
  if (now.getTime() >= expiresAt || failures < rule.allowed) return 0;
  const delayMs = Math.min(rule.firstDelayMs * 2 ** (failures - rule.allowed), rule.longestDelayMs);
  return Math.max(0, Math.min(lastFailedAt.getTime() + delayMs, expiresAt) - now.getTime());
}

/** A counter: its rule, and a key that is a hash, so that it names no person or network. */
export interface Counter {
  readonly key: string;
  readonly rule: ThrottleRule;
}

export const counterOf = (rule: ThrottleRule, about: string): Counter => ({
  key: createHash("sha256").update(about).digest("base64url"),
  rule,
});
