import type { Locale } from "../i18n/routing.ts";
import type { Currency, Money } from "./api/types.ts";

const decimals: Record<Currency, number> = { KRW: 0, JPY: 0, USD: 2, EUR: 2 };

const tags: Record<Locale, string> = { ko: "ko-KR", en: "en-US" };

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, currency: Currency | null): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const created = new Intl.NumberFormat(tags[locale], currency ? { style: "currency", currency } : {});
  formats.set(key, created);
  return created;
}

/** Korean shops write won as "12,900원"; other amounts follow the reader's locale: "₩12,900", "$12,900.50". */
export function formatMoney({ amount, currency }: Money, locale: Locale): string {
  if (locale === "ko" && currency === "KRW") return `${numberFormat(locale, null).format(amount)}원`;
  return numberFormat(locale, currency).format(amount / 10 ** decimals[currency]);
}

/** "1,234" */
export const formatCount = (count: number, locale: Locale): string =>
  numberFormat(locale, null).format(count);

/** A decimal number without grouping, as schema.org requires: "12900", "12.50". */
export const plainAmount = ({ amount, currency }: Money): string =>
  (amount / 10 ** decimals[currency]).toFixed(decimals[currency]);

/** The discount in whole percent, rounded down so that it is never overstated; 0 when there is none. */
export function discountPercent(price: Money, compareAt: Money | undefined): number {
  if (!compareAt || compareAt.currency !== price.currency || compareAt.amount <= price.amount) return 0;
  return Math.floor(((compareAt.amount - price.amount) * 100) / compareAt.amount);
}

/** A price in the reader's language; with a discount also its percent and the former price. */
export type PriceText = { now: string; percent?: number; before?: string };

export function priceText(price: Money, compareAt: Money | undefined, locale: Locale): PriceText {
  const now = formatMoney(price, locale);
  const percent = discountPercent(price, compareAt);
  return compareAt && percent > 0 ? { now, percent, before: formatMoney(compareAt, locale) } : { now };
}
