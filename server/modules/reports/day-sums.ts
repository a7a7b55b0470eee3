/** What is summed of a day. Pure. */
import type { DayRow } from "./queries.ts";

export type SumsOfDay = Omit<DayRow, "day">;

export const sumNames = [
  ...(["orders", "pieces", "gross", "discount", "delivery", "refunds"] as const),
  ...(["taxable", "vat", "taxFree", "refundedTaxable", "refundedVat", "refundedTaxFree"] as const),
];

const none: SumsOfDay = {
  ...{ orders: 0, pieces: 0, gross: 0, discount: 0, delivery: 0, refunds: 0 },
  ...{ taxable: 0, vat: 0, taxFree: 0, refundedTaxable: 0, refundedVat: 0, refundedTaxFree: 0 },
};

export function totalOf(days: readonly SumsOfDay[]): SumsOfDay {
  const total = { ...none };
  for (const name of sumNames) for (const day of days) total[name] += day[name];
  return total;
}
