import { countJobs } from "../../../platform/jobs/queries.ts";
import type { NotificationsContext } from "../context.ts";
import * as queries from "../queries.ts";

export async function countFailed({ db }: Pick<NotificationsContext, "db">, since: string) {
  const [counted, jobs] = await Promise.all([
    db.first(queries.countFailed, { since: new Date(since) }),
    db.first(countJobs, {}),
  ]);
  if (!counted) throw new Error("a count has one row");
  return { ...counted, events: jobs?.dead ?? 0 };
}
