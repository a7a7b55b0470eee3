/** Tells members of points that expire, by day and not at night. */
import { FIRST_ID } from "../../../platform/ids.ts";
import { shopDayAfter, shopDayOf } from "../../../platform/shop-day.ts";
import type { NotificationsContext } from "../context.ts";
import { isNight } from "../mails/advertising.ts";
import { pagesOf } from "../mails/pages.ts";
import { pointsExpiring } from "../mails/points-expiring.ts";
import { sendOnce } from "../service/send-once.ts";
import * as queries from "./queries.ts";

const DAYS_BEFORE = [30, 7] as const;
/** Days on which a notice can still come, after one on which the shop was away. */
const LATE_DAYS = 2;
const MEMBERS = 500;
const KEPT_DAYS = 90;

/** A job. */
export async function warnOfPoints(context: NotificationsContext): Promise<void> {
  const { db, clock } = context;
  const now = clock.now();
  if (isNight(now)) return;
  const today = shopDayOf(now);
  const windows = DAYS_BEFORE.map((daysBefore) => ({
    daysBefore,
    from: shopDayAfter(today, daysBefore - LATE_DAYS),
    to: shopDayAfter(today, daysBefore),
  }));
  const [first, last] = [windows.at(-1), windows[0]];
  if (!first || !last) return;
  for (let afterId = FIRST_ID; ; ) {
    const asked = { from: first.from, to: last.to, memberId: null, afterId, limit: MEMBERS };
    const found = await context.promotions.expiringPoints(asked);
    const notices = found.flatMap(({ memberId, day }) =>
      windows
        .filter(({ from, to }) => from <= day && day <= to)
        .map(({ daysBefore }) => ({ memberId, day, daysBefore })),
    );
    await db.rows(queries.storeNotices, {
      memberIds: notices.map(({ memberId }) => memberId),
      days: notices.map(({ day }) => day),
      daysBefore: notices.map(({ daysBefore }) => daysBefore),
      today,
    });
    if (new Set(found.map(({ memberId }) => memberId)).size < MEMBERS) break;
    afterId = found.at(-1)?.memberId ?? afterId;
  }
  await db.rows(queries.deleteNotices, { before: shopDayAfter(today, -KEPT_DAYS), limit: 10_000 });
}

/** Points that were spent meanwhile are not in the mail; without any left there is none. */
export async function sendPointsExpiring(
  context: NotificationsContext,
  { memberId, toldOn }: { readonly memberId: string; readonly toldOn: string },
  eventId: string,
): Promise<void> {
  const { db, promotions, members, shopUrl } = context;
  const days = (await db.rows(queries.findNotices, { memberId, toldOn })).map(({ day }) => day);
  const [from, to] = [days[0], days.at(-1)];
  const recipient = await members.recipientOf({ memberId });
  if (from === undefined || to === undefined || !recipient) return;
  const asked = { from, to, memberId, afterId: FIRST_ID, limit: 1 };
  const lots = (await promotions.expiringPoints(asked)).filter(({ day }) => days.includes(day));
  if (lots.length === 0) return;
  const { email, language, name } = recipient;
  const page = pagesOf(shopUrl, language).points;
  await sendOnce(context, eventId, {
    ...{ kind: "points_expiring", number: "", name, to: email, language },
    write: () => pointsExpiring[language]({ name, lots }, { page }, ""),
  });
}

/** The member left. */
export async function forgetNoticesOf(
  { db }: Pick<NotificationsContext, "db">,
  memberId: string,
): Promise<void> {
  await db.rows(queries.deleteNoticesOf, { memberId });
}
