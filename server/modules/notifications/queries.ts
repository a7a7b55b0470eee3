import { sql } from "kysely";
import { prepared, preparedForRows } from "../../platform/db/prepared.ts";

/** Which of these events have sent their mail. */
export const findSent = prepared<{ ids: string[] }, { id: string }>(
  (p) => sql`SELECT event_id AS id FROM notifications.sent WHERE event_id = ANY (${p.ids}::uuid[])`,
);

/** `id`: of the event. */
export const insertSent = preparedForRows<{ id: string; kind: string; now: Date }, { id: string }>(
  "id uuid, kind text, now timestamptz",
  (rows) => sql`
    WITH input AS (${rows})
    INSERT INTO notifications.sent (event_id, kind, sent_at) SELECT id, kind, now FROM input
    ON CONFLICT DO NOTHING RETURNING event_id AS id`,
);

/** What was given up since then. */
export const countFailed = prepared<{ since: Date }, { webhooks: number; messages: number }>(
  (p) => sql`
    SELECT (SELECT count(*)::int FROM notifications.webhook_deliveries
        WHERE state = 'dead' AND last_at >= ${p.since}) AS webhooks,
      (SELECT count(*)::int FROM notifications.messages
        WHERE state = 'failed' AND ended_at >= ${p.since}) AS messages`,
);

/** Deletes one batch of what was sent before `before`. */
export const deleteSent = prepared<{ before: Date; limit: number }, { eventId: string }>(
  (p) => sql`
    DELETE FROM notifications.sent WHERE event_id IN (
      SELECT event_id FROM notifications.sent WHERE sent_at < ${p.before}
      ORDER BY sent_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING event_id AS "eventId"`,
);
