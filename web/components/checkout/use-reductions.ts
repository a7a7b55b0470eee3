"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { quoteCart } from "@/lib/api/coupons";
import type { Problem } from "@/lib/api/problem";
import type { CartQuote } from "@/lib/api/types";
import type { Reductions } from "@/lib/checkout/form";
import { formatMoney } from "@/lib/money";
import { usePress } from "./use-press";

/** What is not named stays as it is. A function starts from what is used when its turn comes. */
type Change = Partial<Reductions> | ((used: Reductions) => Partial<Reductions>);

const usedIn = (quote: CartQuote | null): Reductions => ({
  codes: quote?.discounts.map(({ coupon }) => coupon) ?? [],
  points: quote?.pointsSpent ?? 0,
});

/**
 * The coupons, points and postcode of a checkout, one change after the other. All amounts are those of the
 * API's quote; `quote` is null while the cart has them all. `show` quotes these instead of the ones before,
 * and says why not. `settled` waits for the changes under way.
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
  const released = usePress();
  // As the last change has left it: a change that waited for its turn starts from here.
  const latest = useRef<CartQuote | null>(null);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const where = useRef<string | null>(null);

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.current.then(work, work);
    turn.current = result;
    return result;
  }

  const keep = (next: CartQuote | null): void => {
    latest.current = next;
    setQuote(next);
  };

  const wordsOf = ({ status, title, errors }: Problem): string =>
    status === 0 || title === "" ? t("failed") : (errors?.[0]?.message ?? title);

  const pointWords = ({ points, minimumPayment }: CartQuote): string | null => {
    if (points?.refused) return words(`reasons.${points.refused}`);
    return minimumPayment && words("rest", { amount: formatMoney(minimumPayment, locale) });
  };

  const ask = async (asked: Reductions): Promise<CartQuote | null> => {
    setBusy(true);
    const result = await quoteCart(api, cartId, asked, where.current);
    // Texts and amounts move what is below them.
    await released();
    setBusy(false);
    if (result.ok) return result.data;
    setProblem(wordsOf(result.problem));
    return null;
  };

  const showNow = async (change: Change): Promise<boolean> => {
    const before = usedIn(latest.current);
    const asked = { ...before, ...(typeof change === "function" ? change(before) : change) };
    if (asked.codes.length === 0 && asked.points === 0 && where.current === null) {
      keep(null);
      setProblem(null);
      setPointProblem(null);
      return true;
    }
    // What is said stays until the answer, so that the page moves once.
    const next = await ask(asked);
    if (!next) return false;
    const { refused } = next;
    keep(next);
    setProblem(refused.map(({ coupon, reason }) => `${coupon}: ${t(`reasons.${reason}`)}`).join(" ") || null);
    setPointProblem(pointWords(next));
    return refused.length === 0 && !next.points?.refused;
  };

  const show = (change: Change): Promise<boolean> => inTurn(() => showNow(change));

  /** As many points as the order can spend. Returns their number; null without an answer. */
  const showAllPoints = (): Promise<number | null> =>
    inTurn(async () => {
      const most = (await ask({ ...usedIn(latest.current), points: 0 }))?.points?.most;
      if (most === undefined) return null;
      return (await showNow({ points: most })) ? most : null;
    });

  const deliverTo = (postcode: string): void => {
    where.current = postcode;
    void show({});
  };

  const settled = (): Promise<CartQuote | null> => turn.current.then(() => latest.current);

  return { deliverTo, settled, quote, used: usedIn(quote), problem, pointProblem, busy, show, showAllPoints };
}
