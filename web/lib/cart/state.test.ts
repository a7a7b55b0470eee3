import { describe, expect, it } from "vitest";
import type { Problem } from "../api/problem.ts";
import type { Cart, CartItem } from "../api/types.ts";
import { blockedItems, type CartAction, isSettled, noCart, reduceCart, shownItems } from "./state.ts";

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
  unitPrice: won(1000),
  lineTotal: won(1000 * quantity),
  available: 10,
  ...more,
});
const cart = (...items: CartItem[]): Cart => ({
  id: "cart",
  items,
  itemCount: items.reduce((count, { quantity }) => count + quantity, 0),
  subtotal: won(0),
  deliveryFee: won(0),
  total: won(0),
  freeDeliveryRemaining: null,
});
const problem: Problem = { status: 409, code: "OUT_OF_STOCK", title: "" };

const after = (...actions: CartAction[]) =>
  actions.reduce(reduceCart, reduceCart(noCart, { type: "shown", cart: cart(item("a", 1), item("b", 2)) }));

const quantities = (state: ReturnType<typeof after>) =>
  state.cart
    ? Object.fromEntries(shownItems(state.cart, state.wishes).map(({ id, quantity }) => [id, quantity]))
    : {};

describe("a wish", () => {
  it("shows at once, before the API has answered", () => {
    const state = after({ type: "wished", itemId: "a", quantity: 3 });
    expect(quantities(state)).toEqual({ a: 3, b: 2 });
    expect(isSettled(state)).toBe(false);
  });

  it("for none takes the line away", () => {
    expect(quantities(after({ type: "wished", itemId: "a", quantity: 0 }))).toEqual({ b: 2 });
  });

  it("is settled by the answer, whose quantity is the truth", () => {
    const state = after(
      { type: "wished", itemId: "a", quantity: 3 },
      { type: "granted", itemId: "a", granted: 3, cart: cart(item("a", 3), item("b", 2)) },
    );
    expect(quantities(state)).toEqual({ a: 3, b: 2 });
    expect(isSettled(state)).toBe(true);
  });

  it("made while an older one was on its way is not undone by the older one's answer", () => {
    const state = after(
      { type: "wished", itemId: "a", quantity: 2 },
      { type: "wished", itemId: "a", quantity: 5 },
      { type: "granted", itemId: "a", granted: 2, cart: cart(item("a", 2), item("b", 2)) },
    );
    expect(quantities(state)).toEqual({ a: 5, b: 2 });
  });

  it("that is refused brings the old quantity back and says why", () => {
    const state = after(
      { type: "wished", itemId: "a", quantity: 99 },
      { type: "refused", itemId: "a", problem },
    );
    expect(quantities(state)).toEqual({ a: 1, b: 2 });
    expect(state.refusal).toEqual({ itemId: "a", problem });
  });

  it("for one line leaves the others' wishes alone", () => {
    const state = after(
      { type: "wished", itemId: "a", quantity: 4 },
      { type: "wished", itemId: "b", quantity: 0 },
      { type: "refused", itemId: "a", problem },
    );
    expect(quantities(state)).toEqual({ a: 1 });
  });
});

it("names the lines that stand in the way of ordering", () => {
  const blocked = item("c", 3, { available: 1, problem: "NOT_ENOUGH_STOCK" });
  expect(blockedItems(cart(item("a", 1), blocked))).toEqual([blocked]);
});
