"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Money } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

/** How far the cart is from free delivery; the API says how much is missing. */
export function FreeDelivery({ remaining, subtotal }: { remaining: Money | null; subtotal: Money }) {
  const t = useTranslations("cart");
  const locale = useLocale();
  const missing = remaining?.amount ?? 0;
  const share = subtotal.amount / (subtotal.amount + missing || 1);
  return (
    <div className="mt-4">
      <p className="text-sm" role="status">
        {remaining && missing > 0 ? t("untilFree", { amount: formatMoney(remaining, locale) }) : t("free")}
      </p>
      <div aria-hidden="true" className="mt-2 h-1.5 overflow-hidden rounded-full bg-line">
        <div
          className="h-full origin-left rounded-full bg-leaf transition-transform duration-500"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  );
}
