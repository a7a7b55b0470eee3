/** How a program that ended by itself is brought back: a little later each time, and not for ever. */
export interface RestartPolicy {
  readonly windowMs: number;
  /** This many ends within the window are answered with a restart; the next one is not. */
  readonly restarts: number;
  readonly firstDelayMs: number;
}

export const patient: RestartPolicy = { windowMs: 60_000, restarts: 4, firstDelayMs: 500 };

/** Milliseconds to wait before the restart, doubling with each recent end; `undefined` to give up. `ends` includes now. */
export function restartDelay(
  policy: RestartPolicy,
  ends: readonly number[],
  now: number,
): number | undefined {
  const recent = ends.filter((end) => now - end < policy.windowMs).length;
  return recent > policy.restarts ? undefined : policy.firstDelayMs * 2 ** Math.max(0, recent - 1);
}
