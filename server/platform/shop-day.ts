/** Days of the shop, in its time zone: "2026-11-29". Pure. */

/** Korea has no summer time, so a day there begins at the same moment of the UTC day all year. */
const OFFSET = "+09:00";
const OFFSET_MS = 9 * 3_600_000;
/** Its name for PostgreSQL. */
export const SHOP_TIME_ZONE = "Asia/Seoul";
const DAY_MS = 24 * 3_600_000;

/** Returns the day of a moment. */
export const shopDayOf = (moment: Date): string =>
  new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 10);

/** Returns the first moment of a day. */
export const startOfShopDay = (day: string): Date => new Date(`${day}T00:00:00${OFFSET}`);

/** Returns the day `count` days later; earlier for a negative count. */
export const shopDayAfter = (day: string, count: number): string =>
  shopDayOf(new Date(startOfShopDay(day).getTime() + count * DAY_MS));

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** Returns the day that lies `count` working days earlier. Saturdays and Sundays are none. */
export function workingDayBefore(day: string, count: number): string {
  let [found, left] = [day, count];
  while (left > 0) {
    found = shopDayAfter(found, -1);
    if (!isWeekend(found)) left -= 1;
  }
  return found;
}
