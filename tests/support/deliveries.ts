/** The deliveries of events that are left in outbox and queue, and the time that they wait for. */
interface Rows {
  rows<Row extends object>(statement: string): Promise<Row[]>;
}

/** Rows of the outbox, and jobs with up to 25 events each. */
export async function countDeliveries({ rows }: Rows): Promise<number> {
  const [left] = await rows<{ count: number }>(
    `SELECT (SELECT count(*) FROM platform.outbox)::int
       + (SELECT count(*) FROM graphile_worker.jobs WHERE task_identifier = 'deliver')::int AS count`,
  );
  return left?.count ?? 0;
}

/**
 * What waits for its time is due. A failed delivery is tried again after 50 ms, and after twice as long each
 * time, up to 2 s: in place of e, e², e³ … seconds. So its 25 tries outlast a program that starts again.
 */
export async function hurryDeliveries({ rows }: Rows): Promise<void> {
  await rows(`
    WITH early AS (UPDATE platform.outbox SET due = now() WHERE due > now()), failed AS (
      SELECT id, run_at - exp(least(attempts, 10)) * interval '1 second' AS failed_at,
        least(25 * 2 ^ attempts, 2000) * interval '1 millisecond' AS pause
      FROM graphile_worker.jobs
      WHERE task_identifier = 'deliver' AND locked_at IS NULL AND run_at > now() AND attempts > 0
    )
    SELECT graphile_worker.reschedule_jobs(array_agg(id), run_at := now()) FROM failed
    WHERE failed_at + pause <= now()`);
}

/** The deliveries that are left, a line for each, for a person who has to find out why. */
export async function describeDeliveries({ rows }: Rows): Promise<string> {
  const left = await rows<{ line: string }>(`
    SELECT format('in the outbox: %s for %s, due in %s', message->>'type', consumer, due - now()) AS line
    FROM platform.outbox
    UNION ALL
    SELECT format('job %s: %s; try %s of %s, due in %s, locked by %s for %s, last error: %s', jobs.id,
      (SELECT string_agg(DISTINCT format('%s for %s', event->'message'->>'type', event->>'consumer'), ', ')
       FROM graphile_worker._private_jobs AS stored, json_array_elements(payload) AS event
       WHERE stored.id = jobs.id),
      attempts, max_attempts, run_at - now(), locked_by, now() - locked_at, last_error)
    FROM graphile_worker.jobs WHERE task_identifier = 'deliver'`);
  return left.map(({ line }) => line).join("\n");
}
