/** Figures of experiments in words. Pure. */
import type { Currency, Experiment } from "@/lib/api/types";
import type { Locale } from "../../../i18n/routing.ts";
import { formatMoney } from "../../money.ts";

type Outcome = Experiment["outcomes"][number];

/** "78%" of 0.776. */
export const percentText = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);

/** How figures are written: in which language, and of which currency revenue is. */
type Writing = { locale: Locale; currency: Currency };

/** A part of the persons in percent; revenue of each person in the shop's currency. */
export function outcomeText(metric: Outcome["metric"], value: number, { locale, currency }: Writing): string {
  if (metric === "revenue") return formatMoney({ amount: Math.round(value), currency }, locale);
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(value);
}

/** From where to where the difference lies, with signs; null: too few persons to say. */
export function differenceText({ metric, interval }: Outcome, writing: Writing): string | null {
  if (!interval) return null;
  const signed = (value: number): string =>
    `${value < 0 ? "−" : "+"}${outcomeText(metric, Math.abs(value), writing)}`;
  return `${signed(interval.low)} … ${signed(interval.high)}`;
}
