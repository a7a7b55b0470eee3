import * as carts from "../api/carts.ts";
import type { Api } from "../api/client.ts";
import type { ApiResult } from "../api/problem.ts";
import type { Cart } from "../api/types.ts";
import { type CartKind, forgetCart, rememberCart, rememberedCart } from "./cookie.ts";
import { dispatch, inTurn, isPending, readAgain, showCart } from "./store.ts";

async function addTo(
  api: Api,
  kind: CartKind,
  variantId: string,
  quantity: number,
): Promise<ApiResult<Cart>> {
  const cartId = kind === "basket" ? rememberedCart(kind) : null;
  if (cartId) {
    const added = await carts.addItem(api, cartId, variantId, quantity);
    // The remembered cart has expired: create another.
    if (added.ok || added.problem.code !== "NOT_FOUND") return added;
  }
  // "Buy now" must not order the rest of the member's cart.
  const created = kind === "basket" ? await carts.createCart(api) : await carts.createGuestCart(api);
  if (!created.ok) return created;
  rememberCart(kind, created.data.id);
  return carts.addItem(api, created.data.id, variantId, quantity);
}

/** The cart after an addition. `limitedTo`: the stock, when the cart would have held more than that. */
type AddedItem = { cart: Cart; limitedTo: number | null };

/**
 * Adds a variant to the cart, which is created if there is none. The cart holds no more of it than there is.
 */
const addToCart = (api: Api, variantId: string, quantity: number): Promise<ApiResult<AddedItem>> =>
  inTurn(async () => {
    const added = await addTo(api, "basket", variantId, quantity);
    if (!added.ok) return added;
    showCart(added.data);
    const item = added.data.items.find((each) => each.variantId === variantId);
    if (!item || item.available === 0 || item.quantity <= item.available)
      return { ok: true, data: { cart: added.data, limitedTo: null } };
    const limited = await carts.setQuantity(api, added.data.id, item.id, item.available);
    if (!limited.ok) return limited;
    showCart(limited.data);
    return { ok: true, data: { cart: limited.data, limitedTo: item.available } };
  });

export type WantedLine = { variantId: string; quantity: number };

/** Adds lines one after another; the first refusal ends the addition. */
export async function addLines(
  api: Api,
  lines: readonly WantedLine[],
): Promise<ApiResult<Pick<AddedItem, "limitedTo">>> {
  let limitedTo: number | null = null;
  for (const { variantId, quantity } of lines) {
    const added = await addToCart(api, variantId, quantity);
    if (!added.ok) return added;
    limitedTo ??= added.data.limitedTo;
  }
  return { ok: true, data: { limitedTo } };
}

/** Creates a cart with these variants alone, for the checkout. */
export const buyDirectly = (api: Api, lines: readonly WantedLine[]): Promise<ApiResult<Cart | null>> =>
  inTurn(async () => {
    let cart: Cart | null = null;
    for (const { variantId, quantity } of lines) {
      const result: ApiResult<Cart> = cart
        ? await carts.addItem(api, cart.id, variantId, quantity)
        : await addTo(api, "direct", variantId, quantity);
      if (!result.ok) return result;
      cart = result.data;
    }
    return { ok: true, data: cart };
  });

/**
 * After a sign-in: merges the guest's cart into the member's, which this browser then shows. The sign-in does
 * not fail if the merge does: the browser then shows the member's own cart.
 */
export async function mergeGuestCart(api: Api): Promise<void> {
  const guestCart = rememberedCart("basket");
  const merged = guestCart ? await carts.mergeCart(api, guestCart) : null;
  if (merged?.ok) rememberCart("basket", merged.data.id);
  // The server finds the member's own cart, and so does the first addition.
  else forgetCart("basket");
}

/**
 * Shows the new quantity at once, then sends it. A change that a later click has replaced is not sent.
 * Returns whether the line now is as asked; one that is gone has been removed.
 */
export function changeQuantity(api: Api, cartId: string, itemId: string, quantity: number): Promise<boolean> {
  dispatch({ type: "requested", itemId, quantity });
  return inTurn(async () => {
    if (!isPending(itemId, quantity)) return false;
    const answer =
      quantity === 0
        ? await carts.removeItem(api, cartId, itemId)
        : await carts.setQuantity(api, cartId, itemId, quantity);
    if (answer.ok) {
      dispatch({ type: "accepted", itemId, quantity, cart: answer.data });
      return true;
    }
    const now = answer.problem.status === 404 ? await readAgain(api, cartId) : undefined;
    if (now === undefined) {
      dispatch({ type: "refused", itemId, problem: answer.problem });
      return false;
    }
    dispatch({ type: "gone", itemId, cart: now });
    return quantity === 0;
  });
}
