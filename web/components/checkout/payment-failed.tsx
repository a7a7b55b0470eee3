"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { attemptOver } from "@/lib/checkout/attempt";
import type { FailureReason } from "@/lib/checkout/failure";
import type { LocalOrder } from "@/lib/checkout/local-orders";
import { findOrderOfAttempt } from "@/lib/checkout/payment-attempts";
import { ShopLink } from "../ui/shop-link";
import { PayAgain } from "./pay-again";
import { StatusPanel } from "./status-panel";

type Props = { reason: FailureReason; attempt: string | null };

/** The reason why nothing was paid, and the two ways to continue. The cart is unchanged. */
export function PaymentFailed({ reason, attempt }: Props) {
  const t = useTranslations("payment");
  const [order, setOrder] = useState<LocalOrder | null>(null);

  useEffect(() => {
    setOrder(findOrderOfAttempt(attempt));
    attemptOver(sessionStorage);
  }, [attempt]);

  return (
    <StatusPanel
      look="failed"
      text={t(`reasons.${reason}`)}
      title={reason === "canceled" ? t("canceledTitle") : t("failedTitle")}
    >
      <p className="mb-6 text-sm text-soft">{t("nothingTaken")}</p>
      <div className="flex w-full flex-col gap-3">
        {order && <PayAgain order={order} />}
        <ShopLink
          className="button button-line"
          href={order?.cart === "direct" ? "/checkout?cart=direct" : "/cart"}
        >
          {order?.cart === "direct" ? t("backToCheckout") : t("backToCart")}
        </ShopLink>
      </div>
    </StatusPanel>
  );
}
