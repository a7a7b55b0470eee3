"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { Cart } from "@/lib/api/types";
import { piecesThatFit } from "@/lib/cart/pieces-that-fit";
import { blockedItems } from "@/lib/cart/state";
import { Amounts } from "../order/amounts";
import { ShopLink } from "../ui/shop-link";
import { FreeDelivery } from "./free-delivery";

type Props = {
  cart: Cart;
  member: boolean;
  upToDate: boolean;
  ask: (itemId: string, quantity: number) => void;
};

/** The amounts, and either the way to the checkout or the lines that prevent it. Old amounts are dimmed. */
export function CartSummary({ cart, member, upToDate, ask }: Props) {
  const t = useTranslations("cart");
  const blocked = blockedItems(cart);
  return (
    <section aria-labelledby="summary" className="rounded-lg bg-sand p-5 md:p-7 lg:top-28 lg:tall:sticky">
      <h2 className="text-lg font-bold" id="summary">
        {t("summary")}
      </h2>
      <FreeDelivery remaining={cart.freeDeliveryRemaining} subtotal={cart.subtotal} />
      <div aria-busy={!upToDate} className={clsx("transition-opacity", !upToDate && "opacity-50")}>
        <Amounts
          deliveryFee={cart.deliveryFee}
          promotions={cart.promotions}
          subtotal={cart.subtotal}
          total={cart.total}
        />
      </div>
      {blocked.length > 0 ? (
        <div className="mt-6">
          <p className="text-sm font-medium text-accent-deep">{t("blocked")}</p>
          <button
            className="button button-line mt-3 w-full"
            onClick={() => {
              for (const item of blocked) ask(item.id, piecesThatFit(item));
            }}
            type="button"
          >
            {t("unblock")}
          </button>
        </div>
      ) : (
        <ShopLink className="button button-accent mt-6 w-full" href="/checkout">
          {t("checkout")}
        </ShopLink>
      )}
      {!member && <p className="mt-4 text-center text-[0.8125rem] text-soft">{t("guest")}</p>}
    </section>
  );
}
