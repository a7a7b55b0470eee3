"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import type { Payment } from "@/lib/api/types";
import { findPaymentAttempt } from "@/lib/checkout/payment-attempts";
import { openProviderWindow, waitingPayment } from "@/lib/checkout/provider-window";
import { ShopLink } from "../ui/shop-link";
import { StatusPanel } from "./status-panel";
import { StripeWindow } from "./stripe-window";

type State =
  | { kind: "opening" }
  | { kind: "stripe"; payment: Payment }
  | { kind: "none" }
  | { kind: "failed"; orderId: string | null };

/** Goes on to the window of the payment that this tab left for. What cannot be opened can be tried again. */
export function ProviderWindow() {
  const t = useTranslations("payment");
  const [state, setState] = useState<State>({ kind: "opening" });

  const failed = useCallback((cause: unknown) => {
    console.error(cause);
    const attempt = findPaymentAttempt(waitingPayment()?.orderId ?? "");
    setState({ kind: "failed", orderId: attempt?.orderId ?? null });
  }, []);
  const open = useCallback(() => {
    const payment = waitingPayment();
    if (!payment) return setState({ kind: "none" });
    if (payment.provider === "stripe") return setState({ kind: "stripe", payment });
    setState({ kind: "opening" });
    openProviderWindow(payment).catch(failed);
  }, [failed]);
  useEffect(open, [open]);

  if (state.kind === "opening")
    return <StatusPanel look="waiting" text={t("openingText")} title={t("opening")} />;
  if (state.kind === "stripe") return <StripeWindow failed={failed} payment={state.payment} />;
  if (state.kind === "none")
    return (
      <StatusPanel look="failed" text={t("noWindowText")} title={t("noWindow")}>
        <ShopLink className="button button-line" href="/cart">
          {t("backToCart")}
        </ShopLink>
      </StatusPanel>
    );
  return (
    <StatusPanel look="failed" text={t("windowFailedText")} title={t("windowFailed")}>
      <div className="flex w-full flex-col gap-3">
        <button className="button button-accent w-full" onClick={open} type="button">
          {t("openAgain")}
        </button>
        <ShopLink className="button button-line" href={state.orderId ? `/orders/${state.orderId}` : "/cart"}>
          {state.orderId ? t("toOrder") : t("backToCart")}
        </ShopLink>
      </div>
    </StatusPanel>
  );
}
