/**
 * Looks for work that is rarely there and must not wait: an edit of many rows, a message. Such a job has no
 * plan. Every worker asks one job after the other, by a statement that writes nothing, and puts it into the
 * queue when there is work, unless it is there. So an idle shop writes nothing, and two workers do not run a
 * job at once. After a job that failed for good they may: all are safe to repeat.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import { planDue } from "./queries.ts";

/** A repeating job that runs when there is work. Those of a worker are asked as often as the most urgent. */
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
  const { signal } = stopping;
  const pauseMs = Math.min(...jobs.map(({ everyMs }) => everyMs));

  async function look(): Promise<void> {
    while (!signal.aborted) {
      for (const job of jobs) await plan(job);
      await wait(pauseMs, undefined, { signal }).catch(() => undefined); // the end of the wait
    }
  }

  async function plan({ name, isDue }: DueJob): Promise<void> {
    try {
      if (await isDue()) await db.rows(planDue, { task: name });
    } catch (err) {
      // The database is away or busy. The next look tries again.
      log.warn({ err, job: name }, "could not look for due work");
    }
  }

  const looking = jobs.length > 0 ? look() : Promise.resolve();
  return {
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
