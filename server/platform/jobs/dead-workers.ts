/**
 * Jobs in the hands of a process that was killed stay locked by its name, for hours if nobody sees to it. So each worker
 * holds an advisory lock of its name on a database session of its own, which ends with the process; every worker looks
 * from time to time for names on jobs whose lock nobody holds, and gives those jobs back to the queue.
 */
import type { PoolClient } from "pg";
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import { holdName, unlockDead } from "./queries.ts";

const LOOK_EVERY_MS = 2_000;

export interface Presence {
  stop(): Promise<void>;
}

/** `name` is what the queue writes into `locked_by` for this worker. */
export async function showPresence(db: Db, log: Log, name: string): Promise<Presence> {
  let session: PoolClient | null = null;
  let looking: Promise<void> | null = null;

  async function hold(): Promise<void> {
    const client = await db.pool.connect();
    try {
      await client.query(holdName.bind({ name }));
    } catch (error) {
      client.release(true);
      throw error;
    }
    session = client;
    client.once("error", (error) => {
      if (session !== client) return;
      session = null;
      client.release(error);
    });
  }

  async function look(): Promise<void> {
    try {
      if (!session) await hold();
      const freed = await db.rows(unlockDead, {});
      if (freed.length > 0)
        log.warn({ workers: freed.map((each) => each.name) }, "took over the jobs of workers that died");
    } catch (err) {
      // The database is away, or busy: the next look tries again.
      log.warn({ err }, "could not look for workers that died");
    } finally {
      looking = null;
    }
  }

  await look();
  const timer = setInterval(() => {
    looking ??= look();
  }, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      const client = session;
      session = null;
      client?.release(true);
    },
  };
}
