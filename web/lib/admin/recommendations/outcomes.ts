/** Figures of experiments in words. Pure. */
import type { Experiment } from "@/lib/api/types";

type Outcome = Experiment["outcomes"][number];

/** "78%" of 0.776. */
export const percentText = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);

/** A part of the persons in percent; revenue of each person in the shop's currency. */
export function outcomeText(metric: Outcome["metric"], value: number, locale: string): string {
  if (metric === "revenue") return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(value);
}

/** From where to where the difference lies, with signs; null: too few persons to say. */
export function differenceText({ metric, interval }: Outcome, locale: string): string | null {
  if (!interval) return null;
  const signed = (value: number): string =>
    `${value < 0 ? "−" : "+"}${outcomeText(metric, Math.abs(value), locale)}`;
  return `${signed(interval.low)} … ${signed(interval.high)}`;
}
