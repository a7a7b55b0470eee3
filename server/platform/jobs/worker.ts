/**
 * Runs jobs from PostgreSQL (graphile-worker): deliveries of events, and repeating work. A job runs again
 * when its process dies in the middle, so every job must be safe to repeat.
 */
import { EventEmitter } from "node:events";
import { Logger, type Runner, run, type Task, type WorkerEvents } from "graphile-worker";
import { after, systemClock } from "../clock.ts";
import type { EventMessage } from "../contract/contract.ts";
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import { jobRuns } from "../metric-names.ts";
import type { Metrics } from "../metrics.ts";
import { inSpan } from "../tracing.ts";
import { showPresence } from "./dead-workers.ts";
import { keepPlans } from "./lost-plans.ts";
import { planRepeat } from "./queries.ts";
import { startRelay } from "./relay.ts";

/** Work that runs again `everyMs` after it ended. `name` is unique: `orders.expire`. */
export interface RepeatingJob {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

export interface WorkerOptions {
  readonly db: Db;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly repeating: readonly RepeatingJob[];
  /** Hands a message to the module that consumes it, here or in another process. */
  deliver(consumer: string, message: EventMessage): Promise<void>;
}

export interface Worker {
  /** Finishes the running jobs and stops. */
  stop(): Promise<void>;
}

/** Jobs that one worker runs at a time. */
const CONCURRENCY = 4;

/** Starts to run jobs. Throws if the database is away. A failed job is logged once and tried again later. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { db, log, repeating } = options;
  const events: WorkerEvents = new EventEmitter();
  let name = "";
  events.once("pool:create", ({ workerPool }) => {
    name = workerPool.id;
  });
  const runner: Runner = await run({
    pgPool: db.pool,
    events,
    taskList: Object.fromEntries([
      ["deliver", measured(options, "deliver", deliverTask(options))],
      ...repeating.map((job) => [job.name, measured(options, job.name, repeatTask(db, job))]),
    ]),
    parsedCronItems: [],
    noHandleSignals: true,
    logger: new Logger(
      () => (level, message) =>
        log[level === "warning" ? "warn" : level === "error" ? "error" : "trace"]({ job: true }, message),
    ),
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
  let stopping = false;
  void runner.promise.then(() => {
    if (stopping) return;
    // The queue ends by itself after a long outage of the database. The process would then look healthy and
    // do nothing, so it ends, and its supervisor starts it anew.
    log.fatal("the job queue ended by itself: this process stops");
    process.kill(process.pid, "SIGTERM");
  });
  for (const job of repeating) await db.rows(planRepeat, { task: job.name, runAt: systemClock.now() });
  const presence = await showPresence(db, log, name);
  const plans = keepPlans(db, log, repeating);
  const relay = startRelay(db, log);
  return {
    async stop() {
      stopping = true;
      await plans.stop();
      await relay.stop();
      await runner.stop();
      await presence.stop();
    },
  };
}

interface Delivery {
  readonly consumer: string;
  readonly message: EventMessage;
}

/** Delivers a batch of events. The queue repeats the failed ones only. */
function deliverTask({ deliver }: WorkerOptions): Task {
  return (payload) => (payload as Delivery[]).map(({ consumer, message }) => deliver(consumer, message));
}

/**
 * Plans the next run after the work, also when it failed. The queue compares with the database's own time, so
 * the plan is made in real time and not by the shop's clock.
 */
function repeatTask(db: Db, job: RepeatingJob): Task {
  return async () => {
    try {
      await job.run();
    } finally {
      await db.rows(planRepeat, { task: job.name, runAt: after(systemClock, job.everyMs) });
    }
  };
}

function measured({ log, metrics }: WorkerOptions, name: string, task: Task): Task {
  const runs = metrics.histogram(jobRuns);
  return async (payload, helpers) => {
    const began = performance.now();
    const failures: unknown[] = [];
    try {
      const results = await inSpan(`job ${name}`, "CONSUMER", {}, async () => task(payload, helpers));
      for (const result of await Promise.allSettled(results ?? [])) {
        if (result.status === "rejected") failures.push(result.reason);
      }
      return results;
    } catch (error) {
      failures.push(error);
      throw error;
    } finally {
      const ms = performance.now() - began;
      const outcome = failures.length > 0 ? "failed" : "done";
      for (const err of failures) log.error({ err, job: name, attempt: helpers.job.attempts }, "job failed");
      runs.observe({ task: name, outcome }, ms / 1000);
      log.debug({ job: name, outcome, ms: Math.round(ms) }, "job");
    }
  };
}
