"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { quoteCart } from "@/lib/api/coupons";
import type { Problem } from "@/lib/api/problem";
import type { CartQuote } from "@/lib/api/types";
import type { Reductions } from "@/lib/checkout/form";
import { formatMoney } from "@/lib/money";

/**
 * The coupons and points of a checkout. All amounts are those of the API's quote; `quote` is null while
 * neither takes anything off. `show` quotes these instead of the ones before, and says why not.
 */
export function useReductions(cartId: string) {
  const t = useTranslations("coupons");
  const words = useTranslations("points");
  const locale = useLocale();
  const api = useApi();
  const [quote, setQuote] = useState<CartQuote | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pointProblem, setPointProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const used: Reductions = {
    codes: quote?.discounts.map(({ coupon }) => coupon) ?? [],
    points: quote?.pointsSpent ?? 0,
  };

  const wordsOf = ({ status, title, errors }: Problem): string =>
    status === 0 || title === "" ? t("failed") : (errors?.[0]?.message ?? title);

  const pointWords = ({ points, minimumPayment }: CartQuote): string | null => {
    if (points?.refused) return words(`reasons.${points.refused}`);
    return minimumPayment && words("rest", { amount: formatMoney(minimumPayment, locale) });
  };

  const ask = async (asked: Reductions): Promise<CartQuote | null> => {
    setBusy(true);
    const result = await quoteCart(api, cartId, asked);
    setBusy(false);
    if (result.ok) return result.data;
    setProblem(wordsOf(result.problem));
    return null;
  };

  /** What is not named stays as it is. */
  const show = async (change: Partial<Reductions>): Promise<boolean> => {
    if (busy) return false;
    const asked = { ...used, ...change };
    setProblem(null);
    setPointProblem(null);
    if (asked.codes.length === 0 && asked.points === 0) {
      setQuote(null);
      return true;
    }
    const next = await ask(asked);
    if (!next) return false;
    const { refused, discounts, pointsSpent } = next;
    setQuote(discounts.length > 0 || pointsSpent > 0 ? next : null);
    setProblem(refused.map(({ coupon, reason }) => `${coupon}: ${t(`reasons.${reason}`)}`).join(" ") || null);
    setPointProblem(pointWords(next));
    return refused.length === 0 && !next.points?.refused;
  };

  /** As many points as the order can spend. Returns their number; null without an answer. */
  const showAllPoints = async (): Promise<number | null> => {
    if (busy) return null;
    const most = (await ask({ ...used, points: 0 }))?.points?.most;
    if (most === undefined) return null;
    return (await show({ points: most })) ? most : null;
  };

  return { quote, used, problem, pointProblem, busy, show, showAllPoints };
}
