import type { Language } from "../../../platform/language.ts";

const KST_OFFSET_MS = 9 * 60 * 60_000;
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** The day in Seoul: `2026년 1월 2일`, `2 January 2026`. */
export function dayOf(moment: Date, language: Language): string {
  const seoul = new Date(moment.getTime() + KST_OFFSET_MS);
  const [year, month, day] = [seoul.getUTCFullYear(), seoul.getUTCMonth(), seoul.getUTCDate()];
  return language === "ko" ? `${year}년 ${month + 1}월 ${day}일` : `${day} ${MONTHS[month]} ${year}`;
}

/** Day and time in Seoul, with the zone named: `2026년 1월 2일 14:46 (한국 시간)`. */
export function minuteOf(moment: Date, language: Language): string {
  const time = new Date(moment.getTime() + KST_OFFSET_MS).toISOString().slice(11, 16);
  return language === "ko"
    ? `${dayOf(moment, language)} ${time} (한국 시간)`
    : `${dayOf(moment, language)}, ${time} (Korean time)`;
}
