"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
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
  complaints,
  type Field,
  fieldMessages,
  orderRequest,
  readValues,
  type Values,
} from "@/lib/checkout/form";
import { openWindow } from "@/lib/checkout/pay";
import { rememberOrder } from "@/lib/checkout/placed-orders";
import { useReturned } from "./use-returned";

export type FieldErrors = Partial<Record<Field, string>>;

/** Why the order could not be placed as it was shown. */
export type Change =
  | { kind: "stock"; lines: NonNullable<Problem["lines"]> }
  | { kind: "price"; items: NonNullable<Problem["items"]> };

/** What stands in the way of the order, at most one of the three. */
type Trouble = { errors: FieldErrors; failure: string | null; change: Change | null };

const none: Trouble = { errors: {}, failure: null, change: null };

type Words = ReturnType<typeof useTranslations<"checkout">>;

function troubleWith(problem: Problem, t: Words): Trouble {
  if (isUncertain(problem)) return { ...none, failure: problem.status === 0 ? t("offline") : t("unsure") };
  const { code, lines, items, errors = [], title } = problem;
  if (code === "OUT_OF_STOCK" && lines) return { ...none, change: { kind: "stock", lines } };
  if (code === "PRICE_CHANGED" && items) return { ...none, change: { kind: "price", items } };
  const messages = fieldMessages(errors);
  if (Object.keys(messages).length > 0) return { ...none, errors: messages };
  return { ...none, failure: code === "CART_EMPTY" ? t("cartEmpty") : title };
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

/** Takes what there is: fewer of a line, or none of it. */
async function takeWhatIsLeft(api: Api, cart: Cart, change: Change): Promise<void> {
  for (const { variantId, available } of change.kind === "stock" ? change.lines : []) {
    const item = cart.items.find((candidate) => candidate.variantId === variantId);
    if (!item) continue;
    await (available > 0 ? setQuantity(api, cart.id, item.id, available) : removeItem(api, cart.id, item.id));
  }
}

export function usePlaceOrder(drawn: Cart, kind: CartKind) {
  const t = useTranslations("checkout");
  const api = useApi();
  const [cart, setCart] = useState(drawn);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(none);
  // State is a render behind; two clicks within one frame must still be one order.
  const running = useRef(false);

  const run = (started: boolean) => {
    running.current = started;
    setBusy(started);
  };
  useReturned(() => run(false));

  const reload = async () => {
    const fresh = await findCart(api, cart.id);
    if (fresh.ok) setCart(fresh.data);
  };

  const send = async (values: Values) => {
    rememberValues(values, sessionStorage);
    const request = orderRequest(cart.id, values);
    const key = attemptKey(sessionStorage, attemptContent(request, cart), new Date());
    const answer = await placeOrder(api, key, request);
    if (answer.ok) return leaveToPay(answer.data, kind);
    // Without a definite answer the order may stand: the key is kept, so that the next click asks for the same one.
    if (!isUncertain(answer.problem)) attemptOver(sessionStorage);
    const met = troubleWith(answer.problem, t);
    if (met.change) await reload();
    setTrouble(met);
    run(false);
  };

  const place = async (form: HTMLFormElement) => {
    if (running.current) return;
    const values = readValues(new FormData(form));
    const found = complaints(values).map(({ field, complaint }) => [field, t(`complaints.${complaint}`)]);
    setTrouble({ ...none, errors: Object.fromEntries(found) });
    if (found.length > 0) return;
    run(true);
    await send(values).catch((cause: unknown) => {
      run(false);
      setTrouble({ ...none, failure: t("unsure") });
      throw cause;
    });
  };

  /** New prices need no more than having been seen; the next click orders at them. */
  const acceptChange = async () => {
    if (trouble.change) await takeWhatIsLeft(api, cart, trouble.change);
    await reload();
    setTrouble(none);
  };

  return { cart, busy, ...trouble, place, acceptChange };
}
