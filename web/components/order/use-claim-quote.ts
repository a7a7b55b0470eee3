"use client";

import { useEffect, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { quoteClaim } from "@/lib/api/claims";
import type { Problem } from "@/lib/api/problem";
import type { ClaimChoice, Money, ReturnAmounts } from "@/lib/api/types";

export type ClaimQuote =
  | { state: "counting" | "nothing" }
  /** No refund: an exchange, which may cost a fee. */
  | { state: "known"; refund: ReturnAmounts | null; fee: Money }
  | { state: "refused"; problem: Problem };

/** What the server would give back for the choice; null: it is not complete yet. */
export function useClaimQuote(
  orderId: string,
  guestToken: string | undefined,
  choice: ClaimChoice | null,
): ClaimQuote {
  const api = useApi();
  const [quote, setQuote] = useState<ClaimQuote>({ state: "nothing" });
  const wanted = choice && JSON.stringify(choice);
  useEffect(() => {
    if (wanted === null) return setQuote({ state: "nothing" });
    let left = false;
    const ask = async (): Promise<ClaimQuote> => {
      const answer = await quoteClaim(api, orderId, guestToken, JSON.parse(wanted) as ClaimChoice);
      if (!answer.ok) return { state: "refused", problem: answer.problem };
      return { state: "known", ...answer.data };
    };
    setQuote({ state: "counting" });
    void ask().then((next) => {
      if (!left) setQuote(next);
    });
    return () => {
      left = true;
    };
  }, [api, orderId, guestToken, wanted]);
  return quote;
}
