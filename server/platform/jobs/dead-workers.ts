/**
 * Returns the jobs of killed workers to the queue, and those that a worker never got because the connection
 * ended before the answer to their fetch. Without this they stay locked for hours.
 *
 * Stored: the queue writes a worker's name into its jobs (`locked_by`). The worker holds an advisory lock of
 * that name on a database session of its own; the session, and so the lock, ends with the process.
 * Every worker looks each `LOOK_EVERY_MS` for jobs under a name with a free lock, and for jobs under its own
 * name that it has not in hand, and unlocks them.
 */
import type { PoolClient } from "pg";
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import type { JobsInHand } from "./in-hand.ts";
import { findLockedLong, lockWorkerName, unlockDead, unlockLost } from "./queries.ts";

const LOOK_EVERY_MS = 2_000;

export interface Presence {
  stop(): Promise<void>;
}

/**
 * Takes the lock of this worker and starts to look for dead ones. `name` is the worker's name in the queue
 * (`locked_by`). After a lost connection the lock is taken again at the next look.
 */
export async function showPresence(db: Db, log: Log, name: string, hand: JobsInHand): Promise<Presence> {
  let session: PoolClient | null = null;
  let looking: Promise<void> | null = null;

  async function lockName(): Promise<void> {
    const client = await db.pool.connect();
    try {
      await client.query(lockWorkerName.bind({ name }));
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
      if (!session) await lockName();
      const freed = await db.rows(unlockDead, {});
      if (freed.length > 0)
        log.warn({ workers: freed.map((each) => each.name) }, "took over the jobs of workers that died");
      const candidates = await db.rows(findLockedLong, { name });
      // Looked at afterwards: a statement may wait long for a connection, while more jobs are fetched.
      const inHand = hand.look();
      const missing = candidates.filter(({ id }) => !inHand.has(id));
      if (missing.length === 0) return;
      const lost = await db.rows(unlockLost, {
        name,
        ids: missing.map(({ id }) => id),
        lockedAt: missing.map(({ lockedAt }) => lockedAt),
      });
      if (lost.length > 0)
        log.warn({ jobs: lost.map(({ id }) => id) }, "returned jobs whose fetch had no answer");
    } catch (err) {
      // The database is away or busy. The next look tries again.
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
