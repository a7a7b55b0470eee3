import { inputError, inputProblem } from "../../../platform/errors.ts";
import { shopDayAfter, shopDayOf, startOfShopDay } from "../../../platform/shop-day.ts";
import type { ReportsContext } from "../context.ts";
import { type SumsOfDay, totalOf } from "../day-sums.ts";
import * as queries from "../queries.ts";

/** Both days belong to it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;
const DAY_MS = 24 * 3_600_000;
/** The first day that PostgreSQL and ISO 8601 write alike. */
const EARLIEST = "0001-01-01";

const countDays = ({ from, to }: Period): number =>
  (startOfShopDay(to).getTime() - startOfShopDay(from).getTime()) / DAY_MS + 1;

/** The period that was asked for; without one the last thirty days. Throws INVALID_INPUT. */
export function periodOf(
  { clock }: ReportsContext,
  { from, to }: { readonly from?: string; readonly to?: string },
): Period {
  const last = to ?? shopDayOf(clock.now());
  const thirtyDays = shopDayAfter(last, 1 - DEFAULT_DAYS);
  const period = { from: from ?? (thirtyDays < EARLIEST ? EARLIEST : thirtyDays), to: last };
  const days = countDays(period);
  if (days < 1) throw inputError([inputProblem("/to", "MISMATCH")]);
  if (days > MAX_DAYS) throw inputError([inputProblem("/from", "MISMATCH")]);
  return period;
}

/** Every day of the period, also those without a sale. */
export async function salesByDay({ db }: ReportsContext, period: Period): Promise<queries.DayRow[]> {
  const stored = new Map((await db.rows(queries.listDays, { ...period })).map((row) => [row.day, row]));
  // Counted, not compared: the day after the last one of 9999 sorts before it.
  return Array.from({ length: countDays(period) }, (_, at) => {
    const day = shopDayAfter(period.from, at);
    return stored.get(day) ?? { day, ...totalOf([]) };
  });
}

export type TaxRow = SumsOfDay & { readonly period: string };

/** The days of a period, or its months: of the first and the last one those of its days. */
export async function taxBy(reports: ReportsContext, period: Period, by: "day" | "month"): Promise<TaxRow[]> {
  const days = await salesByDay(reports, period);
  const groups = Map.groupBy(days, ({ day }) => (by === "day" ? day : day.slice(0, 7)));
  return [...groups].map(([name, of]) => ({ period: name, ...totalOf(of) }));
}

export const bestProducts = (
  { db }: ReportsContext,
  period: Period,
  by: "pieces" | "net",
  limit: number,
): Promise<queries.BestProductRow[]> => db.rows(queries.topProducts[by], { ...period, limit });
