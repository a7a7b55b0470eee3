"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { storeRefundAccount } from "@/lib/api/order-changes";
import type { FullOrder } from "@/lib/api/types";
import { hasOpenClaim } from "@/lib/checkout/claim-choice";
import type { LocalOrder } from "@/lib/checkout/local-orders";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { holdsReductions, LetOrderGo } from "../checkout/let-order-go";
import { PayAgain } from "../checkout/pay-again";
import { ShopLink } from "../ui/shop-link";
import { OrderAmounts } from "./amounts";
import { CancelOrder } from "./cancel-order";
import { CashReceiptPart } from "./cash-receipt-part";
import { Claims } from "./claims";
import { ConfirmPurchase } from "./confirm-purchase";
import { DepositPart } from "./deposit-part";
import { OrderLines } from "./order-lines";
import { Parcels } from "./parcels";
import { RefundAccount } from "./refund-account";
import { Reorder } from "./reorder";
import { Timeline } from "./timeline";

const bought: FullOrder["status"][] = ["paid", "preparing", "shipped", "delivered", "completed"];

type Props = {
  order: FullOrder;
  localOrder: LocalOrder;
  member: boolean;
  changed: (order: FullOrder) => void;
};

export function OrderDetails({ order, localOrder, member, changed }: Props) {
  const t = useTranslations("order");
  const locale = useLocale();
  const api = useApi();
  // What letting it go says stays until the page is left.
  const [heldAtFirst] = useState(() => holdsReductions(order));
  const isPending = order.status === "pending_payment";
  const waitsForAccount = order.refundAccountNeeded === true && (order.refundPending?.amount ?? 0) > 0;
  const account = order.refundAccountNeeded && (
    <RefundAccount
      call={(given) => storeRefundAccount(api, order.id, localOrder.guestToken, given)}
      changed={changed}
      wanted={waitsForAccount}
    />
  );
  return (
    <div className="pt-10 md:pt-16">
      <p className="text-sm font-semibold text-accent">{t(`statuses.${order.status}`)}</p>
      <h1 className="mt-2 text-[1.875rem] font-bold whitespace-pre-line md:text-[2.5rem]">
        {order.status === "paid" || order.status === "preparing"
          ? t("thanks")
          : t(`headings.${order.status}`)}
      </h1>
      <p className="mt-3 text-soft">
        {t("number")} <strong className="text-ink tabular-nums">{order.number}</strong>
        <span className="mx-2 hidden text-edge xs:inline">·</span>
        <time className="block xs:inline" dateTime={order.placedAt}>
          {formatDateTime(order.placedAt, locale)}
        </time>
      </p>
      {(isPending || heldAtFirst) && (
        <div className="mt-6 max-w-sm space-y-3">
          {isPending && <PayAgain order={localOrder} />}
          {(heldAtFirst || holdsReductions(order)) && (
            <LetOrderGo changed={changed} guestToken={localOrder.guestToken} order={order} />
          )}
        </div>
      )}
      {order.status === "delivered" && !hasOpenClaim(order) && (
        <div className="mt-6">
          <ConfirmPurchase changed={changed} guestToken={localOrder.guestToken} orderId={order.id} />
        </div>
      )}
      {waitsForAccount && <div className="mt-8 max-w-xl">{account}</div>}
      <DepositPart order={order} />
      <CashReceiptPart order={order} />
      <Timeline order={order} />
      <div className="mt-12 gap-14 lg:grid lg:grid-cols-[1fr_22rem]">
        <div className="space-y-10">
          <section aria-labelledby="lines">
            <h2 className="text-xl font-bold" id="lines">
              {t("lines")}
            </h2>
            <OrderLines items={order.items} />
            <div className="mt-5 flex flex-wrap items-start gap-3">
              {member && bought.includes(order.status) && (
                <ShopLink className="button button-line" href="/account/reviews">
                  {t("writeReview")}
                </ShopLink>
              )}
              {order.status !== "pending_payment" && (
                <Reorder guestToken={localOrder.guestToken} order={order} />
              )}
            </div>
          </section>
          <Parcels items={order.items} shipments={order.shipments} />
          <Claims changed={changed} guestToken={localOrder.guestToken} order={order} />
          <DeliveryPart address={order.shippingAddress} />
        </div>
        <section aria-labelledby="payment" className="mt-10 h-fit rounded-lg bg-sand p-5 md:p-7 lg:mt-0">
          <h2 className="text-lg font-bold" id="payment">
            {t("payment")}
          </h2>
          <OrderAmounts order={order} />
          <PaymentPart order={order} />
          {!waitsForAccount && account}
        </section>
      </div>
      <div className="mt-12 grid gap-3 max-xs:[&_button]:w-full xs:flex xs:flex-wrap">
        <ShopLink className="button button-ink" href="/">
          {t("home")}
        </ShopLink>
        {order.paidAt !== null && (
          <ShopLink className="button button-line" href={`/orders/${order.id}/receipt`}>
            {t("receipt")}
          </ShopLink>
        )}
        {["pending_payment", "awaiting_deposit", "paid"].includes(order.status) && (
          <CancelOrder
            changed={changed}
            guestToken={localOrder.guestToken}
            // Another choice after each cancellation.
            key={refundsOf(order) + (order.pointsRefunded ?? 0)}
            order={order}
          />
        )}
      </div>
    </div>
  );
}

/** What was given back, and what will be. */
const refundsOf = ({ refunded, refundPending }: FullOrder): number =>
  refunded.amount + (refundPending?.amount ?? 0);

function PaymentPart({ order }: { order: FullOrder }) {
  const { status, payment, refunded, refundPending, pointsRefunded = 0, pointsEarned = 0 } = order;
  const t = useTranslations("order");
  const locale = useLocale();
  return (
    <>
      {refunded.amount > 0 && (
        <p className="mt-4 flex justify-between gap-4 text-[0.9375rem]">
          <span className="text-soft">{t("refunded")}</span>
          <span className="font-semibold whitespace-nowrap tabular-nums">
            {formatMoney(refunded, locale)}
          </span>
        </p>
      )}
      {refundPending && refundPending.amount > 0 && (
        <p className="mt-4 flex justify-between gap-4 text-[0.9375rem]">
          <span className="text-soft">{t("refundPending")}</span>
          <span className="font-semibold whitespace-nowrap tabular-nums">
            {formatMoney(refundPending, locale)}
          </span>
        </p>
      )}
      {pointsRefunded > 0 && (
        <p className="mt-4 flex justify-between gap-4 text-[0.9375rem]">
          <span className="text-soft">{t("pointsRefunded")}</span>
          <span className="font-semibold whitespace-nowrap tabular-nums">
            {t("points", { points: pointsRefunded })}
          </span>
        </p>
      )}
      {bought.includes(status) && pointsEarned > 0 && (
        <p className="mt-4 flex justify-between gap-4 text-[0.9375rem]">
          <span className="text-soft">{t(status === "completed" ? "pointsEarned" : "pointsToEarn")}</span>
          <span className="font-semibold whitespace-nowrap tabular-nums">
            {t("points", { points: pointsEarned })}
          </span>
        </p>
      )}
      {payment && (
        <p className="mt-4 flex justify-between border-t border-line pt-4 text-[0.9375rem]">
          <span className="text-soft">{t("paymentStatus")}</span>
          <span className="font-semibold">{t(`payments.${payment.status}`)}</span>
        </p>
      )}
    </>
  );
}

function DeliveryPart({ address }: { address: FullOrder["shippingAddress"] }) {
  const t = useTranslations("order");
  return (
    <section aria-labelledby="delivery">
      <h2 className="text-xl font-bold" id="delivery">
        {t("delivery")}
      </h2>
      <dl className="mt-4 grid grid-cols-[6rem_1fr] gap-y-2 text-[0.9375rem]">
        <dt className="text-soft">{t("recipient")}</dt>
        <dd>{address.recipient}</dd>
        <dt className="text-soft">{t("phone")}</dt>
        <dd className="tabular-nums">{address.phone}</dd>
        <dt className="text-soft">{t("address")}</dt>
        <dd>
          ({address.postcode}) {address.address1} {address.address2}
        </dd>
        {address.memo && (
          <>
            <dt className="text-soft">{t("memo")}</dt>
            <dd>{address.memo}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
