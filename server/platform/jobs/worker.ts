/**
 * Runs jobs from PostgreSQL: deliveries of events, and repeating work. A job runs again when its process dies
 * in the middle, so every job must be safe to repeat.
 */
import { systemClock } from "../clock.ts";
import { type DueJob, lookForDueJobs } from "./due-jobs.ts";
import { keepPlans } from "./lost-plans.ts";
import { planRepeats } from "./queries.ts";
import { keepQueue, type RepeatingJob, type WorkerOptions } from "./queue.ts";
import { startRelay } from "./relay.ts";

export type { RepeatingJob } from "./queue.ts";

export interface Worker {
  /** Finishes the running jobs and stops. */
  stop(): Promise<void>;
}

/** Starts to run jobs. Throws if the database is away. A failed job is logged once and tried again later. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { db, log, repeating } = options;
  const queue = await keepQueue(options);
  const planned = repeating.filter((job) => !isDueJob(job));
  await db.rows(planRepeats, { tasks: planned.map(({ name }) => name), runAt: systemClock.now() });
  const plans = keepPlans(db, log, planned);
  const due = lookForDueJobs(db, log, repeating.filter(isDueJob));
  const relay = startRelay(db, log);
  return {
    async stop() {
      await due.stop();
      await plans.stop();
      await relay.stop();
      await queue.stop();
    },
  };
}

const isDueJob = (job: RepeatingJob): job is RepeatingJob & DueJob => job.isDue !== undefined;
