/**
 * Whose events they are. A member is known unless the member says no (account, data). A guest is known only
 * after saying yes: then a cookie has a secret, whose hash is the id. What a guest did becomes the member's
 * at sign-in.
 */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { RecommendationsContext } from "../context.ts";
import type { ExportedInterest } from "../contract.ts";
import { findHistories } from "../event-queries.ts";
import type { Done, EventOwner } from "../interactions.ts";
import * as queries from "../person-queries.ts";

type Database = Pick<RecommendationsContext, "db">;

export const wantsPersonal = async ({ db }: Database, memberId: string): Promise<boolean> =>
  (await db.first(queries.findChoice, { memberId }))?.personal ?? true;

export interface Identity {
  /** Null: nothing that names the person is kept. */
  readonly person: EventOwner | null;
  /** The guest's id became the member's, or is wanted no more: the cookie goes. */
  readonly forgetVisitor: boolean;
}

export async function identify(
  context: Database,
  memberId: string | null,
  visitorId: string | null,
): Promise<Identity> {
  if (memberId === null)
    return { person: visitorId ? { kind: "visitor", id: visitorId } : null, forgetVisitor: false };
  const personal = await wantsPersonal(context, memberId);
  if (visitorId !== null) {
    if (personal) await context.db.rows(queries.joinVisitor, { visitorId, memberId });
    else await forgetPerson(context, visitorId);
  }
  return { person: personal ? { kind: "member", id: memberId } : null, forgetVisitor: visitorId !== null };
}

/** A member's choice. A no deletes what was stored of the member. */
export async function choose(
  { db, clock }: RecommendationsContext,
  memberId: string,
  personal: boolean,
): Promise<void> {
  await db.rows(queries.storeChoice, { memberId, personal, now: clock.now() });
  if (!personal) await db.rows(queries.deletePerson, { personId: memberId });
}

/** A guest says yes. */
export async function allowVisitor({ db }: Database, visitorId: string): Promise<void> {
  await db.rows(queries.allowVisitor, { visitorId });
}

/** A guest says no: deletes what was stored of the guest, also what is on its way. */
export async function refuseVisitor(
  context: Pick<RecommendationsContext, "db" | "clock">,
  visitorId: string,
): Promise<void> {
  await context.db.rows(queries.refuseVisitor, { visitorId, now: context.clock.now() });
  await forgetPerson(context, visitorId);
}

export async function forgetPerson({ db }: Database, personId: string): Promise<void> {
  await db.rows(queries.deletePerson, { personId });
}

export async function forgetMember(context: Database, memberId: string): Promise<void> {
  await forgetPerson(context, memberId);
  await context.db.rows(queries.deleteChoice, { memberId });
}

const dated = <Row extends { readonly at: Date }>(rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, at: row.at.toISOString() }));

/** Far more than a person looks at. */
const MOST_EXPORTED = 10_000;

export async function exportOf(
  context: Database,
  memberId: string,
): Promise<{ interest: ExportedInterest; complete: boolean }> {
  const { db } = context;
  const own = { memberId, limit: MOST_EXPORTED };
  const [personal, events, lists, exposures] = await Promise.all([
    wantsPersonal(context, memberId),
    db.rows(queries.listEventsOf, own),
    db.rows(queries.listSamplesOf, own),
    db.rows(queries.listExposuresOf, own),
  ]);
  const all = [events, lists, exposures];
  return {
    interest: { personal, events: dated(events), lists: dated(lists), exposures: dated(exposures) },
    complete: all.every(({ length }) => length < MOST_EXPORTED),
  };
}

/** What a member, or a guest who agreed, did last, the newest first. Under load one statement serves many. */
export async function historyOf({ db }: Database, personId: string): Promise<Done[]> {
  const [row] = await db.lookUpAtOnce(findHistories, [personId]);
  return (row?.done ?? []).map(([productId, type, at]) => ({ productId, type, at }));
}

const [NEWEST_INTERACTIONS, RECENT_PERSONS] = [500, 8];

/** The last active persons, without what they did: reading that is another call, which the audit log has. */
export const listRecentPersons = async ({ db }: Database) =>
  dated(await db.rows(queries.listRecentPersons, { newest: NEWEST_INTERACTIONS, limit: RECENT_PERSONS }));

/** Staff read what a person looked at and bought: in the audit log before they see it. */
export async function recordReading(
  { db, clock }: Pick<RecommendationsContext, "db" | "clock">,
  visitorId: string,
  by: ActingStaff,
): Promise<void> {
  const now = clock.now();
  await db.transaction((trx) =>
    recordAction(trx, { ...by, action: "recommendation.preview", subject: `visitor:${visitorId}`, now }),
  );
}
