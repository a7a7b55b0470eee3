import type { Locale } from "../i18n/routing.ts";

/** Times are shown in the shop's time zone, not the device's. */
const SHOP_TIME_ZONE = "Asia/Seoul";

const partsOf = new Intl.DateTimeFormat("en-GB", {
  timeZone: SHOP_TIME_ZONE,
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const partsOfTime = (iso: string) =>
  Object.fromEntries(partsOf.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));

/** "2026년 11월 22일", "22 Nov 2026": the day in the shop. */
export function formatDay(iso: string, locale: Locale): string {
  const parts = partsOfTime(iso);
  // British dates pad even "numeric" parts.
  const [month, day] = [Number(parts.month), Number(parts.day)];
  return locale === "ko"
    ? `${parts.year}년 ${month}월 ${day}일`
    : `${day} ${months[month - 1]} ${parts.year}`;
}

/** "11월 22일", "22 Nov": where the year is clear, as under a chart. */
export function formatMonthDay(iso: string, locale: Locale): string {
  const parts = partsOfTime(iso);
  const [month, day] = [Number(parts.month), Number(parts.day)];
  return locale === "ko" ? `${month}월 ${day}일` : `${day} ${months[month - 1]}`;
}

/** "2026년 11월", "Nov 2026", of "2026-11". */
export function formatMonth(period: string, locale: Locale): string {
  const [year, month] = period.split("-");
  return locale === "ko" ? `${year}년 ${Number(month)}월` : `${months[Number(month) - 1]} ${year}`;
}

/**
 * "2026년 11월 22일 21:05", "22 Nov 2026, 21:05". Put together here, because the ICU versions of servers and
 * browsers differ for Korean dates.
 * @param iso a UTC time as the API writes it
 */
export function formatDateTime(iso: string, locale: Locale): string {
  const { hour, minute } = partsOfTime(iso);
  return `${formatDay(iso, locale)}${locale === "ko" ? "" : ","} ${hour}:${minute}`;
}
