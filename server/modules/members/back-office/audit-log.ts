import type { MembersContext } from "../context.ts";
import * as queries from "./audit-log-queries.ts";

/** The actions of staff, newest first. `limit` includes the row that shows whether there is a next page. */
export function listActions(
  { db }: MembersContext,
  filter: queries.AuditFilter,
): Promise<queries.AuditRow[]> {
  const { all, byAction, byActor, bySubject } = queries.listActions;
  if (filter.subject !== null) return db.rows(bySubject, filter);
  if (filter.actorId !== null) return db.rows(byActor, filter);
  return db.rows(filter.action === null ? all : byAction, filter);
}
