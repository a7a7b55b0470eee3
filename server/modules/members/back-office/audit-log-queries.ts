import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, type PreparedStatement, prepared } from "../../../platform/db/prepared.ts";

export interface AuditRow {
  readonly seq: number;
  /** ISO 8601, as PostgreSQL writes it in JSON. */
  readonly at: string;
  readonly actor: { readonly kind: "member" | "key"; readonly id: string; readonly name: string };
  readonly action: string;
  readonly subject: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly reason: string | null;
  readonly ip: string;
  readonly requestId: string;
}

/** Null: any. */
export interface AuditFilter {
  readonly action: string | null;
  readonly actorId: string | null;
  readonly subject: string | null;
  /** The kind of the subject: `product`. */
  readonly resource: string | null;
  /** The period: from this moment on, and before that one. */
  readonly from: Date | null;
  readonly to: Date | null;
  /** A part of any text of an entry, in lower case. */
  readonly q: string | null;
  /** Entries with a smaller number. */
  readonly beforeSeq: number | null;
}

interface PageParameters extends AuditFilter {
  readonly limit: number;
  /** How many entries are looked at, at most. */
  readonly most: number;
}

/** An entry that was found, or none; with how many were looked at, and the number of the last of them. */
export interface FoundRow {
  readonly entry: AuditRow | null;
  readonly looked: number;
  readonly lookedTo: number | null;
}

/**
 * The moment of an entry is when its change began, its number is given when the change ends. In this time
 * every change has ended, and clocks of processes differ by less.
 */
const LAG = sql`interval '10 minutes'`;

/**
 * Entries that match every given filter, newest first. An actor with an account has its current name; of a
 * deleted account the log has a masked name. The condition of the index and the period choose the entries
 * that are looked at; the other filters choose among those, so that no page costs more than `most` entries.
 */
const listBy = (
  indexCondition: (p: PlaceholdersOf<PageParameters>) => RawBuilder<unknown>,
): PreparedStatement<PageParameters, FoundRow> =>
  prepared(
    (p) => sql`
      WITH looked AS (
        SELECT entry.* FROM platform.audit_log AS entry
        WHERE ${indexCondition(p)} AND entry.seq < least(${p.beforeSeq}::bigint, (
            SELECT later.seq FROM platform.audit_log AS later
            WHERE later.at >= ${p.to}::timestamptz + ${LAG} ORDER BY later.at LIMIT 1), 9223372036854775807)
          AND entry.seq > coalesce((
            SELECT earlier.seq FROM platform.audit_log AS earlier
            WHERE earlier.at < ${p.from}::timestamptz - ${LAG} ORDER BY earlier.at DESC LIMIT 1), 0)
        ORDER BY entry.seq DESC LIMIT ${p.most}
      ), named AS (
        SELECT looked.*, coalesce(account.name, looked.actor ->> 'name') AS actor_name
        FROM looked LEFT JOIN members.accounts AS account ON account.id = (looked.actor ->> 'id')::uuid
      ), found AS (
        SELECT seq, jsonb_build_object(
          'seq', seq, 'at', at, 'action', action, 'subject', subject, 'before', before, 'after', after,
          'reason', reason, 'ip', host(ip), 'requestId', request_id,
          'actor', actor || jsonb_build_object('name', actor_name)) AS entry
        FROM named
        WHERE (${p.action}::text IS NULL OR action = ${p.action})
          AND (${p.actorId}::text IS NULL OR actor ->> 'id' = ${p.actorId})
          AND (${p.resource}::text IS NULL OR split_part(subject, ':', 1) = ${p.resource})
          AND (${p.from}::timestamptz IS NULL OR at >= ${p.from})
          AND (${p.to}::timestamptz IS NULL OR at < ${p.to})
          AND (${p.q}::text IS NULL OR position(${p.q} IN lower(concat_ws(
            ' ', action, subject, actor_name, reason, before::text, after::text))) > 0)
        ORDER BY seq DESC LIMIT ${p.limit}
      )
      SELECT found.entry, (SELECT count(*)::int FROM looked) AS looked,
             (SELECT min(seq) FROM looked) AS "lookedTo"
      FROM (VALUES (1)) AS page LEFT JOIN found ON true ORDER BY found.seq DESC`,
  );

/** One statement for each index: a plan for any filter would use none of them. */
export const listActions = {
  all: listBy(() => sql`true`),
  byAction: listBy((p) => sql`entry.action = ${p.action}`),
  byActor: listBy((p) => sql`entry.actor ->> 'id' = ${p.actorId}`),
  bySubject: listBy((p) => sql`entry.subject = ${p.subject}`),
  byResource: listBy((p) => sql`split_part(entry.subject, ':', 1) = ${p.resource}`),
};
