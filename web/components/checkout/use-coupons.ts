"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { quoteCart } from "@/lib/api/coupons";
import type { Problem } from "@/lib/api/problem";
import type { CartQuote } from "@/lib/api/types";

/**
 * The coupons of a checkout. All amounts are those of the API's quote; `quote` is null without a coupon that
 * applies. `show` quotes these codes instead of the ones before, and says why one of them does not apply.
 */
export function useCoupons(cartId: string) {
  const t = useTranslations("coupons");
  const api = useApi();
  const [quote, setQuote] = useState<CartQuote | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const codes = quote?.discounts.map(({ coupon }) => coupon) ?? [];

  const wordsOf = ({ status, title, errors }: Problem): string =>
    status === 0 || title === "" ? t("failed") : (errors?.[0]?.message ?? title);

  const show = async (asked: readonly string[]): Promise<boolean> => {
    if (busy) return false;
    setProblem(null);
    if (asked.length === 0) {
      setQuote(null);
      return true;
    }
    setBusy(true);
    const result = await quoteCart(api, cartId, asked);
    setBusy(false);
    if (!result.ok) {
      setProblem(wordsOf(result.problem));
      return false;
    }
    const { refused, discounts } = result.data;
    setQuote(discounts.length > 0 ? result.data : null);
    setProblem(refused.map(({ coupon, reason }) => `${coupon}: ${t(`reasons.${reason}`)}`).join(" ") || null);
    return refused.length === 0;
  };

  return { quote, codes, problem, busy, show };
}
