"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { getOrder } from "@/lib/api/orders";
import type { FullOrder } from "@/lib/api/types";
import { findLocalOrder, type LocalOrder } from "@/lib/checkout/local-orders";
import { SignInLink } from "../auth/sign-in-link";
import { Empty } from "../ui/empty";
import { ShopLink } from "../ui/shop-link";
import { OrderDetails } from "./order-details";
import { Receipt, type ReceiptShop } from "./receipt";

/** How often the page of an order looks whether its deposit has come. */
const LOOK_EVERY_MS = 5_000;

type OrderViewState =
  | { state: "loading" | "elsewhere" | "failed" }
  | { state: "shown"; order: FullOrder; localOrder: LocalOrder };

type Props = { orderId: string; member: boolean };

export function OrderView(props: Props) {
  return (
    <OrderReader {...props}>
      {(order, localOrder, changed) => (
        <OrderDetails changed={changed} localOrder={localOrder} member={props.member} order={order} />
      )}
    </OrderReader>
  );
}

export function ReceiptView({ shop, ...props }: Props & { shop: ReceiptShop }) {
  return <OrderReader {...props}>{(order) => <Receipt order={order} shop={shop} />}</OrderReader>;
}

type ReaderProps = Props & {
  children: (order: FullOrder, localOrder: LocalOrder, changed: (order: FullOrder) => void) => ReactNode;
};

/**
 * The browser reads the order, because the token of a guest's order exists only on the device that placed it.
 */
function OrderReader({ orderId, member, children }: ReaderProps) {
  const t = useTranslations("order");
  const api = useApi();
  const [view, setView] = useState<OrderViewState>({ state: "loading" });
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` repeats the read
  useEffect(() => {
    let left = false;
    const read = async (): Promise<OrderViewState> => {
      const localOrder = findLocalOrder(orderId);
      if (!localOrder && !member) return { state: "elsewhere" };
      const answer = await getOrder(api, orderId, localOrder?.guestToken);
      if (answer.ok) {
        const { number } = answer.data;
        return {
          state: "shown",
          order: answer.data,
          localOrder: localOrder ?? { orderId, number, cart: "basket" },
        };
      }
      return { state: [401, 404].includes(answer.problem.status) ? "elsewhere" : "failed" };
    };
    void read().then((next) => {
      // What is shown stays while the connection is away.
      if (!left) setView((shown) => (next.state === "failed" && shown.state === "shown" ? shown : next));
    });
    return () => {
      left = true;
    };
  }, [api, orderId, member, tries]);

  const waits = view.state === "shown" && view.order.status === "awaiting_deposit";
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => {
      if (!document.hidden) setTries((before) => before + 1);
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [waits]);

  if (view.state === "shown")
    return children(view.order, view.localOrder, (order) => {
      setView({ ...view, order });
      // The answer to a change does not say whether an account is needed for the refund.
      if (order.refunded.amount > 0 || order.refundPending?.amount) setTries(tries + 1);
    });
  if (view.state === "loading") return <OrderSkeleton label={t("loading")} />;
  return (
    <Empty
      as="h1"
      text={view.state === "elsewhere" ? t("elsewhereText") : t("failedText")}
      title={view.state === "elsewhere" ? t("elsewhere") : t("failed")}
    >
      {view.state === "failed" ? (
        <button className="button button-ink" onClick={() => setTries(tries + 1)} type="button">
          {t("retry")}
        </button>
      ) : (
        <>
          <ShopLink className="button button-ink" href="/">
            {t("home")}
          </ShopLink>
          {!member && (
            <ShopLink className="button button-line" href="/orders/lookup">
              {t("lookUp")}
            </ShopLink>
          )}
          {!member && (
            <SignInLink className="button button-line" to="/sign-in">
              {t("signIn")}
            </SignInLink>
          )}
        </>
      )}
    </Empty>
  );
}

function OrderSkeleton({ label }: { label: string }) {
  return (
    <div className="animate-late space-y-5 pt-10" role="status">
      <h1 className="sr-only">{label}</h1>
      <div className="h-10 w-64 rounded-md bg-sand" />
      <div className="h-5 w-40 rounded-md bg-sand" />
      <div className="h-24 rounded-lg bg-sand" />
      <div className="h-64 rounded-lg bg-sand" />
    </div>
  );
}
