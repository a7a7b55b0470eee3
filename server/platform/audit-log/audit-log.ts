/**
 * The audit log of the back office: an append-only chain of entries, one chain in each database. Entries
 * outlive the persons they name. So names are masked here, and no password, token, secret or hash, and no
 * e-mail, phone number or address in clear may stand in `before`, `after` or `subject`. Shape and hash:
 * migrations/0002_audit_log.sql.
 */
import type { FastifyRequest } from "fastify";
import type { Db, Transaction } from "../db/db.ts";
import { type Actor, actorOf, type Origin, originOf } from "../http/access.ts";
import { maskName } from "../masking.ts";
import * as queries from "./queries.ts";

/** The acting member of the staff or API key, and the origin of the request. */
export interface ActingStaff {
  readonly actor: Pick<Actor, "kind" | "id" | "name">;
  readonly origin: Pick<Origin, "ip" | "userAgent" | "requestId">;
}

/** As `ActingStaff`, with the actor's permissions. */
export interface Caller extends ActingStaff {
  readonly actor: Actor;
  readonly origin: Origin;
}

/** Returns the caller of a route that is not open to guests. Throws an Error on any other route. */
export const callerOf = (request: FastifyRequest): Caller => ({
  actor: actorOf(request),
  origin: originOf(request),
});

/** The acting member of the staff or API key as an event keeps it: events outlive accounts. */
export const maskedActor = ({ actor: { kind, id, name } }: ActingStaff) => ({
  kind: kind === "member" ? ("staff" as const) : ("key" as const),
  id,
  name: kind === "member" ? maskName(name) : name,
});

type Facts = Readonly<Record<string, unknown>>;

export interface Action extends ActingStaff {
  /** `member.disable`. */
  readonly action: string;
  /** `member:<id>`. */
  readonly subject: string;
  /** The fields that change, with their old values. `after`: the same with the new ones. */
  readonly before?: Facts;
  readonly after?: Facts;
  readonly reason?: string;
  readonly now: Date;
}

/**
 * Adds an entry in the transaction that makes the change. It must be the last statement: other writers of the
 * log wait until the transaction ends.
 */
export async function recordAction(trx: Transaction, { actor, origin, ...action }: Action): Promise<void> {
  const { kind, id, name } = actor;
  const { before, after, reason = null } = action;
  await trx.rows(queries.insertEntry, {
    actor: JSON.stringify({ kind, id, name: kind === "member" ? maskName(name) : name }),
    action: action.action,
    subject: action.subject,
    before: before === undefined ? null : JSON.stringify(before),
    after: after === undefined ? null : JSON.stringify(after),
    reason,
    ip: origin.ip,
    userAgent: origin.userAgent,
    requestId: origin.requestId,
    now: action.now,
  });
}

/** Returns entries about these subjects with numbers below `beforeSeq` (null: all), the newest first. */
export const listEntriesOf = (
  db: Db,
  subjects: string[],
  beforeSeq: number | null,
  limit: number,
): Promise<queries.SubjectEntry[]> =>
  db.rows(queries.listEntriesOf, { subjects, beforeSeq: beforeSeq ?? Number.MAX_SAFE_INTEGER, limit });

/** Returns a sentence for each break of the chain: entries changed, left out or cut off. */
export async function auditChain(db: Db): Promise<string[]> {
  return (await db.rows(queries.findBrokenLinks, {})).map(({ violation }) => violation);
}
