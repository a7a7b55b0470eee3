import { after } from "../../platform/clock.ts";
import { shopDayAfter, shopDayOf } from "../../platform/shop-day.ts";
import type { ReportsContext } from "./context.ts";
import { sumNames } from "./day-sums.ts";
import { listFresh } from "./queries.ts";
import { salesOf } from "./service/refresh-days.ts";

/** Days that are compared: each costs a look at its orders. */
const DAYS = 35;
/** The events of a day's last minutes have arrived by then. */
const CLOSED_AFTER_MS = 3_600_000;

/** The sales of a closed day are those of its orders. A day that is marked is about to be computed. */
export async function audit(reports: ReportsContext): Promise<string[]> {
  const to = shopDayAfter(shopDayOf(after(reports.clock, -CLOSED_AFTER_MS)), -1);
  const violations: string[] = [];
  for (const row of await reports.db.rows(listFresh, { from: shopDayAfter(to, 1 - DAYS), to })) {
    const sales = await salesOf(reports, row.day);
    for (const name of sumNames)
      if (sales[name] !== row[name])
        violations.push(`sales of ${row.day}: ${name} is ${row[name]}, orders say ${sales[name]}`);
  }
  return violations;
}
