"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useApi } from "@/lib/api/browser";
import type { Cart, SavedItem } from "@/lib/api/types";
import { isUpToDate, shownItems } from "@/lib/cart/state";
import { refreshCart, showCart, useCartState } from "@/lib/cart/store";
import { PaidElsewhere, useReturns } from "../checkout/paid-elsewhere";
import { Empty } from "../ui/empty";
import { ShopLink } from "../ui/shop-link";
import { CartLine } from "./cart-line";
import { CartNewsBar } from "./cart-news";
import { CartSummary } from "./cart-summary";
import { SavedList } from "./saved-list";
import { useCartChanges } from "./use-cart-changes";

type Props = { drawn: Cart | null; drawnSaved: readonly SavedItem[]; member: boolean };

/** @param drawn the cart that the server drew with the page, as what is saved beside it */
export function CartView({ drawn, drawnSaved, member }: Props) {
  const t = useTranslations("cart");
  const api = useApi();
  const state = useCartState();
  const cart = state.cart === undefined ? drawn : state.cart;
  const changes = useCartChanges(state, cart, drawnSaved);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per visit
  useEffect(() => {
    // A page from the browser's history shows an old cart, and this one may have waited for its scripts. What
    // the shopper clicked in a line meanwhile is done now, and brings the cart itself.
    if (!state.cart) showCart(drawn);
    const shown = state.cart ?? drawn;
    const brought = !state.cart && document.querySelector("[data-cart-line] [data-missed]") !== null;
    if (shown && !brought) void refreshCart(api, shown.id);
  }, []);
  // It may have changed in another tab or on another device.
  useReturns(() => {
    if (cart && isUpToDate(state)) void refreshCart(api, cart.id);
  });

  const items = cart ? shownItems(cart, state.pending) : [];
  const news = (
    <>
      <PaidElsewhere />
      <p className="font-medium text-accent-deep not-empty:mt-5" role="status">
        {state.goneElsewhere && t("goneElsewhere")}
      </p>
      <CartNewsBar close={changes.forgetNews} news={changes.news} undo={(item) => void changes.undo(item)} />
    </>
  );
  const later = (
    <SavedList
      busy={changes.busy}
      drop={(item) => void changes.drop(item)}
      items={changes.saved}
      restore={(item) => void changes.restore(item)}
    />
  );
  if (!cart || items.length === 0) {
    return (
      <>
        {news}
        <Empty text={t("emptyText")} title={t("empty")}>
          <ShopLink className="button button-ink" href="/products">
            {t("look")}
          </ShopLink>
        </Empty>
        {later}
      </>
    );
  }

  const ask = (itemId: string, quantity: number) => {
    const item = cart.items.find(({ id }) => id === itemId);
    if (item) void changes.ask(item, quantity);
  };
  return (
    <>
      {news}
      <div className="mt-8 gap-14 lg:grid lg:grid-cols-[1fr_22rem]">
        <ul className="divide-y divide-line border-y border-line">
          {items.map((item) => (
            <CartLine
              ask={(quantity) => ask(item.id, quantity)}
              busy={changes.busy}
              choose={(variantId) => void changes.choose(item, variantId)}
              item={item}
              key={item.id}
              refusal={state.refusal?.itemId === item.id ? state.refusal.problem : null}
              save={() => void changes.save(item)}
              waiting={state.pending[item.id] !== undefined}
            />
          ))}
        </ul>
        <div className="mt-8 lg:mt-0">
          <CartSummary ask={ask} cart={cart} member={member} upToDate={isUpToDate(state)} />
        </div>
      </div>
      {later}
    </>
  );
}
