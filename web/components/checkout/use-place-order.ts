"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { findCart, removeItem, setQuantity } from "@/lib/api/carts";
import type { Api } from "@/lib/api/client";
import { getOrder, placeOrder } from "@/lib/api/orders";
import { isUncertain, type Problem } from "@/lib/api/problem";
import { tellOrder } from "@/lib/api/recommendations";
import type { Cart, PaymentMethod, PlacedOrder } from "@/lib/api/types";
import type { CartKind } from "@/lib/cart/cookie";
import { attemptContent, attemptKey, attemptOver, attemptPlaced } from "@/lib/checkout/attempt";
import { type ReceiptField, type ReceiptWish, readReceipt, receiptErrors } from "@/lib/checkout/cash-receipt";
import { type DraftOwner, forgetValues, rememberValues } from "@/lib/checkout/draft";
import {
  type CheckoutField,
  type CheckoutValues,
  checkoutErrors,
  orderFields,
  orderRequest,
  readCheckout,
  readMethod,
} from "@/lib/checkout/form";
import { findLocalOrder, storeOrder } from "@/lib/checkout/local-orders";
import { openWindow } from "@/lib/checkout/pay";
import { settle } from "@/lib/checkout/settle";
import { localePath } from "@/lib/paths";
import { useForm } from "../form/use-form";
import { useInputMessages } from "../form/use-input-messages";
import type { useReductions } from "./use-reductions";
import { useReturned } from "./use-returned";

/** Why the order could not be placed as it was shown. */
export type CartChange =
  | { kind: "stock"; lines: NonNullable<Problem["lines"]> }
  | {
      kind: "price";
      items: NonNullable<Problem["items"]>;
      deliveryFee: Problem["deliveryFee"];
      discount: Problem["discount"];
    };

function cartChangeOf({ code, lines, items, deliveryFee, discount }: Problem): CartChange | null {
  if (code === "OUT_OF_STOCK" && lines) return { kind: "stock", lines };
  if (code === "PRICE_CHANGED" && items) return { kind: "price", items, deliveryFee, discount };
  return null;
}

function remember(api: Api, { order, guestToken }: PlacedOrder, kind: CartKind): void {
  if (guestToken) void tellOrder(api, order.id, guestToken);
  attemptPlaced(sessionStorage, order.expiresAt);
  const known = findLocalOrder(order.id);
  storeOrder({
    orderId: order.id,
    number: order.number,
    ...(guestToken ? { guestToken } : {}),
    cart: kind,
    inCart: known?.inCart ?? order.items.map(({ variantId, quantity }) => ({ variantId, quantity })),
    ...(order.expiresAt ? { payableUntil: order.expiresAt } : {}),
  });
}

/**
 * A repeated request leads to the order that it placed before, which may have been paid in another browser.
 */
async function paidAlready(api: Api, orderId: string): Promise<boolean> {
  const known = findLocalOrder(orderId);
  const read = known && (await getOrder(api, orderId, known.guestToken));
  return read?.ok === true && read.data.paidAt !== null;
}

/** Reduces each line to the stock that is left, or removes it. */
async function takeWhatIsLeft(api: Api, cart: Cart, change: CartChange): Promise<void> {
  for (const { variantId, available } of change.kind === "stock" ? change.lines : []) {
    const item = cart.items.find((candidate) => candidate.variantId === variantId);
    if (!item) continue;
    await (available > 0 ? setQuantity(api, cart.id, item.id, available) : removeItem(api, cart.id, item.id));
  }
}

async function leaveCheckout(api: Api, orderId: string): Promise<void> {
  attemptOver(sessionStorage);
  forgetValues(sessionStorage);
  await settle(api, orderId);
}

/** Whether the total on the button is still the one when the changes under way are done. */
async function showsTotal(
  cart: Cart,
  { quote, settled }: Pick<ReturnType<typeof useReductions>, "quote" | "settled">,
): Promise<boolean> {
  const seen = (quote ?? cart).total.amount;
  return ((await settled()) ?? cart).total.amount === seen;
}

type Checkout = { drawn: Cart; kind: CartKind; owner: DraftOwner };

/** @param reductions of useReductions: the order is placed with those that the shown total has */
export function usePlaceOrder(
  { drawn, kind, owner }: Checkout,
  reductions: ReturnType<typeof useReductions>,
) {
  const t = useTranslations("checkout");
  const locale = useLocale();
  const router = useRouter();
  const inputMessages = useInputMessages();
  const api = useApi();
  const [cart, setCart] = useState(drawn);
  const [change, setChange] = useState<CartChange | null>(null);
  const { busy, errors, send, setErrors, ready } = useForm<CheckoutField | ReceiptField>({
    fields: orderFields,
    codes: {
      CART_EMPTY: t("cartEmpty"),
      UNPAID_LIMIT: t("unpaidLimit"),
      COUPON_REFUSED: t("couponsChanged"),
      POINTS_REFUSED: t("pointsChanged"),
    },
    sentences: { offline: t("offline"), unsure: t("unsure") },
    leaves: true,
  });
  useReturned(ready);

  const reload = async (): Promise<Cart | null> => {
    const fresh = await findCart(api, cart.id);
    if (!fresh.ok) return null;
    setCart(fresh.data);
    await reductions.show(reductions.used);
    return fresh.data;
  };

  const showPaid = async (orderId: string) => {
    await leaveCheckout(api, orderId);
    router.replace(localePath(locale, `/orders/${orderId}`));
  };

  const goOn = async (placed: PlacedOrder) => {
    const { order, payment } = placed;
    if (await paidAlready(api, order.id)) return showPaid(order.id);
    remember(api, placed, kind);
    if (payment) openWindow(order.id, payment);
    else await showPaid(order.id);
  };

  const order = async (values: CheckoutValues, method: PaymentMethod, receipt: ReceiptWish | null) => {
    rememberValues(sessionStorage, owner, values);
    const request = orderRequest(cart.id, values, reductions.used, method, receipt);
    const total = reductions.quote?.total ?? cart.total;
    const key = attemptKey(sessionStorage, attemptContent(request, { ...cart, total }), new Date());
    const result = await placeOrder(api, key, request);
    if (result.ok) await goOn(result.data);
    // Without a definite answer the order may exist: the key stays, so that the next click asks for the same
    // order.
    else if (!isUncertain(result.problem)) attemptOver(sessionStorage);
    return result;
  };

  const showChange = async (problem: Problem): Promise<boolean> => {
    // The new quote shows what is left of them, and why.
    if (["COUPON_REFUSED", "POINTS_REFUSED"].includes(problem.code)) await reductions.show(reductions.used);
    const found = cartChangeOf(problem);
    if (!found) return false;
    await reload();
    setChange(found);
    return true;
  };

  const place = async (form: HTMLFormElement) => {
    if (busy || !(await showsTotal(cart, reductions))) return;
    const content = new FormData(form);
    // What is used is in the list, and the field is empty: this code was refused.
    if (content.get("coupon") !== "") return setErrors({}, t("couponLeft"));
    const values = readCheckout(content);
    const receipt = readReceipt(content);
    const wrong = inputMessages({ ...checkoutErrors(values), ...receiptErrors(receipt) });
    setChange(null);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0)
      await send(() => order(values, readMethod(content), receipt), showChange);
  };

  /** New prices only have to be seen: the next click orders at them. */
  const acceptChange = async () => {
    if (change) await takeWhatIsLeft(api, cart, change);
    await reload();
    setChange(null);
  };

  /** Orders were paid elsewhere: what is left can be ordered, or there is only the paid order to show. */
  const learned = async ([paid]: { id: string }[]) => {
    const left = kind === "direct" ? null : await reload();
    if (paid && (!left || left.items.length === 0)) await showPaid(paid.id);
  };

  return { cart, busy, errors, setErrors, change, place, acceptChange, learned };
}
