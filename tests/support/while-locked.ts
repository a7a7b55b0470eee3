import pg from "pg";
import { expect, vi } from "vitest";

/** For two cores that are busy with other tests. */
const PATIENT = { timeout: 60_000, interval: 20 };

/**
 * Starts work while rows are locked, and unlocks them when `waiters` statements wait for them. The rows that
 * those statements read before are then as stale as possible. What happens `meanwhile` is over before that.
 */
export async function whileLocked<Result>(
  databaseUrl: string,
  lock: string,
  waiters: number,
  start: () => Promise<Result>,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<Result> {
  const [holder, watcher] = [databaseUrl, databaseUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  ) as [pg.Client, pg.Client];
  await Promise.all([holder.connect(), watcher.connect()]);
  try {
    await holder.query(`BEGIN; ${lock}`);
    const work = start();
    await vi.waitFor(async () => {
      const waiting =
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      expect((await watcher.query(waiting)).rowCount).toBeGreaterThanOrEqual(waiters);
    }, PATIENT);
    await meanwhile();
    await holder.query("COMMIT");
    return await work;
  } finally {
    await Promise.all([holder.end(), watcher.end()]);
  }
}
