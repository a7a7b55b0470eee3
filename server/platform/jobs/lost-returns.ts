/**
 * Keeps the process alive when a queue that ends cannot give its jobs back. graphile-worker 0.18 gives back
 * what it has fetched and not begun, and forgets the promise (`setModeReleased` and `background` in its
 * localQueue.js). While the database is away that promise is rejected, which ends a process. The jobs stay
 * locked under the queue's name, and return as those of every queue that ended (`dead-workers.ts`).
 */
import type { Log } from "../log.ts";

const LOST_RETURN = "Error occurred whilst returning jobs from local queue to database queue";

/** Until the returned function is called. Other rejections that nothing handles end the process as ever. */
export function outliveLostReturns(log: Log): () => void {
  const outlive = (reason: unknown): void => {
    if (!(reason instanceof Error) || !reason.message.startsWith(LOST_RETURN)) throw reason;
    log.error({ err: reason }, "the jobs of an ended queue wait for another one to take them");
  };
  process.on("unhandledRejection", outlive);
  return () => void process.off("unhandledRejection", outlive);
}
