/** Prices as staff type them: in whole units with decimals where the currency has some. Pure. */
import type { Currency } from "../../api/types.ts";
import { plainAmount } from "../../money.ts";

/** @returns the amount in minor units, or null for what is no amount of the currency */
export function amountOf(text: string, currency: Currency): number | null {
  const plain = text.normalize("NFKC").replaceAll(/[\s,]/g, "");
  const [, whole, decimals = ""] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain) ?? [];
  if (whole === undefined) return null;
  const digits = plainAmount({ amount: 0, currency }).split(".")[1]?.length ?? 0;
  if (decimals.length > digits) return null;
  return Number(whole + decimals.padEnd(digits, "0"));
}
