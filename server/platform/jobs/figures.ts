import type { Db } from "../db/db.ts";
import { outboxEvents, outboxOldest, queueJobs, queueOldest } from "../metric-names.ts";
import type { Metrics } from "../metrics.ts";
import type { Figures } from "../module.ts";
import { measureQueue } from "./queries.ts";

/** What waits in the outbox and in the job queue of a database. */
export function queueFigures(db: Db, metrics: Metrics): Figures {
  const jobs = metrics.gauge(queueJobs);
  const oldestJob = metrics.gauge(queueOldest);
  const events = metrics.gauge(outboxEvents);
  const oldestEvent = metrics.gauge(outboxOldest);
  const database = db.name;
  return {
    async read() {
      const row = await db.first(measureQueue, {});
      if (!row) throw new Error("the statement always returns one row");
      jobs.set({ database, state: "due" }, row.due);
      jobs.set({ database, state: "retrying" }, row.retrying);
      jobs.set({ database, state: "dead" }, row.dead);
      oldestJob.set({ database }, row.oldestJob);
      events.set({ database }, row.events);
      oldestEvent.set({ database }, row.oldestEvent);
    },
    forget: () => [jobs, oldestJob, events, oldestEvent],
  };
}
