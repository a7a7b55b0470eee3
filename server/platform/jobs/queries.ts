import { sql } from "kysely";
import { prepared } from "../db/prepared.ts";

/** Records which events this code handles, and forgets what it no longer handles. */
export const subscribeConsumer = prepared<{ consumer: string; types: string[] }, { eventType: string }>(
  (p) => sql`
    WITH gone AS (
      DELETE FROM platform.subscriptions WHERE consumer = ${p.consumer} AND event_type <> ALL (${p.types}::text[])
    )
    INSERT INTO platform.subscriptions (event_type, consumer)
    SELECT wanted, ${p.consumer} FROM unnest(${p.types}::text[]) AS wanted
    ON CONFLICT DO NOTHING
    RETURNING event_type AS "eventType"`,
);

/**
 * Plans the next run of a repeating job; one plan per name, whichever process asks. Deliveries go first (a higher number
 * waits longer): after an outage, what was sold is booked out before the sweeper looks for holds that are over.
 */
export const planRepeat = prepared<{ task: string; runAt: Date }, { id: string }>(
  (p) => sql`
    SELECT id FROM graphile_worker.add_job(
      ${p.task}, '{}'::json, run_at => ${p.runAt}::timestamptz, job_key => ${p.task}, job_key_mode => 'replace', priority => 10,
      max_attempts => 3)`,
);

/** Says in this session that the worker of this name lives; ends with the session. */
export const holdName = prepared<{ name: string }, never>(
  (p) => sql`SELECT pg_advisory_lock(hashtextextended('worker ' || ${p.name}::text, 0))`,
);

/** Gives back the jobs of workers whose name no session holds. Answers their names. */
export const unlockDead = prepared<object, { name: string }>(
  () => sql`
    WITH holders AS MATERIALIZED (
      SELECT DISTINCT locked_by AS name FROM graphile_worker.jobs WHERE locked_by IS NOT NULL
    ), dead AS MATERIALIZED (
      SELECT name FROM holders WHERE pg_try_advisory_xact_lock(hashtextextended('worker ' || name, 0))
    )
    SELECT name, graphile_worker.force_unlock_workers(ARRAY[name]) FROM dead`,
);

/** Moves due events from the outbox into delivery jobs, and answers how many. */
export const moveOutbox = prepared<{ most: number; perJob: number }, { moved: number }>(
  (p) => sql`SELECT platform.move_outbox(${p.most}::int, ${p.perJob}::int) AS moved`,
);

/** Counts what the queue and the outbox before it hold: waiting, being retried, and given up (the dead-letter list). */
export const countJobs = prepared<object, { waiting: number; retrying: number; dead: number }>(
  () => sql`
    SELECT (SELECT count(*) FROM platform.outbox)
           + count(*) FILTER (WHERE attempts = 0)                            AS waiting,
           count(*) FILTER (WHERE attempts > 0 AND attempts < max_attempts)  AS retrying,
           count(*) FILTER (WHERE attempts >= max_attempts)                  AS dead
    FROM graphile_worker.jobs`,
);
