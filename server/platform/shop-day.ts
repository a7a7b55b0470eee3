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

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** RFC 3339. */
const MOMENT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Whether the text is a day that exists: 2026-02-30 would be read as the second of March. */
const isDay = (typed: string): boolean =>
  DAY.test(typed) && new Date(`${typed}T00:00:00Z`).toJSON()?.startsWith(typed) === true;

/** Whether ISO 8601 and PostgreSQL write a moment alike: its year is one of 1 to 9999. */
export const isWritable = (moment: Date): boolean => /^(?!0000)\d{4}-/.test(moment.toJSON() ?? "");

const written = (moment: Date): string | null => (isWritable(moment) ? moment.toJSON() : null);

const readMoment = (typed: string): string | null =>
  MOMENT.test(typed) && isDay(typed.slice(0, 10)) ? written(new Date(typed)) : null;

/** Returns the moment at which a period begins, ISO 8601: a day's first one. Null: neither day nor moment. */
export const readSince = (typed: string): string | null =>
  isDay(typed) ? written(startOfShopDay(typed)) : readMoment(typed);

/** Returns the moment at which a period has ended, ISO 8601: the first one after a day. */
export const readUntil = (typed: string): string | null =>
  isDay(typed) ? written(new Date(startOfShopDay(typed).getTime() + DAY_MS)) : readMoment(typed);

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
