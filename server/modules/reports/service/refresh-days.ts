/** Keeps the sales of each day: marked by events, computed by orders, stored here. Safe to run twice. */
import { shopDayAfter, shopDayOf, startOfShopDay } from "../../../platform/shop-day.ts";
import type { ReportsContext } from "../context.ts";
import * as queries from "../queries.ts";

export const markDayOf = async ({ db }: ReportsContext, moment: string): Promise<void> => {
  await db.lookUp(queries.markDays, [shopDayOf(new Date(moment))]);
};

/** What orders says of a day. */
export const salesOf = ({ orders, currency }: ReportsContext, day: string) =>
  orders.salesBetween({
    from: startOfShopDay(day).toISOString(),
    until: startOfShopDay(shopDayAfter(day, 1)).toISOString(),
    currency,
  });

/** Days that one run computes, at most: the next run goes on. */
const DAYS_PER_RUN = 60;

/** A job. The first run marks every day since the shop's first sale. */
export async function refreshDays(reports: ReportsContext): Promise<void> {
  const { db, clock, orders } = reports;
  const now = clock.now();
  if (!(await db.first(queries.findFilled, {}))) {
    const { at } = await orders.firstSale({});
    const first = at && shopDayOf(new Date(at));
    await db.rows(queries.fill, { first, last: shopDayOf(now), now });
  }
  for (const { day, mark } of await db.rows(queries.findStale, { limit: DAYS_PER_RUN })) {
    const { products, ...sums } = await salesOf(reports, day);
    await db.transaction(async (trx) => {
      await trx.rows(queries.lockDays, {});
      await trx.rows(queries.storeDay, { day, ...sums, products: JSON.stringify(products), mark, now });
    });
  }
}
