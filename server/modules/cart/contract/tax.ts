/**
 * The parts of a sum that goods cost in Korea: what is taxed, its VAT of 10 %, and what is tax-free (면세).
 * Prices contain the VAT. Delivery is taxed. Pure.
 */
import type { Static } from "typebox";
import { type Currency, Money, money, split } from "../../../platform/money.ts";
import { Closed } from "../../../platform/schema.ts";

/** The three sum to what is paid. */
export const TaxSplit = Closed({
  taxable: { ...Money, description: "what is taxed, without its VAT (공급가액)" },
  vat: { ...Money, description: "VAT (부가세)" },
  taxFree: { ...Money, description: "what no VAT is on (면세금액)" },
});
export type TaxSplit = Static<typeof TaxSplit>;

/** Minor units. */
interface Parts {
  readonly taxed: number;
  readonly taxFree: number;
}

/** The VAT that a taxed sum contains. What is taxed is the sum over 1.1, rounded half up, as Toss does it. */
export const vatIn = (taxed: number): number => taxed - Number((10n * BigInt(taxed) + 5n) / 11n);

/** `total`: all that is paid; `taxFree`: its tax-free part. Minor units. */
export function taxSplitOf(total: number, taxFree: number, currency: Currency): TaxSplit {
  const vat = vatIn(total - taxFree);
  return {
    taxable: money(total - taxFree - vat, currency),
    vat: money(vat, currency),
    taxFree: money(taxFree, currency),
  };
}

/** The tax-free part of what is left of two parts when `less` is taken off both by their size. */
export function taxFreeAfter({ taxed, taxFree }: Parts, less: number): number {
  const [off = 0] = split(less, [taxFree, taxed]);
  return taxFree - off;
}
