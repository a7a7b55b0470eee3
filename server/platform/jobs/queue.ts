/**
 * The queue of jobs in this process (graphile-worker). It ends by itself when it cannot store that a job is
 * done, as when PostgreSQL is killed: its jobs then stay locked under its name. It is opened anew under
 * another name as soon as the database answers, and the jobs of the old one return to the queue.
 *
 * That a job was fetched, is done or has failed is stored without a wait for the disk. When a crash of the
 * database server loses it, the job runs again, as after any crash, and finds its effects: those did wait.
 * New jobs wait for the disk (`relay.ts`, `planRepeats`). Else the server could give the number of a lost one
 * to another job, which the end of the lost one would then delete.
 */
import { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Logger, type Runner, run, type Task, type WorkerEvents } from "graphile-worker";
import { after, systemClock } from "../clock.ts";
import type { EventMessage } from "../contract/contract.ts";
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import { jobRuns } from "../metric-names.ts";
import type { Metrics } from "../metrics.ts";
import { inSpan } from "../tracing.ts";
import { type Presence, showPresence } from "./dead-workers.ts";
import { watchHand } from "./in-hand.ts";
import { outliveLostReturns } from "./lost-returns.ts";
import { planRepeats } from "./queries.ts";
import { watchEnd } from "./queue-end.ts";

/** Work that runs again `everyMs` after it ended. `name` is unique: `orders.expire`. */
export interface RepeatingJob {
  readonly name: string;
  readonly everyMs: number;
  /** Asked by every worker, each `everyMs`: the job runs only when there is work (`due-jobs.ts`). */
  isDue?(): Promise<boolean>;
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

/** Jobs that one worker runs at a time. */
const CONCURRENCY = 4;
/** Between two attempts to open the queue while the database is away. */
const REOPEN_AFTER_MS = 500;
/** A queue that was opened anew and ends before that is not mended by opening it: the disk may be full. */
const LASTING_MS = 10_000;

interface OpenQueue {
  readonly runner: Runner;
  readonly presence: Presence;
  /** Resolves when the queue runs nothing any more. */
  readonly ended: Promise<void>;
}

/** Opens the queue and keeps it open until `stop`. Throws if the database is away at first. */
export async function keepQueue(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { log } = options;
  const stopping = new AbortController();
  let queue: OpenQueue | null = await openQueue(options);
  const forget = outliveLostReturns(log);
  let reopenedAt = Number.NEGATIVE_INFINITY;
  const kept = keepOpen();

  async function keepOpen(): Promise<void> {
    while (queue) {
      await queue.ended;
      await queue.presence.stop();
      if (stopping.signal.aborted) return;
      if (performance.now() - reopenedAt < LASTING_MS) {
        // The process would look healthy and do nothing. Its supervisor starts it as soon as there is room.
        log.fatal("the job queue has ended again: this process stops");
        process.kill(process.pid, "SIGTERM");
        return;
      }
      queue = await reopen();
      reopenedAt = performance.now();
    }
  }

  async function reopen(): Promise<OpenQueue | null> {
    log.error("the job queue has ended: it is opened anew");
    while (!stopping.signal.aborted) {
      try {
        const opened = await openQueue(options);
        if (stopping.signal.aborted) await opened.runner.stop();
        return opened;
      } catch (err) {
        log.warn({ err }, "could not open the job queue");
        await wait(REOPEN_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
    return null;
  }

  return {
    async stop() {
      stopping.abort();
      // A queue that is ending by itself refuses to be stopped. `kept` waits for its end either way.
      queue?.runner.stop().catch((err: unknown) => log.debug({ err }, "the job queue was ending already"));
      await kept;
      forget();
    },
  };
}

async function openQueue(options: WorkerOptions): Promise<OpenQueue> {
  const { db, log, repeating } = options;
  const events: WorkerEvents = new EventEmitter();
  let name = "";
  events.once("pool:create", ({ workerPool }) => {
    name = workerPool.id;
  });
  const hand = watchHand(events);
  const end = watchEnd(events, log);
  const runner = await run({
    pgPool: db.relaxedPool,
    events,
    taskList: Object.fromEntries([
      ["deliver", measured(options, "deliver", deliverTask(options))],
      ...repeating.map((job) => [job.name, repeatTask(options, job)]),
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
  const ended = end(runner);
  return { runner, ended, presence: await showPresence(db, log, name, hand) };
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
 * Plans the next run after the work, also when it failed: a failed run is logged, and stays nowhere. The
 * queue compares with the database's own time, so the plan is made in real time and not by the shop's clock.
 * What runs when there is work is planned only after a failure.
 */
function repeatTask(options: WorkerOptions, job: RepeatingJob): Task {
  const run = measured(options, job.name, () => job.run());
  return async (payload, helpers) => {
    const isDone = await Promise.resolve(run(payload, helpers)).then(
      () => true,
      () => false, // logged by `measured`
    );
    // Without a plan the queue tries this job again.
    if (!isDone || !job.isDue)
      await options.db.rows(planRepeats, { tasks: [job.name], runAt: after(systemClock, job.everyMs) });
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
