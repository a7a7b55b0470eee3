"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { getOrder } from "@/lib/api/orders";
import type { FullOrder } from "@/lib/api/types";
import { attemptOver } from "@/lib/checkout/attempt";
import type { FailureReason } from "@/lib/checkout/failure";
import type { LocalOrder } from "@/lib/checkout/local-orders";
import { findOrderOfAttempt } from "@/lib/checkout/payment-attempts";
import { ShopLink } from "../ui/shop-link";
import { holdsReductions, LetOrderGo } from "./let-order-go";
import { PayAgain } from "./pay-again";
import { StatusPanel } from "./status-panel";

type Props = { reason: FailureReason; attempt: string | null };

/** The reason why nothing was paid, and the two ways to continue. The cart is unchanged. */
export function PaymentFailed({ reason, attempt }: Props) {
  const t = useTranslations("payment");
  const api = useApi();
  const [order, setOrder] = useState<LocalOrder | null>(null);
  const [held, setHeld] = useState<FullOrder | null>(null);
  const [isOpen, setIsOpen] = useState(true);

  useEffect(() => {
    const found = findOrderOfAttempt(attempt);
    setOrder(found);
    attemptOver(sessionStorage);
    if (!found) return;
    let left = false;
    // Without an answer the page of the order says the same.
    void getOrder(api, found.orderId, found.guestToken).then((answer) => {
      if (!left && answer.ok && holdsReductions(answer.data)) setHeld(answer.data);
    });
    return () => {
      left = true;
    };
  }, [api, attempt]);

  return (
    <StatusPanel
      look="failed"
      text={t(`reasons.${reason}`)}
      title={reason === "canceled" ? t("canceledTitle") : t("failedTitle")}
    >
      <p className="mb-6 text-sm text-soft">{t("nothingTaken")}</p>
      <div className="flex w-full flex-col gap-3">
        {order && isOpen && <PayAgain order={order} />}
        {order && held && (
          <LetOrderGo changed={() => setIsOpen(false)} guestToken={order.guestToken} order={held} />
        )}
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
