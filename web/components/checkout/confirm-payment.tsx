"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { useApi } from "@/lib/api/browser";
import { attemptOver } from "@/lib/checkout/attempt";
import { forgetValues } from "@/lib/checkout/draft";
import { readReturn } from "@/lib/checkout/returned";
import { settle } from "@/lib/checkout/settle";
import { localePath } from "@/lib/paths";
import { ShopLink } from "../ui/shop-link";
import { PayAgain } from "./pay-again";
import { StatusPanel } from "./status-panel";
import { useConfirmation } from "./use-confirmation";

/** "Checking your payment": the address holds everything that the page needs, so a reload continues. */
export function ConfirmPayment() {
  const t = useTranslations("payment");
  const locale = useLocale();
  const router = useRouter();
  const params = useSearchParams();
  const api = useApi();
  const outcome = useConfirmation(api, readReturn(params));

  useEffect(() => {
    if (outcome.state === "failed") attemptOver(sessionStorage);
    if (outcome.state !== "paid" && outcome.state !== "deposit") return;
    attemptOver(sessionStorage);
    forgetValues(sessionStorage);
    if (!outcome.localOrder) return;
    const orderPage = localePath(locale, `/orders/${outcome.orderId}`);
    void settle(api, outcome.orderId).finally(() => router.replace(orderPage));
  }, [outcome, api, locale, router]);

  if (outcome.state === "failed") {
    return (
      <StatusPanel look="failed" text={t(`reasons.${outcome.reason}`)} title={t("failedTitle")}>
        <p className="mb-6 text-sm text-soft">{t("nothingTaken")}</p>
        <div className="flex w-full flex-col gap-3">
          {outcome.localOrder && <PayAgain order={outcome.localOrder} />}
          <ShopLink className="button button-line" href="/cart">
            {t("backToCart")}
          </ShopLink>
        </div>
      </StatusPanel>
    );
  }
  // The order was placed on another device: this one cannot open its page.
  if (outcome.state !== "waiting" && !outcome.localOrder) {
    const { number } = outcome;
    const words =
      outcome.state === "paid"
        ? ([t("paidTitle"), t("paidElsewhere", { number })] as const)
        : ([t("depositTitle"), t("depositElsewhere", { number })] as const);
    return (
      <StatusPanel look="done" text={words[1]} title={words[0]}>
        <ShopLink className="button button-ink" href="/">
          {t("home")}
        </ShopLink>
      </StatusPanel>
    );
  }
  return (
    <StatusPanel look="waiting" text={t("confirmingText")} title={t("confirming")}>
      {outcome.state === "waiting" && outcome.long && (
        <p className="rounded-md bg-sand px-5 py-4 text-sm leading-relaxed">{t("takesLong")}</p>
      )}
    </StatusPanel>
  );
}
