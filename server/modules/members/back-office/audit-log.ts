import type { MembersContext } from "../context.ts";
import * as queries from "./audit-log-queries.ts";

/** A page looks at no more entries than these for what an index alone cannot find: about 15 ms. */
const MOST_LOOKED_AT = 5_000;

export interface ActionPage {
  readonly rows: readonly queries.AuditRow[];
  /** The number below which the next page begins; null: there are no more entries to look at. */
  readonly nextSeq: number | null;
}

/**
 * The actions of staff, newest first. Where a filter finds few, a page may be short or empty and still have a
 * next one, which looks further back: so each page costs the same.
 */
export async function listActions(
  { db }: MembersContext,
  filter: queries.AuditFilter,
  limit: number,
): Promise<ActionPage> {
  const index = indexFor(filter);
  const most = isIndexEnough(filter, index) ? limit + 1 : MOST_LOOKED_AT;
  const rows = await db.rows(queries.listActions[index], { ...filter, limit: limit + 1, most });
  const found = rows.flatMap(({ entry }) => (entry ? [entry] : []));
  if (found.length > limit) return { rows: found.slice(0, limit), nextSeq: found[limit - 1]?.seq ?? null };
  const { looked = 0, lookedTo = null } = rows[0] ?? {};
  return { rows: found, nextSeq: looked === most ? lookedTo : null };
}

type IndexName = keyof typeof queries.listActions;

function indexFor({ action, actorId, subject, resource }: queries.AuditFilter): IndexName {
  if (subject !== null) return "bySubject";
  if (actorId !== null) return "byActor";
  if (action !== null) return "byAction";
  return resource === null ? "all" : "byResource";
}

/** Whether each entry that the index finds is one of the page. */
function isIndexEnough(filter: queries.AuditFilter, index: IndexName): boolean {
  const { action, actorId, resource, from, to, q } = filter;
  if (from !== null || to !== null || q !== null) return false;
  return (
    (action === null || index === "byAction") &&
    (actorId === null || index === "byActor") &&
    (resource === null || index === "byResource")
  );
}
