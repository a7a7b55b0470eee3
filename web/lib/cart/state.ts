import type { Problem } from "../api/problem.ts";
import type { Cart, CartItem } from "../api/types.ts";

/**
 * The last cart that the API returned, and the changes that the shopper has made since. A pending change is
 * shown at once. It ends with the response: with the API's cart if it was accepted, with the old cart and a
 * message if it was refused. Amounts of money are never computed here; while changes are pending the amounts
 * are a moment old.
 */
export type CartState = {
  /** undefined until this page has read it; null when there is none. */
  cart: Cart | null | undefined;
  /** Item id → the quantity of a change without a response; 0 removes the item. */
  pending: Record<string, number>;
  refusal: { itemId: string; problem: Problem } | null;
  /** A line that the shopper wanted to change was taken out in another tab or on another device. */
  goneElsewhere: boolean;
};

export type CartAction =
  | { type: "loaded"; cart: Cart | null }
  | { type: "requested"; itemId: string; quantity: number }
  /** `quantity` is that of the request: the shopper may have asked for another one since. */
  | { type: "accepted"; itemId: string; quantity: number; cart: Cart }
  | { type: "refused"; itemId: string; problem: Problem }
  /** The API no longer has the line; `cart` is the one that it has now. */
  | { type: "gone"; itemId: string; cart: Cart | null };

export const noCart: CartState = { cart: undefined, pending: {}, refusal: null, goneElsewhere: false };

const without = (pending: CartState["pending"], itemId: string): CartState["pending"] =>
  Object.fromEntries(Object.entries(pending).filter(([id]) => id !== itemId));

export function reduceCart(state: CartState, action: CartAction): CartState {
  switch (action.type) {
    case "loaded":
      return { ...state, cart: action.cart };
    case "requested":
      return {
        ...state,
        pending: { ...state.pending, [action.itemId]: action.quantity },
        refusal: null,
        goneElsewhere: false,
      };
    case "accepted":
      return {
        ...state,
        cart: action.cart,
        pending:
          state.pending[action.itemId] === action.quantity
            ? without(state.pending, action.itemId)
            : state.pending,
      };
    case "refused":
      return {
        ...state,
        pending: without(state.pending, action.itemId),
        refusal: { itemId: action.itemId, problem: action.problem },
      };
    case "gone":
      return {
        cart: action.cart,
        pending: without(state.pending, action.itemId),
        refusal: null,
        // Who wanted to remove the line has what they wanted.
        goneElsewhere: state.pending[action.itemId] !== 0,
      };
  }
}

/** The lines with the pending quantities. */
export const shownItems = (cart: Cart, pending: CartState["pending"]): CartItem[] =>
  cart.items
    .map((item) => ({ ...item, quantity: pending[item.id] ?? item.quantity }))
    .filter((item) => item.quantity > 0);

/**
 * The cart without lines that were bought, for the count in the header; its amounts are still the old ones.
 */
export function withoutLines(cart: Cart, bought: readonly { variantId: string; quantity: number }[]): Cart {
  const items = cart.items.flatMap((item) => {
    const line = bought.find(({ variantId }) => variantId === item.variantId);
    const quantity = item.quantity - (line?.quantity ?? 0);
    return quantity > 0 ? [{ ...item, quantity }] : [];
  });
  return { ...cart, items, itemCount: items.reduce((sum, { quantity }) => sum + quantity, 0) };
}

/** Whether the cart is the API's, amounts included. */
export const isUpToDate = (state: CartState): boolean => Object.keys(state.pending).length === 0;

/** Lines that would make the order fail. */
export const blockedItems = (cart: Cart): CartItem[] =>
  cart.items.filter((item) => item.problem !== undefined);
