"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { reorder } from "@/lib/api/order-changes";
import type { FullOrder, RefilledCart } from "@/lib/api/types";
import { rememberCart, rememberedCart } from "@/lib/cart/cookie";
import { refreshCart } from "@/lib/cart/store";
import { lineLabel } from "@/lib/checkout/line-label";
import { Notice, Refusal } from "../form/notice";
import { useChange } from "../form/use-change";
import { ShopLink } from "../ui/shop-link";

type Props = { order: FullOrder; guestToken: string | undefined };

/** Puts the goods of an order into the cart, and says what could not be had any more. */
export function Reorder({ order, guestToken }: Props) {
  const t = useTranslations("order");
  const api = useApi();
  const key = useRef<string | null>(null);
  const [done, setDone] = useState<RefilledCart | null>(null);
  const state = useChange({ codes: { WRONG_ORDER_STATUS: t("reorderWaits") } });
  const send = () => {
    // Without an answer the next click repeats this request.
    key.current ??= crypto.randomUUID();
    return reorder(api, key.current, order.id, guestToken, rememberedCart("basket"));
  };
  const show = async (answer: RefilledCart) => {
    key.current = null;
    rememberCart("basket", answer.cartId);
    await refreshCart(api, answer.cartId);
    setDone(answer);
  };
  const nameOf = (lineId: string) =>
    order.items.filter(({ id }) => id === lineId).map((item) => lineLabel(item, order.items))[0];
  const missing = done?.lines.filter(({ problem }) => problem !== null) ?? [];
  const some = done?.lines.some(({ added }) => added > 0) ?? false;
  return (
    <div className="min-w-0">
      <button
        aria-disabled={state.busy}
        className="button button-line"
        onClick={() => void state.change({ call: send, after: show })}
        type="button"
      >
        {t("reorder")}
      </button>
      <Notice text={some ? t("reordered") : null} />
      <Refusal text={done && !some ? t("reorderedNone") : state.errors.failure} />
      {missing.length > 0 && (
        <ul className="mt-2 list-disc space-y-1 pl-5 text-[0.9375rem]">
          {missing.map(({ lineId, requested, added, problem }) => (
            <li key={lineId}>
              <strong>{nameOf(lineId)}</strong> {problem && t(`notAdded.${problem}`, { requested, added })}
            </li>
          ))}
        </ul>
      )}
      {some && (
        <ShopLink className="inline-flex min-h-11 items-center text-link" href="/cart">
          {t("toCart")}
        </ShopLink>
      )}
    </div>
  );
}
