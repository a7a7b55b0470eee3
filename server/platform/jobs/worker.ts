/**
 * Runs jobs from PostgreSQL (graphile-worker): deliveries of events, and repeating work. A job may run twice (a process
 * that dies in the middle is replaced), so everything here is safe to repeat.
 */
import { Logger, run, type Runner, type Task } from "graphile-worker";
import type { EventMessage } from "../contract/contract.ts";
import { after, type Clock } from "../clock.ts";
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import { planRepeat } from "./queries.ts";

/** Work that is done again `everyMs` after it ended. `name` is unique: `orders.expire`. */
export interface RepeatingJob {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

export interface WorkerOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly repeating: readonly RepeatingJob[];
  /** Hands a message to the module that wants it, here or in another process. */
  deliver(consumer: string, message: EventMessage): Promise<void>;
}

export interface Worker {
  /** Finishes the running jobs and stops. */
  stop(): Promise<void>;
}

const CONCURRENCY = 4;

export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { db, clock, log, repeating } = options;
  const runner: Runner = await run({
    pgPool: db.pool,
    taskList: Object.fromEntries([
      ["deliver", measured(options, "deliver", deliverTask(options))],
      ...repeating.map((job) => [job.name, measured(options, job.name, repeatTask(db, clock, job))]),
    ]),
    parsedCronItems: [],
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => log[level === "warning" ? "warn" : level === "error" ? "error" : "trace"]({ job: true }, message)),
    preset: {
      worker: {
        concurrentJobs: CONCURRENCY,
        pollInterval: 1_000,
        localQueue: { size: 4 * CONCURRENCY, ttl: 60_000, refetchDelay: { durationMs: 20 } },
        completeJobBatchDelay: 10,
        failJobBatchDelay: 10,
      },
    },
  });
  for (const job of repeating) await db.rows(planRepeat, { task: job.name, runAt: clock.now() });
  return { stop: () => runner.stop() };
}

function deliverTask({ deliver }: WorkerOptions): Task {
  return async (payload) => {
    const { consumer, message } = payload as { consumer: string; message: EventMessage };
    await deliver(consumer, message);
  };
}

/** Plans the next run before the work, so that a job that fails or is killed still comes round again. */
function repeatTask(db: Db, clock: Clock, job: RepeatingJob): Task {
  return async () => {
    try {
      await job.run();
    } finally {
      await db.rows(planRepeat, { task: job.name, runAt: after(clock, job.everyMs) });
    }
  };
}

function measured({ log, metrics }: WorkerOptions, name: string, task: Task): Task {
  return async (payload, helpers) => {
    const began = performance.now();
    let outcome = "done";
    try {
      await task(payload, helpers);
    } catch (error) {
      outcome = "failed";
      log.error({ err: error, job: name, attempt: helpers.job.attempts }, "job failed");
      throw error;
    } finally {
      const ms = performance.now() - began;
      metrics.jobs.observe({ job: name, outcome }, ms / 1000);
      log.debug({ job: name, outcome, ms: Math.round(ms) }, "job");
    }
  };
}
