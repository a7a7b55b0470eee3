/**
 * Looks for work that is rarely there and must not wait: an edit of many rows, a message. Such a job has
 * no plan. Every worker asks `isDue` each `everyMs`, which is one statement that writes nothing, and puts the
 * job into the queue when there is work, unless it is there. So an idle shop writes nothing, and two workers
 * never run one job at a time.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import { planDue } from "./queries.ts";

/** A repeating job that runs when there is work. */
export interface DueJob {
  readonly name: string;
  readonly everyMs: number;
  isDue(): Promise<boolean>;
}

export interface DueLook {
  stop(): Promise<void>;
}

export function lookForDueJobs(db: Db, log: Log, jobs: readonly DueJob[]): DueLook {
  const stopping = new AbortController();
  const loops = jobs.map((job) => lookFor(db, log, job, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function lookFor(db: Db, log: Log, job: DueJob, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      if (await job.isDue()) await db.rows(planDue, { task: job.name });
    } catch (err) {
      // The database is away or busy. The next look tries again.
      log.warn({ err, job: job.name }, "could not look for due work");
    }
    await wait(job.everyMs, undefined, { signal: stopping }).catch(() => undefined); // the end of the wait
  }
}
