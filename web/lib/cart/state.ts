import type { Problem } from "../api/problem.ts";
import type { Cart, CartItem } from "../api/types.ts";

/**
 * The last cart the API answered, and what the shopper has asked for since. A wish is shown at once and forgotten when
 * it is answered: by the API's cart if it was granted, by the old cart and a message if it was refused. Amounts of
 * money are never worked out here; while wishes are open they are simply a moment old.
 */
export type CartState = {
  /** undefined until this page has heard of it; null when there is none. */
  cart: Cart | null | undefined;
  /** Item id → quantity asked for; 0 asks for its removal. */
  wishes: Record<string, number>;
  refusal: { itemId: string; problem: Problem } | null;
};

export type CartAction =
  | { type: "shown"; cart: Cart | null }
  | { type: "wished"; itemId: string; quantity: number }
  /** `granted` is the quantity the request carried: the shopper may have asked for another one since. */
  | { type: "granted"; itemId: string; granted: number; cart: Cart }
  | { type: "refused"; itemId: string; problem: Problem };

export const noCart: CartState = { cart: undefined, wishes: {}, refusal: null };

const without = (wishes: CartState["wishes"], itemId: string): CartState["wishes"] =>
  Object.fromEntries(Object.entries(wishes).filter(([id]) => id !== itemId));

export function reduceCart(state: CartState, action: CartAction): CartState {
  switch (action.type) {
    case "shown":
      return { ...state, cart: action.cart };
    case "wished":
      return { ...state, wishes: { ...state.wishes, [action.itemId]: action.quantity }, refusal: null };
    case "granted":
      return {
        ...state,
        cart: action.cart,
        wishes:
          state.wishes[action.itemId] === action.granted
            ? without(state.wishes, action.itemId)
            : state.wishes,
      };
    case "refused":
      return {
        ...state,
        wishes: without(state.wishes, action.itemId),
        refusal: { itemId: action.itemId, problem: action.problem },
      };
  }
}

/** The lines as the shopper wants them. */
export const shownItems = (cart: Cart, wishes: CartState["wishes"]): CartItem[] =>
  cart.items
    .map((item) => ({ ...item, quantity: wishes[item.id] ?? item.quantity }))
    .filter((item) => item.quantity > 0);

export const isSettled = (state: CartState): boolean => Object.keys(state.wishes).length === 0;

/** Lines that would make the order fail. */
export const blockedItems = (cart: Cart): CartItem[] =>
  cart.items.filter((item) => item.problem !== undefined);
