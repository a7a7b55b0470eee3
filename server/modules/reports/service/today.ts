/** What staff see first: how the day goes, and what waits for them. */
import { after } from "../../../platform/clock.ts";
import { unlessAway } from "../../../platform/contract/fallback.ts";
import { shopDayAfter, shopDayOf, startOfShopDay, workingDayBefore } from "../../../platform/shop-day.ts";
import type { ReportsContext } from "../context.ts";
import { readAudits } from "./note-audit.ts";
import { salesByDay } from "./read-report.ts";

/** Working days after which a paid order that is not on its way is late. */
const LATE_AFTER = 3;
/** Days after which a parcel that has not arrived may be lost. */
const LOST_AFTER = 5;
const DAY_MS = 24 * 3_600_000;

/** A figure is null while its module does not answer. */
export async function readToday(reports: ReportsContext) {
  const { clock, orders, payments, inventory, reviews, notifications } = reports;
  const now = clock.now();
  const today = shopDayOf(now);
  const lateBefore = startOfShopDay(workingDayBefore(today, LATE_AFTER)).toISOString();
  const away = () => null;
  const since = after(clock, -DAY_MS).toISOString();
  const [week, waiting, day, money, stock, questions, failed, audit] = await Promise.all([
    salesByDay(reports, { from: shopDayAfter(today, -7), to: today }),
    unlessAway<Awaited<ReturnType<typeof orders.waitingForStaff>> | null>(
      orders.waitingForStaff({ lateBefore, sentBefore: after(clock, -LOST_AFTER * DAY_MS).toISOString() }),
      away,
    ),
    unlessAway<Awaited<ReturnType<typeof orders.dayForStaff>> | null>(
      orders.dayForStaff({ since: startOfShopDay(today).toISOString(), now: now.toISOString() }),
      away,
    ),
    unlessAway<Awaited<ReturnType<typeof payments.countForStaff>> | null>(
      payments.countForStaff({ since }),
      away,
    ),
    unlessAway<{ count: number } | null>(inventory.countLow({}), away),
    unlessAway<{ count: number } | null>(reviews.countWaiting({}), away),
    unlessAway<Awaited<ReturnType<typeof notifications.countFailed>> | null>(
      notifications.countFailed({ since }),
      away,
    ),
    readAudits(reports),
  ]);
  return {
    now,
    days: { today: week.at(-1), yesterday: week.at(-2), lastWeek: week[0] },
    checkout: { placed: day?.placed ?? null, paid: day?.paid ?? null },
    claims: {
      fresh: day?.claims.fresh ?? null,
      aging: day?.claims.aging ?? null,
      old: day?.claims.old ?? null,
    },
    waiting: {
      toPrepare: waiting?.toPrepare ?? null,
      toShip: waiting?.toShip ?? null,
      late: waiting?.late ?? null,
      onHold: waiting?.onHold ?? null,
      depositsLost: waiting?.depositsLost ?? null,
      failedPayments: money?.failed ?? null,
      openRefunds: money?.openRefunds ?? null,
      lowStock: stock?.count ?? null,
      questions: questions?.count ?? null,
      undelivered: waiting?.undelivered ?? null,
      failedWebhooks: failed?.webhooks ?? null,
      failedMessages: failed?.messages ?? null,
      failedEvents: failed?.events ?? null,
    },
    audit,
  };
}
