"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import type { Cart, CartItem, OwnCoupon } from "@/lib/api/types";
import type { CartKind } from "@/lib/cart/cookie";
import type { OfferedMethod } from "@/lib/checkout/cash-receipt";
import type { DraftOwner } from "@/lib/checkout/draft";
import type { CheckoutValues } from "@/lib/checkout/form";
import { formatMoney } from "@/lib/money";
import { ErrorSummary } from "../form/error-summary";
import { forgetEdited } from "../form/forget-edited";
import { Amounts } from "../order/amounts";
import { FoldedOrderLines } from "../order/order-lines";
import { ShopLink } from "../ui/shop-link";
import { ChangeNotice } from "./change-notice";
import { CouponFields } from "./coupon-fields";
import { ContactFields, DeliveryFields, useCheckoutLabels } from "./fields";
import { PaidElsewhere } from "./paid-elsewhere";
import { PaymentMethods } from "./payment-methods";
import { PointFields } from "./point-fields";
import { useDraft } from "./use-draft";
import { usePlaceOrder } from "./use-place-order";
import { usePostcode } from "./use-postcode";
import { useReductions } from "./use-reductions";

type Props = {
  drawn: Cart;
  kind: CartKind;
  /** The values that the shopper's account has. */
  known: Partial<CheckoutValues>;
  /** Whose values the form holds: the member's id, or "guest". */
  owner: DraftOwner;
  /** The coupons of the member that can be used. */
  own: readonly OwnCoupon[];
  /** What the shop offers. */
  methods: readonly OfferedMethod[];
  /** The points that the member can spend; 0 for a guest. */
  points: number;
};

/**
 * Uncontrolled fields: the browser keeps what the shopper types before the script is loaded.
 */
export function CheckoutForm({ drawn, kind, known, owner, own, methods, points }: Props) {
  const t = useTranslations("checkout");
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  const reductions = useReductions(drawn.id);
  const { cart, busy, errors, setErrors, change, place, acceptChange, learned } = usePlaceOrder(
    { drawn, kind, owner },
    reductions,
  );
  const { quote } = reductions;
  const shown = quote ?? cart;
  /** With the coupons, where there are some. */
  const withDiscount = (item: CartItem): CartItem => ({
    ...item,
    discount: quote?.lines.find(({ variantId }) => variantId === item.variantId)?.discount ?? item.discount,
  });

  const labels = { ...useCheckoutLabels(), receiptNumber: t("cashReceipt.number") };

  useDraft(form, owner);
  usePostcode(form, reductions.deliverTo);

  const payWords = () => {
    if (busy) return t("paying");
    return shown.total.amount === 0 ? t("placeFree") : t("pay", { total: formatMoney(shown.total, locale) });
  };

  return (
    <>
      <PaidElsewhere learned={(orders) => void learned(orders)} />
      <form
        className="mt-8 gap-14 lg:grid lg:grid-cols-[1fr_24rem]"
        method="post"
        noValidate
        onInput={forgetEdited({ errors, setErrors })}
        onSubmit={(event) => {
          event.preventDefault();
          void place(event.currentTarget);
        }}
        ref={form}
      >
        <div className="space-y-10">
          <ErrorSummary errors={errors} labels={labels} />
          {change && <ChangeNotice accept={acceptChange} cart={cart} change={change} />}
          <Part title={t("contact")}>
            <ContactFields errors={errors.fields} known={known} />
          </Part>
          <Part title={t("address")}>
            <DeliveryFields errors={errors.fields} form={form} known={known} />
          </Part>
          <Part title={t("method")}>
            <PaymentMethods methods={methods} receiptError={errors.fields.receiptNumber} />
          </Part>
          <Part title={t("coupons")}>
            <CouponFields own={own} reductions={reductions} />
          </Part>
          {points > 0 && (
            <Part title={t("points")}>
              <PointFields available={points} reductions={reductions} />
            </Part>
          )}
        </div>
        <div className="mt-12 lg:mt-0">
          <section
            aria-labelledby="order-summary"
            className="rounded-lg bg-sand p-5 md:p-7 lg:top-8 lg:tall:sticky"
          >
            <h2 className="text-lg font-bold" id="order-summary">
              {t("summary")}
            </h2>
            <FoldedOrderLines items={cart.items.map(withDiscount)} />
            <Amounts
              deliveryFee={shown.deliveryFee}
              discounts={quote?.discounts}
              groups={quote?.deliveryGroups}
              points={quote?.pointsSpent}
              promotions={shown.promotions}
              subtotal={shown.subtotal}
              surcharge={quote?.deliverySurcharge}
              total={shown.total}
            />
            <p className="mt-5 text-[0.8125rem] leading-relaxed text-soft">{t("agreement")}</p>
            <PolicyLinks />
            <button
              aria-disabled={busy || reductions.busy}
              className="button button-accent mt-4 w-full text-[1.0625rem]!"
              type="submit"
            >
              {payWords()}
            </button>
          </section>
        </div>
      </form>
    </>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-5 text-xl font-bold tracking-tight">{title}</legend>
      {children}
    </fieldset>
  );
}

/** In a new window, so that the form stays as it is. */
function PolicyLinks() {
  const t = useTranslations("checkout");
  const links = [
    { href: "/terms", label: t("terms") },
    { href: "/privacy#orders", label: t("privacy") },
  ];
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 text-[0.8125rem]">
      {links.map(({ href, label }) => (
        <li key={href}>
          <ShopLink
            className="inline-flex min-h-11 items-center text-link md:min-h-8"
            href={href}
            target="_blank"
          >
            {label}
            <span className="sr-only"> {t("newWindow")}</span>
          </ShopLink>
        </li>
      ))}
    </ul>
  );
}
