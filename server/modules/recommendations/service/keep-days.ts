/** A job: makes room for the next days' events, and drops those that are too old. */
import { after } from "../../../platform/clock.ts";
import type { RecommendationsContext } from "../context.ts";
import * as queries from "../event-queries.ts";
import * as persons from "../person-queries.ts";
import { keepSamples } from "../replay/service/sample-lists.ts";
import { forgetPerson } from "./persons.ts";

const DAY_MS = 86_400_000;
/** What is popular looks back a month; last year's season may be asked for later. */
const COUNTS_DAYS = 400;
const BATCH = 10_000;

const dayAt = (moment: Date): string => moment.toISOString().slice(0, 10);

export async function keepDays({ db, clock, eventDays, log }: RecommendationsContext): Promise<void> {
  for (const ahead of [0, 1, 2]) await db.rows(queries.openDay, { day: dayAt(after(clock, ahead * DAY_MS)) });
  const oldest = after(clock, -eventDays * DAY_MS);
  const dropped = await db.first(queries.dropDays, { first: dayAt(oldest) });
  await db.rows(queries.deleteOldHistories, { before: oldest, limit: BATCH });
  await db.rows(persons.deleteOldOrderPersons, { before: oldest });
  const exposures = { before: oldest, limit: BATCH };
  while ((await db.rows(persons.deleteOldExposures, exposures)).length === BATCH);
  await finishRefusals({ db, clock });
  await db.rows(queries.deleteOldCounts, { before: dayAt(after(clock, -COUNTS_DAYS * DAY_MS)) });
  await keepSamples({ db, clock });
  if (dropped && dropped.days > 0) log.info({ days: dropped.days }, "dropped the events of old days");
}

const MOST_REFUSALS = 1_000;

/** What a statement stored at the same moment at which another deleted it. */
async function finishRefusals({ db, clock }: Pick<RecommendationsContext, "db" | "clock">): Promise<void> {
  const since = after(clock, -2 * 3_600_000);
  for (const { personId } of await db.rows(persons.listRefusals, { since, limit: MOST_REFUSALS }))
    await forgetPerson({ db }, personId);
  await db.rows(persons.deleteOldRefusals, { before: after(clock, -DAY_MS) });
}
