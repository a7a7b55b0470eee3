"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import type { Api } from "@/lib/api/client";
import type { Order } from "@/lib/api/types";
import { attemptOver } from "@/lib/checkout/attempt";
import { findPaidElsewhere, settle } from "@/lib/checkout/settle";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";

type LearnedOrder = Pick<Order, "id" | "number">;

/** Takes the lines of orders that were paid meanwhile out of the cart. */
async function learn(api: Api): Promise<LearnedOrder[]> {
  const orders = await findPaidElsewhere(api);
  for (const { id } of orders) {
    // The next order is another one, even with the same lines.
    attemptOver(sessionStorage);
    await settle(api, id);
  }
  return orders;
}

/** Payment apps return to a browser of their choice: this one looks whenever the shopper comes back to it. */
export function useReturns(look: () => void): void {
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  useEffect(() => {
    const visible = () => {
      if (document.visibilityState === "visible") latest.current();
    };
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) latest.current();
    };
    window.addEventListener("focus", visible);
    window.addEventListener("pageshow", shown);
    document.addEventListener("visibilitychange", visible);
    return () => {
      window.removeEventListener("focus", visible);
      window.removeEventListener("pageshow", shown);
      document.removeEventListener("visibilitychange", visible);
    };
  }, []);
}

/**
 * Tells of orders that were paid in another browser or tab. Needs the words `paid`.
 * @param learned runs after the cart was changed
 */
export function PaidElsewhere({ learned }: { learned?: (orders: LearnedOrder[]) => void }) {
  const t = useTranslations("paid");
  const api = useApi();
  const [orders, setOrders] = useState<LearnedOrder[]>([]);
  const looking = useRef(false);

  const look = async () => {
    if (looking.current) return;
    looking.current = true;
    const found = await learn(api).finally(() => {
      looking.current = false;
    });
    if (found.length === 0) return;
    setOrders((shown) => [...found, ...shown]);
    learned?.(found);
  };
  useReturns(() => void look());
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per visit, and at each return
  useEffect(() => void look(), []);

  return (
    <div className="*:mt-5" role="status">
      {orders.map(({ id, number }) => (
        <p className="flex flex-wrap items-center gap-x-3 rounded-lg bg-leaf-wash px-5 py-2" key={id}>
          <Icon className="shrink-0 text-leaf" name="check" size={20} />
          {t("text", { number })}
          <ShopLink
            className="inline-flex min-h-11 items-center font-semibold text-link"
            href={`/orders/${id}`}
          >
            {t("link")}
          </ShopLink>
        </p>
      ))}
    </div>
  );
}
