import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { QuotaUse } from "./quotas.ts";

/** Counts one use, in the window that runs or else in a new one. */
export const countUse = prepared<{ memberId: string; kind: string; now: Date; windowSince: Date }, QuotaUse>(
  (p) => sql`
    INSERT INTO reviews.quotas AS quota (member_id, kind, started_at, used)
    VALUES (${p.memberId}, ${p.kind}, ${p.now}, 1)
    ON CONFLICT (member_id, kind) DO UPDATE SET
      used = CASE WHEN quota.started_at <= ${p.windowSince} THEN 1 ELSE quota.used + 1 END,
      started_at = CASE WHEN quota.started_at <= ${p.windowSince} THEN excluded.started_at
                        ELSE quota.started_at END
    RETURNING used, started_at AS "startedAt"`,
);

export const deleteOldQuotas = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM reviews.quotas WHERE started_at < ${p.before}`,
);
