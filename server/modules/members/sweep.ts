import { after } from "../../platform/clock.ts";
import { DAY_MS, type MembersContext } from "./context.ts";
import { sweepChallenges } from "./factors/challenges.ts";
import { sweepTokens } from "./mails/tokens.ts";
import * as queries from "./sessions/queries.ts";

/** Ended sessions are kept this long, because they record from where an account was used. */
const KEEP_ENDED_MS = 90 * DAY_MS;

/** Deletes expired rows. Several sweeps may run at once. */
export async function sweep(members: MembersContext): Promise<void> {
  const { db, clock } = members;
  await Promise.all([sweepChallenges(members), sweepTokens(members), members.idempotency.sweep()]);
  await db.rows(queries.deleteOld, {
    failedBefore: after(clock, -DAY_MS),
    endedBefore: after(clock, -KEEP_ENDED_MS),
  });
}
