/** Coupons in words. Pure. */
import type { Locale } from "../i18n/routing.ts";
import type { OwnCoupon } from "./api/types.ts";
import { formatMoney } from "./money.ts";

type Terms = Pick<OwnCoupon, "kind" | "discount" | "minimum">;
type Say = (key: "fixed" | "percent" | "cap" | "minimum", values: Record<string, string | number>) => string;

/** What a coupon takes off, and from which amount on: "10%, 5,000원까지, 30,000원부터". */
export function termsText({ discount, minimum }: Terms, locale: Locale, say: Say): string {
  const parts =
    discount.type === "fixed"
      ? [say("fixed", { amount: formatMoney(discount.amount, locale) })]
      : [
          say("percent", { percent: discount.percent }),
          ...(discount.cap ? [say("cap", { amount: formatMoney(discount.cap, locale) })] : []),
        ];
  if (minimum.amount > 0) parts.push(say("minimum", { amount: formatMoney(minimum, locale) }));
  return parts.join(", ");
}
