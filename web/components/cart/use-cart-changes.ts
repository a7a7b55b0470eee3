"use client";

import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import type { ApiResult } from "@/lib/api/problem";
import * as saving from "@/lib/api/saved-items";
import type { Cart, CartItem, SavedItem } from "@/lib/api/types";
import { changeQuantity } from "@/lib/cart/changes";
import { type CartState, isUpToDate } from "@/lib/cart/state";
import { refreshCart, showCart } from "@/lib/cart/store";
import { report } from "@/lib/recommendations/report";

/** What has just happened, which a shopper may not see on the page itself. */
export type CartNews =
  | { kind: "removed"; item: CartItem }
  | { kind: "saved" | "restored" | "changed" | "failed"; name: string };

/** Changes of the cart's page alone: undo, other variants, and the list for later. One at a time. */
export function useCartChanges(state: CartState, cart: Cart | null, drawn: readonly SavedItem[]) {
  const api = useApi();
  const [saved, setSaved] = useState(drawn);
  const [news, setNews] = useState<CartNews | null>(null);
  const [busy, setBusy] = useState(false);

  async function run<T>(
    name: string,
    kind: "saved" | "restored" | "changed" | null,
    call: (cartId: string) => Promise<ApiResult<T>>,
    show: (answer: T) => void,
  ): Promise<void> {
    if (!cart || busy) return;
    setBusy(true);
    const pending = !isUpToDate(state);
    const answer = await call(cart.id);
    if (answer.ok) show(answer.data);
    // It was moved elsewhere, or changes are under way whose response is older than this one.
    if (pending || (!answer.ok && answer.problem.status === 404)) await refreshCart(api, cart.id);
    setNews(answer.ok ? kind && { kind, name } : { kind: "failed", name });
    setBusy(false);
  }
  const showBoth = (answer: { cart: Cart; saved: { items: SavedItem[] } }) => {
    showCart(answer.cart);
    setSaved(answer.saved.items);
  };

  return {
    saved,
    news,
    busy,
    forgetNews: () => setNews(null),
    async ask(item: CartItem, quantity: number) {
      if (!cart) return;
      setNews(null);
      const isAccepted = await changeQuantity(api, cart.id, item.id, quantity);
      if (isAccepted && quantity === 0) setNews({ kind: "removed", item });
    },
    undo: (item: CartItem) =>
      run(item.name, "restored", (cartId) => saving.addAgain(api, cartId, item), showCart),
    save: ({ id, name, productId }: CartItem) =>
      run(
        name,
        "saved",
        (cartId) => saving.saveItem(api, cartId, id),
        (answer) => {
          showBoth(answer);
          report("wish", productId);
        },
      ),
    restore: ({ id, name }: SavedItem) =>
      run(name, "restored", (cartId) => saving.restoreItem(api, cartId, id), showBoth),
    drop: ({ id, name }: SavedItem) =>
      run(
        name,
        null,
        (cartId) => saving.removeSaved(api, cartId, id),
        ({ items }) => setSaved(items),
      ),
    choose: ({ id, name }: CartItem, variantId: string) =>
      run(name, "changed", (cartId) => saving.changeVariant(api, cartId, id, variantId), showCart),
  };
}
