/** A period of whole days in the shop, as the API reads it. Pure. */
import { momentOf } from "../products/shop-time.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const isDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));

/** @param from "2026-11-28", the first day; @param to the last one. "" and what is no day: no bound. */
export function periodOf(from: string, to: string): { from?: string; to?: string } {
  const begin = isDay(from) ? momentOf(`${from}T00:00`) : null;
  const last = isDay(to) ? momentOf(`${to}T00:00`) : null;
  return {
    ...(begin && { from: begin }),
    ...(last && { to: new Date(Date.parse(last) + DAY_MS).toISOString() }),
  };
}
