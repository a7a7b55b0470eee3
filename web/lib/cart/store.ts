"use client";

import { useSyncExternalStore } from "react";
import { findCart } from "../api/carts.ts";
import type { Api } from "../api/client.ts";
import type { Cart } from "../api/types.ts";
import { rememberedCart } from "./cookie.ts";
import { rememberCount } from "./count.ts";
import { type CartAction, noCart, reduceCart } from "./state.ts";

/**
 * One cart for the whole page: the header counts it, the cart page edits it. Changes are sent one after
 * another, so that the responses arrive in the order of the clicks.
 */
let state = noCart;
let last: Promise<unknown> = Promise.resolve();
const listeners = new Set<() => void>();

export function dispatch(action: CartAction): void {
  state = reduceCart(state, action);
  if (state.cart !== undefined) rememberCount(state.cart?.itemCount ?? 0);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}

export const isPending = (itemId: string, quantity: number): boolean => state.pending[itemId] === quantity;

export const useCartState = () =>
  useSyncExternalStore(
    subscribe,
    () => state,
    () => noCart,
  );

export const showCart = (cart: Cart | null): void => dispatch({ type: "loaded", cart });

/** @returns null when the cart has ended; undefined without an answer */
export async function readAgain(api: Api, cartId: string): Promise<Cart | null | undefined> {
  const read = await findCart(api, cartId);
  if (read.ok) return read.data;
  return read.problem.status === 404 ? null : undefined;
}

/** Reads the cart again, for a page that may be older than the cart. */
export async function refreshCart(api: Api, cartId: string): Promise<void> {
  const now = await inTurn(() => readAgain(api, cartId));
  if (now !== undefined) showCart(now);
}

/** Reads the cart that this browser remembers, for a page that came without it. */
export async function readRememberedCart(api: Api): Promise<void> {
  const cartId = rememberedCart("basket");
  if (state.cart !== undefined) return;
  if (cartId) await refreshCart(api, cartId);
  else showCart(null);
}
