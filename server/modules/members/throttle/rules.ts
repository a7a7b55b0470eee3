/**
 * Slows down guessing. Failures are counted in PostgreSQL, so that replicas share the counts: per e-mail,
 * with or without an account, and per network. After the allowed number, each further failure costs a longer
 * wait. A wait always ends, and one successful sign-in clears the account, so that no member can be locked
 * out for ever.
 */
import { createHash } from "node:crypto";

interface ThrottleRule {
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

/**
 * Kinds of counters: failed sign-ins per account and network, and requests that cost others something
 * (mails).
 */
export const throttleKinds = [
  "passwordOfAccount",
  "passwordOfNetwork",
  "secondFactor",
  "signUp",
  "resetOfEmail",
  "resetsOfNetwork",
  "mail",
  "challenge",
] as const;
type ThrottleKind = (typeof throttleKinds)[number];
export type ThrottleRules = Readonly<Record<ThrottleKind, ThrottleRule>>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const guessing = {
  allowed: 5,
  quietMs: 30 * MINUTE_MS,
  windowMs: 24 * HOUR_MS,
  firstDelayMs: MINUTE_MS / 2,
  longestDelayMs: 15 * MINUTE_MS,
};

/** `allowed` uses in a window; further ones are refused until it ends. */
const quota = (allowed: number, windowMs: number): ThrottleRule => ({
  allowed,
  quietMs: windowMs,
  windowMs,
  firstDelayMs: windowMs,
  longestDelayMs: windowMs,
});

export const defaultRules: ThrottleRules = {
  passwordOfAccount: guessing,
  passwordOfNetwork: quota(30, MINUTE_MS),
  secondFactor: guessing,
  signUp: quota(10, HOUR_MS),
  resetOfEmail: quota(3, HOUR_MS),
  // Per network, for all e-mails together: each request costs a delivery, also for an e-mail without an
  // account.
  resetsOfNetwork: quota(100, HOUR_MS),
  mail: quota(5, HOUR_MS),
  challenge: quota(60, MINUTE_MS),
};

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

export const counterOf = (rules: ThrottleRules, kind: ThrottleKind, about: string): Counter => ({
  key: fingerprint(`${kind}:${about}`),
  rule: rules[kind],
});

const fingerprint = (text: string): string => createHash("sha256").update(text).digest("base64url");
