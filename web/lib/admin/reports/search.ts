/** The period of a report, as its address has it. Pure. */
import { oneOf, type PageQuery } from "../list-address.ts";

export type ReportSearch = { from: string; to: string; by: "pieces" | "net" };

const DAY = /^20\d\d-\d\d-\d\d$/;
const MAX_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

/** A day that exists, or "". */
function dayOf(query: PageQuery, name: string): string {
  const text = oneOf(query, name);
  const day = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : "";
}

/** A period that the API would refuse is left out: it then shows the last thirty days. */
export function reportSearchOf(query: PageQuery): ReportSearch {
  const by = oneOf(query, "by") === "pieces" ? "pieces" : "net";
  const [from, to] = [dayOf(query, "from"), dayOf(query, "to")];
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const isUsable = from !== "" && to !== "" && days >= 1 && days <= MAX_DAYS;
  return isUsable ? { from, to, by } : { from: "", to: "", by };
}
