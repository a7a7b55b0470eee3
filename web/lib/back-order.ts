/** When goods on back-order are sent, in words. Pure. */
import type { Locale } from "../i18n/routing.ts";
import type { Product } from "./api/types.ts";
import { formatDay } from "./dates.ts";

/** "12월 3일", "3 Dec"; with the year if it is another one than that of `now`. */
export function dayInWords(day: string, now: Date, locale: Locale): string {
  const [long, today] = [`${day}T00:00:00+09:00`, now.toISOString()].map((iso) => formatDay(iso, locale));
  const [year, thisYear] = [long, today].map((text) => /\d{4}/.exec(text ?? "")?.[0]);
  if (year !== thisYear) return long ?? day;
  return (long ?? day).replace(/^\d{4}년 | \d{4}$/, "");
}

type Words = { from: (day: string) => string; unknown: string };

/** A note for each variant that is owed, behind its options; one note where all have the same. */
export function backOrderNotes(
  { options, variants }: Pick<Product, "options" | "variants">,
  words: Words,
  now: Date,
  locale: Locale,
): string[] {
  const labels = new Map(options.flatMap(({ valueLabels }) => Object.entries(valueLabels)));
  const notes = variants.flatMap(({ options: chosen, backOrder }) => {
    if (!backOrder) return [];
    const { expectedAt } = backOrder;
    const note = expectedAt === null ? words.unknown : words.from(dayInWords(expectedAt, now, locale));
    const label = options.map(({ name }) => labels.get(chosen[name] ?? "") ?? chosen[name]).join(" / ");
    return [{ note, label }];
  });
  const different = new Set(notes.map(({ note }) => note));
  if (notes.length === variants.length && different.size === 1) return [...different];
  return notes.map(({ note, label }) => `${label}: ${note}`);
}
