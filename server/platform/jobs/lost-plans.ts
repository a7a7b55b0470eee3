/**
 * Repeating jobs come round because each run plans the next one. A run that could not (a full disk, a
 * database that went away, a clock that was moved) would be the last: so every worker looks for lost plans.
 */
import type { Db } from "../db/db.ts";
import type { Log } from "../log.ts";
import { planLost } from "./queries.ts";

/** A repeating job, as far as its plan is concerned. */
interface Repeating {
  readonly name: string;
  readonly everyMs: number;
}

export interface PlanKeeper {
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 10_000;

export function keepPlans(
  db: Db,
  log: Log,
  jobs: readonly Repeating[],
  lookEveryMs = LOOK_EVERY_MS,
): PlanKeeper {
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      const planned = await db.rows(planLost, {
        tasks: jobs.map(({ name }) => name),
        everyMs: jobs.map(({ everyMs }) => everyMs),
      });
      if (planned.length > 0) log.warn({ jobs: planned.map(({ task }) => task) }, "planned lost jobs again");
    } catch (err) {
      // The database is away or busy. The next look tries again.
      log.warn({ err }, "could not look for lost plans");
    } finally {
      looking = null;
    }
  }

  const timer = setInterval(() => {
    if (jobs.length > 0) looking ??= look();
  }, lookEveryMs);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
