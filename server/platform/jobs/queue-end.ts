/**
 * When a queue of graphile-worker has ended. It may never say so: of the results that it stores, it counts
 * one too few when a job ends after the result of another one could not be stored, and then waits for that
 * one (0.18, `batch` in its main.js). So it also counts as ended soon after its last worker stopped.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Runner, WorkerEvents } from "graphile-worker";
import type { Log } from "../log.ts";

/** Longer than a queue needs for storing its last results. A result that is not stored means one more run. */
const SILENCE_MS = 5_000;

/** Listens to a queue that has not started yet. The returned function resolves when the queue has ended. */
export function watchEnd(events: WorkerEvents, log: Log): (runner: Runner) => Promise<void> {
  const stopped = Promise.withResolvers<void>();
  let working = 0;
  events.on("worker:create", () => {
    working += 1;
  });
  events.on("worker:stop", () => {
    working -= 1;
    if (working === 0) stopped.resolve();
  });

  return async (runner) => {
    const said = runner.promise
      .catch((err: unknown) => log.error({ err }, "the job queue failed"))
      .then(() => true);
    const silent = stopped.promise.then(() => wait(SILENCE_MS, false, { ref: false }));
    if (await Promise.race([said, silent])) return;
    log.error("the job queue has ended without saying so");
    runner.stop().catch((err: unknown) => log.debug({ err }, "the job queue was ending already"));
  };
}
