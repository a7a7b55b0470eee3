/**
 * Slows down guessing. Failures are counted in PostgreSQL, so that replicas count together: per account, whether it
 * exists or not, and per network. After the allowed number each further failure costs a longer wait. A wait always ends,
 * and one successful sign-in clears the account, so nobody can be locked out for ever.
 */
import { createHash } from "node:crypto";

interface ThrottleRule {
  /** Failures that cost nothing. */
  readonly allowed: number;
  /** Everything is forgotten after this long without a failure … */
  readonly quietMs: number;
  /** … and in any case this long after the first one. */
  readonly windowMs: number;
  /** The wait after the last allowed failure; it doubles with each further one. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

export interface ThrottleRules {
  readonly account: ThrottleRule;
  readonly address: ThrottleRule;
}

const minutes = 60_000;

export const defaultRules: ThrottleRules = {
  account: {
    allowed: 5,
    quietMs: 30 * minutes,
    windowMs: 24 * 60 * minutes,
    firstDelayMs: minutes / 2,
    longestDelayMs: 15 * minutes,
  },
  address: { allowed: 30, quietMs: minutes, windowMs: minutes, firstDelayMs: minutes, longestDelayMs: minutes },
};

export interface Failures {
  readonly failures: number;
  readonly startedAt: Date;
  readonly lastFailedAt: Date;
}

/** Milliseconds until the next try is let through; 0: now. */
export function waitMs(rule: ThrottleRule, { failures, startedAt, lastFailedAt }: Failures, now: Date): number {
  const forgotten =
    now >= new Date(Math.min(lastFailedAt.getTime() + rule.quietMs, startedAt.getTime() + rule.windowMs));
  if (forgotten || failures < rule.allowed) return 0;
  const delayMs = Math.min(rule.firstDelayMs * 2 ** (failures - rule.allowed), rule.longestDelayMs);
  return Math.max(0, lastFailedAt.getTime() + delayMs - now.getTime());
}

/** What is counted: the rule and a key that does not tell whom it is about. */
export interface Counter {
  readonly key: string;
  readonly rule: ThrottleRule;
}

export function countersOf(rules: ThrottleRules, emailKey: string, address: string): readonly Counter[] {
  return [
    { key: fingerprint(`account:${emailKey}`), rule: rules.account },
    { key: fingerprint(`address:${networkOf(address)}`), rule: rules.address },
  ];
}

const fingerprint = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** An IPv4 address itself; of an IPv6 address the /64, which one customer has as a whole. */
export function networkOf(address: string): string {
  const v4 = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (v4) return v4;
  const [before = "", after] = (address.split("%")[0] ?? "").split("::");
  const head = before.split(":").filter(Boolean);
  const tail = (after ?? "").split(":").filter(Boolean);
  const zeros = after === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0");
  const groups = [...head, ...zeros, ...tail].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
