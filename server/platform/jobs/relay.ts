/**
 * Moves due events from the outbox into the job queue.
 *
 * Stored: one row of `platform.outbox` for each event and consumer, written in the transaction of its change.
 * Always: an event is in the outbox or in the queue, never in both, because one statement moves it.
 * The relay of every worker looks each `PAUSE_MS`, and again at once after a full batch.
 */
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import { moveOutbox } from "./queries.ts";

export interface Relay {
  stop(): Promise<void>;
}

const PAUSE_MS = 100;
/** Events that one statement moves, at most. */
const MAX_EVENTS = 500;
/** Events that one job delivers. The failed ones are tried again without the others. */
const EVENTS_PER_JOB = 25;

export function startRelay(db: Db, log: Log): Relay {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  async function move(): Promise<void> {
    let moved = 0;
    try {
      moved = (await db.first(moveOutbox, { most: MAX_EVENTS, perJob: EVENTS_PER_JOB }))?.moved ?? 0;
    } catch (err) {
      // The database is away or busy. The events stay in the outbox, and the next run moves them.
      log.warn({ err }, "events were not moved into the queue");
    }
    if (!stopped) timer = setTimeout(next, moved === MAX_EVENTS ? 0 : PAUSE_MS);
  }

  function next(): void {
    running = move();
  }

  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
