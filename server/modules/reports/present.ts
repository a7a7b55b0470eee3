/** Reports as the API shows them. Pure. */
import { type Currency, money } from "../../platform/money.ts";
import type { SumsOfDay } from "./day-sums.ts";
import type { BestProductRow, DayRow } from "./queries.ts";

/** What buyers paid. */
const paidOf = ({ gross, discount, delivery }: Pick<SumsOfDay, "gross" | "discount" | "delivery">): number =>
  gross - discount + delivery;

export function presentSums(sums: SumsOfDay, currency: Currency) {
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

export const presentProduct = ({ productId, name, pieces, net }: BestProductRow, currency: Currency) => ({
  ...{ productId, name, pieces },
  net: money(net, currency),
});

/** A day on the page that staff see first. */
export function presentDaySales(day: DayRow | undefined, currency: Currency) {
  if (!day) throw new Error("every day of a period has its row");
  return { day: day.day, orders: day.orders, paid: money(paidOf(day), currency) };
}

type TaxParts = Pick<SumsOfDay, "taxable" | "vat" | "taxFree">;

/** What was sold, what of it was given back in the time, and what is left. */
export function presentTax(sums: SumsOfDay, currency: Currency) {
  const { taxable, vat, taxFree, refundedTaxable, refundedVat, refundedTaxFree } = sums;
  const back = { taxable: refundedTaxable, vat: refundedVat, taxFree: refundedTaxFree };
  const parts = ({ taxable, vat, taxFree }: TaxParts) => ({
    taxable: money(taxable, currency),
    vat: money(vat, currency),
    taxFree: money(taxFree, currency),
    total: money(taxable + vat + taxFree, currency),
  });
  return {
    sold: parts({ taxable, vat, taxFree }),
    refunded: parts(back),
    net: parts({
      taxable: taxable - back.taxable,
      vat: vat - back.vat,
      taxFree: taxFree - back.taxFree,
    }),
  };
}
