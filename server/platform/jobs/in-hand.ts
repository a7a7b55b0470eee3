/**
 * The jobs that a queue of this process has in hand: fetched, and not yet returned or stored as done. The
 * lock of any other job under the queue's name is a mistake: the answer to its fetch was lost.
 */
import type { WorkerEvents } from "graphile-worker";

export interface JobsInHand {
  /** Returns their ids. One that has ended stays among them until the next look: its end is being stored. */
  look(): string[];
}

export function watchHand(events: WorkerEvents): JobsInHand {
  const held = new Set<string>();
  const ended = new Set<string>();
  events.on("localQueue:getJobs:complete", ({ jobs }) => {
    for (const { id } of jobs) {
      held.add(id);
      ended.delete(id);
    }
  });
  events.on("localQueue:returnJobs", ({ jobs }) => {
    for (const { id } of jobs) ended.add(id);
  });
  events.on("job:complete", ({ job }) => {
    ended.add(job.id);
  });
  return {
    look() {
      const ids = [...held];
      for (const id of ended) held.delete(id);
      ended.clear();
      return ids;
    },
  };
}
