/**
 * Answers at moments that the work does not decide. Making an account writes more than finding one that exists, and a
 * stranger who measures enough answers would see it. The moments are counted from the arrival by a timer that is started
 * before the work, so that not even fractions of a millisecond depend on it. Work that takes longer than one step ends with the next.
 */
import { setTimeout } from "node:timers/promises";

/** Settles as `work` does, `stepMs` milliseconds after the call or a multiple of it. `wait` is the timer, for tests. */
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
