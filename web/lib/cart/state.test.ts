import { describe, expect, it } from "vitest";
import type { Problem } from "../api/problem.ts";
import type { Cart, CartItem } from "../api/types.ts";
import {
  blockedItems,
  type CartAction,
  isUpToDate,
  noCart,
  reduceCart,
  shownItems,
  withoutLines,
} from "./state.ts";

const won = (amount: number) => ({ amount, currency: "KRW" as const });
const item = (id: string, quantity: number, more: Partial<CartItem> = {}): CartItem => ({
  id,
  variantId: id,
  productId: id,
  productSlug: id,
  sku: id,
  name: id,
  options: [],
  image: null,
  quantity,
  tiers: [],
  unitPrice: won(1000),
  lineTotal: won(1000 * quantity),
  discount: won(0),
  available: 10,
  ...more,
});
const cart = (...items: CartItem[]): Cart => ({
  id: "cart",
  items,
  itemCount: items.reduce((count, { quantity }) => count + quantity, 0),
  subtotal: won(0),
  promotions: [],
  discount: won(0),
  deliveryFee: won(0),
  total: won(0),
  freeDeliveryRemaining: null,
});
const problem: Problem = { status: 409, code: "OUT_OF_STOCK", title: "" };

const after = (...actions: CartAction[]) =>
  actions.reduce(reduceCart, reduceCart(noCart, { type: "loaded", cart: cart(item("a", 1), item("b", 2)) }));

const quantities = (state: ReturnType<typeof after>) =>
  state.cart
    ? Object.fromEntries(shownItems(state.cart, state.pending).map(({ id, quantity }) => [id, quantity]))
    : {};

describe("a pending change", () => {
  it("shows at once, before the API has responded", () => {
    const state = after({ type: "requested", itemId: "a", quantity: 3 });
    expect(quantities(state)).toEqual({ a: 3, b: 2 });
    expect(isUpToDate(state)).toBe(false);
  });

  it("to zero removes the line", () => {
    expect(quantities(after({ type: "requested", itemId: "a", quantity: 0 }))).toEqual({ b: 2 });
  });

  it("ends with the response, and the quantity is then the API's", () => {
    const state = after(
      { type: "requested", itemId: "a", quantity: 3 },
      { type: "accepted", itemId: "a", quantity: 3, cart: cart(item("a", 3), item("b", 2)) },
    );
    expect(quantities(state)).toEqual({ a: 3, b: 2 });
    expect(isUpToDate(state)).toBe(true);
  });

  it("made after an older one is not undone by the response to the older one", () => {
    const state = after(
      { type: "requested", itemId: "a", quantity: 2 },
      { type: "requested", itemId: "a", quantity: 5 },
      { type: "accepted", itemId: "a", quantity: 2, cart: cart(item("a", 2), item("b", 2)) },
    );
    expect(quantities(state)).toEqual({ a: 5, b: 2 });
  });

  it("that is refused brings the old quantity back, with the reason", () => {
    const state = after(
      { type: "requested", itemId: "a", quantity: 99 },
      { type: "refused", itemId: "a", problem },
    );
    expect(quantities(state)).toEqual({ a: 1, b: 2 });
    expect(state.refusal).toEqual({ itemId: "a", problem });
  });

  it("of one line leaves the changes of other lines alone", () => {
    const state = after(
      { type: "requested", itemId: "a", quantity: 4 },
      { type: "requested", itemId: "b", quantity: 0 },
      { type: "refused", itemId: "a", problem },
    );
    expect(quantities(state)).toEqual({ a: 1 });
  });
});

it("lists the lines that would make the order fail", () => {
  const blocked = item("c", 3, { available: 1, problem: "NOT_ENOUGH_STOCK" });
  expect(blockedItems(cart(item("a", 1), blocked))).toEqual([blocked]);
});

describe("a line that another tab has taken out", () => {
  const now = cart(item("b", 2));

  it("disappears, and the shopper learns why", () => {
    const state = after(
      { type: "requested", itemId: "a", quantity: 3 },
      { type: "gone", itemId: "a", cart: now },
    );
    expect(state).toEqual({ cart: now, pending: {}, refusal: null, goneElsewhere: true });
    expect(reduceCart(state, { type: "requested", itemId: "b", quantity: 1 }).goneElsewhere).toBe(false);
  });

  it("is no news to the shopper who takes it out, too", () => {
    const state = after(
      { type: "requested", itemId: "a", quantity: 0 },
      { type: "gone", itemId: "a", cart: now },
    );
    expect(state.goneElsewhere).toBe(false);
  });
});

it("shows the cart without what was bought", () => {
  const left = withoutLines(cart(item("a", 3), item("b", 2)), [
    { variantId: "a", quantity: 1 },
    { variantId: "b", quantity: 2 },
    { variantId: "c", quantity: 1 },
  ]);
  expect([left.itemCount, left.items.map(({ id }) => id)]).toEqual([2, ["a"]]);
});
