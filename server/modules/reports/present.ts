/** Reports as the API shows them. Pure. */
import { type Currency, money } from "../../platform/money.ts";
import type { BestProductRow, DayRow } from "./queries.ts";

type Sums = Omit<DayRow, "day">;

/** What buyers paid. */
const paidOf = ({ gross, discount, delivery }: Sums): number => gross - discount + delivery;

export function presentSums(sums: Sums, currency: Currency) {
  const { orders, pieces, gross, discount, delivery, refunds } = sums;
  const paid = paidOf(sums);
  return {
    ...{ orders, pieces },
    gross: money(gross, currency),
    discount: money(discount, currency),
    delivery: money(delivery, currency),
    refunds: money(refunds, currency),
    net: money(paid - refunds, currency),
    average: orders === 0 ? null : money(Math.floor(paid / orders), currency),
  };
}

export const presentDay = ({ day, ...sums }: DayRow, currency: Currency) => ({
  day,
  ...presentSums(sums, currency),
});

const names = ["orders", "pieces", "gross", "discount", "delivery", "refunds"] as const;

export function totalOf(days: readonly DayRow[]): Sums {
  const sum = (name: (typeof names)[number]) => days.reduce((total, day) => total + day[name], 0);
  return {
    orders: sum("orders"),
    pieces: sum("pieces"),
    gross: sum("gross"),
    discount: sum("discount"),
    delivery: sum("delivery"),
    refunds: sum("refunds"),
  };
}

export const presentProduct = ({ productId, name, pieces, net }: BestProductRow, currency: Currency) => ({
  ...{ productId, name, pieces },
  net: money(net, currency),
});

/** A day on the page that staff see first. */
export function presentDaySales(day: DayRow | undefined, currency: Currency) {
  if (!day) throw new Error("every day of a period has its row");
  return { day: day.day, orders: day.orders, paid: money(paidOf(day), currency) };
}
