/**
 * Notes some of the lists that are shown, so that another model can be asked for the same ones. A process
 * notes a list of each placement at most every five seconds: all of a small shop, few of a busy one.
 */
import { after, type Clock } from "../../../../platform/clock.ts";
import type { Db } from "../../../../platform/db/db.ts";
import type { Log } from "../../../../platform/log.ts";
import * as queries from "../queries.ts";

export type NoteSample = (sample: Omit<queries.SampleRow, "at">) => void;

const EVERY_MS = 5_000;
const DAY_MS = 86_400_000;
const KEPT_DAYS = 14;

export function listSamples({
  db,
  clock,
  log,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
}): NoteSample {
  const noted = new Map<string, number>();
  return (sample) => {
    const name = `${sample.placement} ${sample.kind} ${sample.personal}`;
    const now = clock.now();
    if (Math.abs(now.getTime() - (noted.get(name) ?? Number.NEGATIVE_INFINITY)) < EVERY_MS) return;
    noted.set(name, now.getTime());
    // Without consent nothing is kept of what the visit looked at.
    const recent = sample.personal ? sample.recent : [];
    db.relaxed
      .write(queries.insertSamples, { ...sample, recent, at: now })
      .catch((err: unknown) => log.warn({ err }, "a list was not noted"));
  };
}

/** For a job: deletes samples that are old, or that nothing would delete with their person. */
export async function keepSamples({ db, clock }: { readonly db: Db; readonly clock: Clock }): Promise<void> {
  const [before, oldest] = [after(clock, -DAY_MS), after(clock, -KEPT_DAYS * DAY_MS)];
  // Those that were not tied a day after they were made are gone by now.
  await db.rows(queries.tieSamples, { before, since: after(clock, -3 * DAY_MS) });
  await db.rows(queries.deleteSamples, { before, oldest });
}
