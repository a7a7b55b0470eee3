/**
 * Delays a response to a moment that does not depend on the work. Making an account writes more than finding
 * an existing one, and a stranger who measures enough responses would see the difference. The moments are
 * multiples of a step from the arrival. Their timer starts before the work, so that not even fractions of a
 * millisecond depend on the work. A response whose work takes longer than one step waits for the next.
 */
import { setTimeout } from "node:timers/promises";

/**
 * Settles as `work` does, `stepMs` milliseconds after the call or a multiple of it. `wait` is the timer, for
 * tests.
 */
export async function padResponseTime<Result>(
  stepMs: number,
  work: () => Promise<Result>,
  wait: (ms: number) => Promise<unknown> = setTimeout,
): Promise<Result> {
  let settled = false;
  const timer = wait(stepMs);
  const working = work().finally(() => {
    settled = true;
  });
  // The failure is thrown below, at its moment.
  working.catch(() => undefined);
  await timer;
  while (!settled) await wait(stepMs);
  return working;
}
