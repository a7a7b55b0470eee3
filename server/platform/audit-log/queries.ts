import { sql } from "kysely";
import { prepared } from "../db/prepared.ts";

interface NewEntry {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly requestId: string;
  readonly now: Date;
}

/** `actor`, `before` and `after` are JSON. */
export const insertEntry = prepared<NewEntry, { seq: number }>(
  (p) => sql`
    SELECT platform.record_action(
      ${p.actor}::jsonb, ${p.action}, ${p.subject}, ${p.before}::jsonb, ${p.after}::jsonb, ${p.reason},
      ${p.ip}::inet, ${p.userAgent}, ${p.requestId}, ${p.now}::timestamptz) AS seq`,
);

/** An entry about one of some subjects, for those who may see the subject but not the whole log. */
export interface SubjectEntry {
  readonly seq: number;
  readonly at: Date;
  /** The name is masked. */
  readonly actor: { readonly kind: "member" | "key"; readonly id: string; readonly name: string };
  readonly action: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** The newest first, with numbers below `beforeSeq`. */
export const listEntriesOf = prepared<{ subjects: string[]; beforeSeq: number; limit: number }, SubjectEntry>(
  (p) => sql`
    SELECT seq, at, actor, action, before, after FROM platform.audit_log
    WHERE subject = ANY (${p.subjects}::text[]) AND seq < ${p.beforeSeq}::bigint
    ORDER BY seq DESC LIMIT ${p.limit}`,
);

/** Finds the first entry at which the chain breaks, and a head that is not the last entry. No row: none. */
export const findBrokenLinks = prepared<object, { violation: string }>(
  () => sql`
    WITH linked AS (
      SELECT seq, seq <> lag(seq, 1, 0::bigint) OVER chain + 1 AS gap,
             previous_hash <> lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER chain AS torn,
             hash <> platform.audit_hash(audit_log) AS changed
      FROM platform.audit_log WINDOW chain AS (ORDER BY seq)
    ), first_broken AS (
      SELECT seq, CASE WHEN gap THEN 'the entry before it is missing'
                       WHEN torn THEN 'it does not follow the entry before it'
                       ELSE 'it was changed' END AS why
      FROM linked WHERE gap OR torn OR changed ORDER BY seq LIMIT 1
    )
    SELECT 'audit log: the chain breaks at entry ' || seq || ': ' || why AS violation FROM first_broken
    UNION ALL
    SELECT 'audit log: its last entry is ' || coalesce(last.seq, 0) || ', but ' || head.seq || ' were made'
    FROM platform.audit_head AS head
    LEFT JOIN LATERAL (SELECT seq, hash FROM platform.audit_log ORDER BY seq DESC LIMIT 1) AS last ON true
    WHERE (head.seq, head.hash) IS DISTINCT FROM
      (coalesce(last.seq, 0), coalesce(last.hash, decode(repeat('00', 32), 'hex')))`,
);
