import type { Clock } from "../clock.ts";
import type { Db } from "../db/db.ts";
import { DomainError } from "../errors.ts";
import { type Counter, type Failures, waitMs } from "./rules.ts";
import type { ThrottleQueries } from "./throttle-queries.ts";

interface Throttled {
  readonly db: Db;
  readonly clock: Clock;
}

/** Throttling with the counts of one table. */
export function throttling(queries: ThrottleQueries) {
  /** Throws TOO_MANY_REQUESTS with `retryAfter` (seconds) while any of the counters demands a wait. */
  async function refuseWhileThrottled({ db, clock }: Throttled, counters: readonly Counter[]): Promise<void> {
    const known = await db.rows(queries.findFailures, { keys: counters.map(({ key }) => key) });
    refuse(counters, known, clock.now());
  }

  /** Counts a failure for each counter. */
  async function countFailure({ db, clock }: Throttled, counters: readonly Counter[]): Promise<void> {
    const now = clock.now();
    await Promise.all(counters.map((counter) => db.rows(queries.countFailure, failureOf(counter, now))));
  }

  /**
   * Counts one use of a quota, and throws TOO_MANY_REQUESTS when the quota is exceeded. Counting comes first,
   * so that concurrent requests cannot all pass.
   */
  async function consume({ db, clock }: Throttled, counter: Counter): Promise<void> {
    const now = clock.now();
    const known = await db.rows(queries.countFailure, failureOf(counter, now));
    // The count includes this use: the last allowed use makes `failures` equal `allowed`.
    const earlier = known.map((each) => ({ ...each, failures: each.failures - 1 }));
    refuse([counter], earlier, now);
  }

  /**
   * Counts an attempt as a failure before it is verified, so that not all concurrent guesses are verified. A
   * success clears the counter. Throws TOO_MANY_REQUESTS during a wait, and when concurrent attempts have
   * used up the allowed number.
   */
  async function consumeAttempt({ db, clock }: Throttled, counter: Counter): Promise<void> {
    const now = clock.now();
    const [before] = await db.rows(queries.findFailures, { keys: [counter.key] });
    refuse([counter], before ? [before] : [], now);
    const counted = await db.first(queries.countFailure, failureOf(counter, now));
    if (!counted) throw new Error("a failure was not counted");
    const sameCount = before?.startedAt.getTime() === counted.startedAt.getTime();
    const expected = (sameCount ? before.failures : 0) + 1;
    if (counted.failures > Math.max(counter.rule.allowed, expected)) refuse([counter], [counted], now);
  }

  return { refuseWhileThrottled, countFailure, consume, consumeAttempt };
}

function failureOf({ key, rule }: Counter, now: Date) {
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  return { key, now, quietSince: ago(rule.quietMs), windowSince: ago(rule.windowMs) };
}

function refuse(
  counters: readonly Counter[],
  known: readonly (Failures & { key: string })[],
  now: Date,
): void {
  const waits = known.map((failures) => {
    const rule = counters.find(({ key }) => key === failures.key)?.rule;
    return rule ? waitMs(rule, failures, now) : 0;
  });
  const longestMs = Math.max(0, ...waits);
  if (longestMs > 0) throw new DomainError("TOO_MANY_REQUESTS", { retryAfter: Math.ceil(longestMs / 1000) });
}
