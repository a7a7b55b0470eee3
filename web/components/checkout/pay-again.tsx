"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import type { Problem } from "@/lib/api/problem";
import type { LocalOrder } from "@/lib/checkout/local-orders";
import { payAgain } from "@/lib/checkout/pay";
import { useReturned } from "./use-returned";

/** What a declined payment let go: another order has used it, or staff took it. */
const UNUSABLE = ["COUPON_REFUSED", "POINTS_REFUSED"];

/** Opens the payment window again for an order that can still be paid. */
export function PayAgain({ order }: { order: LocalOrder }) {
  const t = useTranslations("payment");
  const api = useApi();
  const key = useRef<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  useReturned(() => setBusy(false));

  const sentenceOf = ({ status, code, title }: Problem): string => {
    if (status === 0) return t("offline");
    return UNUSABLE.includes(code) ? t("unusable") : title || t("againFailed");
  };

  const pay = async () => {
    if (busy) return;
    setBusy(true);
    setMessage(null);
    key.current ??= crypto.randomUUID();
    const problem = await payAgain(api, key.current, order);
    if (!problem) return;
    setBusy(false);
    // After a definite refusal the next click is a new request. Without a response it repeats this one.
    if (problem.status > 0 && problem.status < 500) key.current = null;
    setMessage(sentenceOf(problem));
  };

  return (
    <>
      <button
        aria-disabled={busy}
        className="button button-accent w-full"
        onClick={() => void pay()}
        type="button"
      >
        {t("again")}
      </button>
      <p className="text-sm font-medium text-accent-deep" role="alert">
        {message}
      </p>
    </>
  );
}
