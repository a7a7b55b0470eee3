"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { findCart, removeItem, setQuantity } from "@/lib/api/carts";
import type { Api } from "@/lib/api/client";
import { placeOrder } from "@/lib/api/orders";
import { isUncertain, type Problem } from "@/lib/api/problem";
import type { Cart, PlacedOrder } from "@/lib/api/types";
import type { CartKind } from "@/lib/cart/cookie";
import { attemptContent, attemptKey, attemptOver, attemptPlaced } from "@/lib/checkout/attempt";
import { rememberValues } from "@/lib/checkout/draft";
import {
  type CheckoutField,
  type CheckoutValues,
  checkoutErrors,
  orderFields,
  orderRequest,
  readCheckout,
} from "@/lib/checkout/form";
import { rememberOrder } from "@/lib/checkout/local-orders";
import { openWindow } from "@/lib/checkout/pay";
import { useForm } from "../form/use-form";
import { useInputMessages } from "../form/use-input-messages";
import { useReturned } from "./use-returned";

/** Why the order could not be placed as it was shown. */
export type CartChange =
  | { kind: "stock"; lines: NonNullable<Problem["lines"]> }
  | { kind: "price"; items: NonNullable<Problem["items"]> };

function cartChangeOf({ code, lines, items }: Problem): CartChange | null {
  if (code === "OUT_OF_STOCK" && lines) return { kind: "stock", lines };
  if (code === "PRICE_CHANGED" && items) return { kind: "price", items };
  return null;
}

function leaveToPay({ order, payment, guestToken }: PlacedOrder, kind: CartKind): void {
  attemptPlaced(sessionStorage, order.expiresAt);
  rememberOrder({
    orderId: order.id,
    number: order.number,
    ...(guestToken ? { guestToken } : {}),
    cart: kind,
  });
  openWindow(order.id, payment);
}

/** Reduces each line to the stock that is left, or removes it. */
async function takeWhatIsLeft(api: Api, cart: Cart, change: CartChange): Promise<void> {
  for (const { variantId, available } of change.kind === "stock" ? change.lines : []) {
    const item = cart.items.find((candidate) => candidate.variantId === variantId);
    if (!item) continue;
    await (available > 0 ? setQuantity(api, cart.id, item.id, available) : removeItem(api, cart.id, item.id));
  }
}

export function usePlaceOrder(drawn: Cart, kind: CartKind) {
  const t = useTranslations("checkout");
  const inputMessages = useInputMessages();
  const api = useApi();
  const [cart, setCart] = useState(drawn);
  const [change, setChange] = useState<CartChange | null>(null);
  const { busy, errors, send, setErrors, ready } = useForm<CheckoutField>({
    fields: orderFields,
    codes: { CART_EMPTY: t("cartEmpty"), UNPAID_LIMIT: t("unpaidLimit") },
    sentences: { offline: t("offline"), unsure: t("unsure") },
    leaves: true,
  });
  useReturned(ready);

  const reload = async () => {
    const fresh = await findCart(api, cart.id);
    if (fresh.ok) setCart(fresh.data);
  };

  const order = async (values: CheckoutValues) => {
    rememberValues(values, sessionStorage);
    const request = orderRequest(cart.id, values);
    const key = attemptKey(sessionStorage, attemptContent(request, cart), new Date());
    const result = await placeOrder(api, key, request);
    if (result.ok) leaveToPay(result.data, kind);
    // Without a definite answer the order may exist: the key stays, so that the next click asks for the same
    // order.
    else if (!isUncertain(result.problem)) attemptOver(sessionStorage);
    return result;
  };

  const showChange = async (problem: Problem): Promise<boolean> => {
    const found = cartChangeOf(problem);
    if (!found) return false;
    await reload();
    setChange(found);
    return true;
  };

  const place = async (form: HTMLFormElement) => {
    if (busy) return;
    const values = readCheckout(new FormData(form));
    const wrong = inputMessages(checkoutErrors(values));
    setChange(null);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) await send(() => order(values), showChange);
  };

  /** New prices only have to be seen: the next click orders at them. */
  const acceptChange = async () => {
    if (change) await takeWhatIsLeft(api, cart, change);
    await reload();
    setChange(null);
  };

  return { cart, busy, errors, change, place, acceptChange };
}
