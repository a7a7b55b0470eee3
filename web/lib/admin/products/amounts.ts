/** Prices as staff type them: in whole units with decimals where the currency has some. Pure. */
import type { Currency } from "../../api/types.ts";
import { plainAmount } from "../../money.ts";

/** @returns a whole number that may have separators, "1,000", or null for what is none */
export function countOf(text: string): number | null {
  const plain = plainOf(text);
  return /^\d{1,8}$/.test(plain) ? Number(plain) : null;
}

const plainOf = (text: string): string => text.normalize("NFKC").replaceAll(/[\s,]/g, "");

/** @returns the amount in minor units, or null for what is no amount of the currency */
export function amountOf(text: string, currency: Currency): number | null {
  const plain = plainOf(text);
  const [, whole, decimals = ""] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain) ?? [];
  if (whole === undefined) return null;
  const digits = plainAmount({ amount: 0, currency }).split(".")[1]?.length ?? 0;
  if (decimals.length > digits) return null;
  return Number(whole + decimals.padEnd(digits, "0"));
}
