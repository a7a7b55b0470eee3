/**
 * How a program that ended by itself is started again: a little later each time, and a limited number of
 * times.
 */
export interface RestartPolicy {
  readonly windowMs: number;
  /** Restarts within the window. The next end is final. */
  readonly restarts: number;
  readonly firstDelayMs: number;
}

export const patient: RestartPolicy = { windowMs: 60_000, restarts: 4, firstDelayMs: 500 };

/**
 * Returns the milliseconds to wait before the restart; they double with each recent end. Returns `undefined`
 * after the last restart. `ends` includes the end that is being handled.
 */
export function restartDelay(
  policy: RestartPolicy,
  ends: readonly number[],
  now: number,
): number | undefined {
  const recent = ends.filter((end) => now - end < policy.windowMs).length;
  return recent > policy.restarts ? undefined : policy.firstDelayMs * 2 ** Math.max(0, recent - 1);
}
