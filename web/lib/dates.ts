import type { Locale } from "../i18n/routing.ts";

/** The shop's clock on the wall, whatever the reader's device thinks. */
const shopTimeZone = "Asia/Seoul";

const partsOf = new Intl.DateTimeFormat("en-GB", {
  timeZone: shopTimeZone,
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * "2026년 11월 22일 21:05", "22 Nov 2026, 21:05". Put together here, because ICU versions of servers and browsers
 * disagree about Korean dates. @param iso a UTC time as the API writes it
 */
export function formatDateTime(iso: string, locale: Locale): string {
  const parts = Object.fromEntries(
    partsOf.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  );
  const time = `${parts.hour}:${parts.minute}`;
  // British dates pad even what is asked for as "numeric".
  const [month, day] = [Number(parts.month), Number(parts.day)];
  return locale === "ko"
    ? `${parts.year}년 ${month}월 ${day}일 ${time}`
    : `${day} ${months[month - 1]} ${parts.year}, ${time}`;
}
