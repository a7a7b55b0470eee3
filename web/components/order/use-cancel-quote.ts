"use client";

import { useEffect, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { quoteCancel } from "@/lib/api/order-changes";
import type { Problem } from "@/lib/api/problem";
import type { Deduction, Money } from "@/lib/api/types";
import { type CancelChoice, linesOf } from "@/lib/checkout/cancel-choice";

export type CancelQuote =
  | { state: "counting" | "nothing" }
  | { state: "known"; refund: Money; points: number; deductions: Deduction[] }
  | { state: "refused"; problem: Problem };

/** What the server would give back for the choice; asked again when the choice changes. */
export function useCancelQuote(
  orderId: string,
  guestToken: string | undefined,
  choice: CancelChoice,
  open: boolean,
): CancelQuote {
  const api = useApi();
  const [quote, setQuote] = useState<CancelQuote>({ state: "counting" });
  useEffect(() => {
    if (!open) return;
    let left = false;
    const lines = linesOf(choice);
    const ask = async (): Promise<CancelQuote> => {
      if (lines.length === 0) return { state: "nothing" };
      const answer = await quoteCancel(api, orderId, guestToken, lines);
      if (!answer.ok) return { state: "refused", problem: answer.problem };
      const { refund, points, deductions } = answer.data;
      return { state: "known", refund, points, deductions };
    };
    setQuote({ state: "counting" });
    void ask().then((next) => {
      if (!left) setQuote(next);
    });
    return () => {
      left = true;
    };
  }, [api, orderId, guestToken, choice, open]);
  return quote;
}
