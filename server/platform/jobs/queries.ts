import { sql } from "kysely";
import { prepared } from "../db/prepared.ts";

/**
 * Stores which events a consumer handles. Those that it does not name stay: while a new version comes in, a
 * process of the version before may start, and what the new one waits for must not be lost.
 */
export const subscribeConsumer = prepared<{ consumer: string; types: string[] }, { eventType: string }>(
  (p) => sql`
    INSERT INTO platform.subscriptions (event_type, consumer)
    SELECT type, ${p.consumer} FROM unnest(${p.types}::text[]) AS type
    ON CONFLICT DO NOTHING
    RETURNING event_type AS "eventType"`,
);

/**
 * Plans the next run of repeating jobs. There is one plan per name, also when several processes ask. Events
 * are delivered first (a higher priority number waits longer), so that after an outage the sweepers see
 * their effects.
 */
export const planRepeats = prepared<{ tasks: readonly string[]; runAt: Date }, { id: string }>(
  (p) => sql`
    SELECT id FROM unnest(${p.tasks}::text[]) AS task, graphile_worker.add_job(
      task, '{}'::json, run_at => ${p.runAt}::timestamptz, job_key => task,
      job_key_mode => 'replace', priority => 10, max_attempts => 3)`,
);

/**
 * Plans the repeating jobs that would not come round by themselves, and returns them: those without a plan,
 * those that used up their tries, and those planned further ahead than their interval and a minute.
 */
export const planLost = prepared<{ tasks: string[]; everyMs: number[] }, { task: string }>(
  (p) => sql`
    WITH lost AS MATERIALIZED (
      SELECT task FROM unnest(${p.tasks}::text[], ${p.everyMs}::float8[]) AS repeating (task, every_ms)
      WHERE NOT EXISTS (
        SELECT FROM graphile_worker.jobs
        WHERE key = task AND (locked_at IS NOT NULL OR attempts < max_attempts
          AND run_at <= now() + every_ms * interval '1 millisecond' + interval '1 minute'))
    )
    SELECT task, graphile_worker.add_job(
      task, '{}'::json, run_at => now(), job_key => task, job_key_mode => 'replace', priority => 10,
      max_attempts => 3) FROM lost`,
);

/**
 * Puts a job into the queue that runs when there is work. One that waits, runs, or will be tried again stays
 * as it is, also when another worker asks at the same moment. One that used up its tries makes room.
 */
export const planDue = prepared<{ task: string }, never>(
  (p) => sql`
    WITH known AS MATERIALIZED (
      SELECT locked_at IS NULL AND attempts >= max_attempts AS is_over FROM graphile_worker.jobs
      WHERE key = ${p.task}
    )
    SELECT graphile_worker.add_job(${p.task}, '{}'::json, run_at => now(), job_key => ${p.task},
      job_key_mode => CASE WHEN is_over THEN 'replace' ELSE 'unsafe_dedupe' END, priority => 10,
      max_attempts => 3)
    FROM (SELECT coalesce((SELECT is_over FROM known), false) AS is_over) AS job
    WHERE is_over OR NOT EXISTS (SELECT FROM known)`,
);

/** Locks the name of a living worker. The lock ends with the session. */
export const lockWorkerName = prepared<{ name: string }, never>(
  (p) => sql`SELECT pg_advisory_lock(hashtextextended('worker ' || ${p.name}::text, 0))`,
);

/** Unlocks the jobs of workers without a lock on their name. Returns these names. */
export const unlockDead = prepared<object, { name: string }>(
  () => sql`
    WITH holders AS MATERIALIZED (
      SELECT DISTINCT locked_by AS name FROM graphile_worker.jobs WHERE locked_by IS NOT NULL
    ), dead AS MATERIALIZED (
      SELECT name FROM holders WHERE pg_try_advisory_xact_lock(hashtextextended('worker ' || name, 0))
    )
    SELECT name, graphile_worker.force_unlock_workers(ARRAY[name]) FROM dead`,
);

/**
 * Finds the jobs under a worker's name that have been locked for 5 s: the fetch of later ones may be on its
 * way. `lockedAt` is text, because a Date has no microseconds.
 */
export const findLockedLong = prepared<{ name: string }, { id: string; lockedAt: string }>(
  (p) => sql`
    SELECT id, locked_at::text AS "lockedAt" FROM graphile_worker._private_jobs
    WHERE locked_by = ${p.name} AND locked_at < now() - interval '5 seconds'`,
);

/** Unlocks jobs that were not fetched again since `lockedAt`. The queue has no function for this. */
export const unlockLost = prepared<{ name: string; ids: string[]; lockedAt: string[] }, { id: string }>(
  (p) => sql`
    UPDATE graphile_worker._private_jobs AS job SET locked_at = null, locked_by = null
    FROM unnest(${p.ids}::bigint[], ${p.lockedAt}::timestamptz[]) AS lost (id, locked_at)
    WHERE job.id = lost.id AND job.locked_by = ${p.name} AND job.locked_at = lost.locked_at
    RETURNING job.id`,
);

/** Moves due events from the outbox into delivery jobs, and returns how many. */
export const moveOutbox = prepared<{ most: number; perJob: number }, { moved: number }>(
  (p) => sql`
    SELECT CASE WHEN EXISTS (SELECT FROM platform.outbox)
      THEN platform.move_outbox(${p.most}::int, ${p.perJob}::int) ELSE 0 END AS moved`,
);

/**
 * Counts the events and jobs in outbox and queue: waiting, being retried, and given up (dead letters). A job
 * at its last try, and one whose next run is planned while it ends, are not given up.
 */
export const countJobs = prepared<object, { waiting: number; retrying: number; dead: number }>(
  () => sql`
    SELECT (SELECT count(*) FROM platform.outbox)
           + count(*) FILTER (WHERE attempts = 0)                            AS waiting,
           count(*) FILTER (WHERE attempts > 0 AND attempts < max_attempts)  AS retrying,
           count(*) FILTER (WHERE attempts >= max_attempts AND locked_at IS NULL) AS dead
    FROM graphile_worker.jobs`,
);

export interface QueueFigures {
  readonly due: number;
  readonly retrying: number;
  readonly dead: number;
  /** Seconds that the longest waiting job has been due; 0: none is. */
  readonly oldestJob: number;
  readonly events: number;
  readonly oldestEvent: number;
}

/** What is due in queue and outbox, and since when. Running jobs wait no longer, so they do not count. */
export const measureQueue = prepared<object, QueueFigures>(
  () => sql`
    SELECT count(*) FILTER (WHERE due AND attempts = 0)                       AS due,
           count(*) FILTER (WHERE attempts > 0 AND attempts < max_attempts)   AS retrying,
           count(*) FILTER (WHERE attempts >= max_attempts AND NOT running)   AS dead,
           coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE due)), 0)::float8 AS "oldestJob",
           outbox.events, outbox.oldest AS "oldestEvent"
    FROM (
      SELECT attempts, max_attempts, run_at, locked_at IS NOT NULL AS running,
             run_at <= now() AND locked_at IS NULL AND attempts < max_attempts AS due
      FROM graphile_worker.jobs
    ) AS job
    RIGHT JOIN (
      SELECT count(*) AS events, coalesce(extract(epoch FROM now() - min(due)), 0)::float8 AS oldest
      FROM platform.outbox WHERE due <= now()
    ) AS outbox ON true
    GROUP BY outbox.events, outbox.oldest`,
);
