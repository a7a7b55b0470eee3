/** Moves events from the outbox into the job queue, again and again: at once while there are many, else a few times a second. */
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import { moveOutbox } from "./queries.ts";

export interface Relay {
  stop(): Promise<void>;
}

const PAUSE_MS = 100;
const MAX_EVENTS = 500;
/** Events that one job delivers; those that fail are tried again without the others. */
const PER_JOB = 25;

export function startRelay(db: Db, log: Log): Relay {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  async function move(): Promise<void> {
    let moved = 0;
    try {
      moved = (await db.first(moveOutbox, { most: MAX_EVENTS, perJob: PER_JOB }))?.moved ?? 0;
    } catch (err) {
      // The database is away or busy: the events stay where they are, and the next look moves them.
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
