import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export const findSent = prepared<{ eventId: string }, { eventId: string }>(
  (p) => sql`SELECT event_id AS "eventId" FROM notifications.sent WHERE event_id = ${p.eventId}`,
);

export const insertSent = prepared<{ eventId: string; kind: string; now: Date }, never>(
  (p) => sql`
    INSERT INTO notifications.sent (event_id, kind, sent_at) VALUES (${p.eventId}, ${p.kind}, ${p.now})
    ON CONFLICT DO NOTHING`,
);

/** Deletes one batch of what was sent before `before`. */
export const deleteSent = prepared<{ before: Date; limit: number }, { eventId: string }>(
  (p) => sql`
    DELETE FROM notifications.sent WHERE event_id IN (
      SELECT event_id FROM notifications.sent WHERE sent_at < ${p.before}
      ORDER BY sent_at LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING event_id AS "eventId"`,
);
