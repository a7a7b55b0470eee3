import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export const findKnownAccounts = prepared<{ ids: string[] }, { id: string }>(
  (p) => sql`SELECT id FROM members.accounts WHERE id = ANY (${p.ids}::uuid[])`,
);

/** Rows that break an invariant of this module. The descriptions name no person. */
export const findMemberViolations = prepared<{ roles: string[]; limit: number }, { violation: string }>(
  (p) => sql`
    SELECT 'account ' || id || ' has the unknown role ' || role AS violation
    FROM members.accounts WHERE role <> ALL (${p.roles}::text[])
    UNION ALL
    SELECT 'session ' || session_id || ' has ' || count(*) || ' refresh tokens that were not used yet'
    FROM members.refresh_tokens WHERE used_at IS NULL GROUP BY session_id HAVING count(*) > 1
    UNION ALL
    SELECT 'refresh token ' || token.id || ' and its successor do not name each other in one session'
    FROM members.refresh_tokens AS token
    JOIN members.refresh_tokens AS successor ON successor.id = token.successor_id
    WHERE successor.session_id <> token.session_id OR successor.parent_id IS DISTINCT FROM token.id
    UNION ALL
    SELECT 'account ' || account_id || ' has ' || count(*) || ' addresses, '
           || count(*) FILTER (WHERE is_default) || ' of them the default'
    FROM members.addresses GROUP BY account_id HAVING count(*) > 20 OR count(*) FILTER (WHERE is_default) <> 1
    LIMIT ${p.limit}`,
);
