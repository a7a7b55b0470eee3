/** Statements about whom the shop told of points that expire. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { notifications } from "../contract.ts";

/**
 * Stores what members are told today, and publishes an event for each of them. A member who was told of
 * something today already waits for another day.
 */
export const storeNotices = prepared<
  { memberIds: string[]; days: string[]; daysBefore: number[]; today: string },
  { published: number }
>(
  (p) => sql`
    WITH told AS (
      INSERT INTO notifications.point_notices (member_id, expires_on, days_before, told_on)
      SELECT DISTINCT id, day, before, ${p.today}::date
      FROM unnest(${p.memberIds}::uuid[], ${p.days}::date[], ${p.daysBefore}::int[])
        AS each (id, day, before)
      WHERE NOT EXISTS (
        SELECT FROM notifications.point_notices WHERE told_on = ${p.today}::date AND member_id = each.id)
      ON CONFLICT DO NOTHING RETURNING member_id
    ), members AS (SELECT DISTINCT member_id FROM told)
    SELECT count(${publish(notifications.events.pointsExpiring, {
      memberId: sql`member_id`,
      toldOn: sql`${p.today}::date::text`,
    })})::int AS published FROM members`,
);

export const findNotices = prepared<{ memberId: string; toldOn: string }, { day: string }>(
  (p) => sql`
    SELECT DISTINCT expires_on::text AS day FROM notifications.point_notices
    WHERE member_id = ${p.memberId} AND told_on = ${p.toldOn}::date ORDER BY 1`,
);

/** The member left. */
export const deleteNoticesOf = prepared<{ memberId: string }, never>(
  (p) => sql`DELETE FROM notifications.point_notices WHERE member_id = ${p.memberId}`,
);

/** Deletes one batch of what was told before a day. */
export const deleteNotices = prepared<{ before: string; limit: number }, { memberId: string }>(
  (p) => sql`
    DELETE FROM notifications.point_notices WHERE (member_id, expires_on, days_before) IN (
      SELECT member_id, expires_on, days_before FROM notifications.point_notices
      WHERE told_on < ${p.before}::date LIMIT ${p.limit} FOR UPDATE SKIP LOCKED)
    RETURNING member_id AS "memberId"`,
);
