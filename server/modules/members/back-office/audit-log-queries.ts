import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, type PreparedStatement, prepared } from "../../../platform/db/prepared.ts";

export interface AuditRow {
  readonly seq: number;
  readonly at: Date;
  readonly actor: { readonly kind: "member" | "key"; readonly id: string; readonly name: string };
  readonly action: string;
  readonly subject: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly reason: string | null;
  readonly ip: string;
  readonly requestId: string;
}

export interface AuditFilter {
  readonly action: string | null;
  readonly actorId: string | null;
  readonly subject: string | null;
  /** Entries with a smaller number. */
  readonly beforeSeq: number | null;
  readonly limit: number;
}

/**
 * Entries that match every given filter, newest first. An actor with an account has its current name; of a
 * deleted account the log has a masked name.
 */
const listBy = (
  indexCondition: (p: PlaceholdersOf<AuditFilter>) => RawBuilder<unknown>,
): PreparedStatement<AuditFilter, AuditRow> =>
  prepared(
    (p) => sql`
      SELECT entry.seq, entry.at, entry.action, entry.subject, entry.before, entry.after, entry.reason,
             host(entry.ip) AS ip, entry.request_id AS "requestId",
             entry.actor
               || jsonb_build_object('name', coalesce(account.name, entry.actor ->> 'name')) AS actor
      FROM platform.audit_log AS entry
      LEFT JOIN members.accounts AS account ON account.id = (entry.actor ->> 'id')::uuid
      WHERE ${indexCondition(p)} AND entry.seq < coalesce(${p.beforeSeq}::bigint, 9223372036854775807)
        AND (${p.action}::text IS NULL OR entry.action = ${p.action})
        AND (${p.actorId}::text IS NULL OR entry.actor ->> 'id' = ${p.actorId})
      ORDER BY entry.seq DESC LIMIT ${p.limit}`,
  );

/** One statement for each index: a plan for any filter would use none of them. */
export const listActions = {
  all: listBy(() => sql`true`),
  byAction: listBy((p) => sql`entry.action = ${p.action}`),
  byActor: listBy((p) => sql`entry.actor ->> 'id' = ${p.actorId}`),
  bySubject: listBy((p) => sql`entry.subject = ${p.subject}`),
};
