/**
 * The jobs that a queue of this process has in hand: fetched, and not yet returned or stored as done. The
 * lock of any other job under the queue's name is a mistake: the answer to its fetch was lost.
 */
import type { WorkerEvents } from "graphile-worker";

export interface JobsInHand {
  /** Returns their ids. An ended one stays for `LOOKS_AFTER_END` looks, while its end is being stored. */
  look(): ReadonlySet<string>;
}

/** About 6 s: a busy database stores an end late. */
const LOOKS_AFTER_END = 3;

export function watchHand(events: WorkerEvents): JobsInHand {
  const held = new Set<string>();
  /** How often each is still returned. */
  const ended = new Map<string, number>();
  events.on("localQueue:getJobs:complete", ({ jobs }) => {
    for (const { id } of jobs) {
      held.add(id);
      ended.delete(id);
    }
  });
  events.on("localQueue:returnJobs", ({ jobs }) => {
    for (const { id } of jobs) ended.set(id, LOOKS_AFTER_END);
  });
  events.on("job:complete", ({ job }) => {
    ended.set(job.id, LOOKS_AFTER_END);
  });
  return {
    look() {
      const ids = new Set(held);
      for (const [id, looks] of ended) {
        if (looks > 1) {
          ended.set(id, looks - 1);
          continue;
        }
        held.delete(id);
        ended.delete(id);
      }
      return ids;
    },
  };
}
