import type { LetterTemplate } from "../../../platform/mail/send-letter.ts";

interface PointValues {
  readonly name: string;
  /** By the day of the shop on which they expire. */
  readonly lots: readonly { readonly day: string; readonly points: number }[];
}

const dayText = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
const countText = (points: number): string => new Intl.NumberFormat("en").format(points);

/**
 * News of what the member has, and no advertising: it names no goods, and goes without a consent (Act on
 * Promotion of Information and Communications Network Utilization, article 50).
 */
export const pointsExpiring: LetterTemplate<PointValues, { readonly page: string }> = {
  ko: ({ name, lots }, { page }) => ({
    subject: "곧 사라지는 포인트가 있어요",
    heading: "곧 사라지는 포인트가 있어요",
    blocks: [
      `${name}님, 아래 날짜에 사라지는 포인트를 알려 드려요.`,
      { facts: lots.map(({ day, points }) => [dayText(day, "ko"), `${countText(points)}P`] as const) },
      { button: "포인트 보기", url: page },
      "가진 포인트의 변동을 알려 드리는 메일이라, 광고 수신에 동의하지 않아도 보내 드려요.",
    ],
  }),
  en: ({ name, lots }, { page }) => ({
    subject: "Some of your points expire soon",
    heading: "Some of your points expire soon",
    blocks: [
      `${name}, these points expire on the day beside them.`,
      { facts: lots.map(({ day, points }) => [dayText(day, "en"), `${countText(points)} P`] as const) },
      { button: "See your points", url: page },
      "This mail tells what happens to points that you have. It comes without a consent to advertising.",
    ],
  }),
};
