import { expect, it } from "vitest";
import type { Cart, OrderRequest } from "../api/types.ts";
import { attemptContent, attemptKey, attemptOver, attemptPlaced } from "./attempt.ts";

function memory() {
  const values = new Map<string, string>();
  return {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => void values.set(name, value),
    removeItem: (name: string) => void values.delete(name),
  };
}

const now = new Date("2026-11-22T12:00:00Z");

it("gives the same request the same key, however often it is sent", () => {
  const store = memory();
  const key = attemptKey(store, "cart 1", now);
  expect(attemptKey(store, "cart 1", now)).toBe(key);
  attemptPlaced(store, "2026-11-22T12:15:00Z");
  expect(attemptKey(store, "cart 1", now)).toBe(key);
});

it("gives a changed request another key", () => {
  const store = memory();
  expect(attemptKey(store, "cart 1", now)).not.toBe(attemptKey(store, "cart 2", now));
});

it("does not lead back to an order that has expired or is over", () => {
  const store = memory();
  const expired = attemptKey(store, "cart 1", now);
  attemptPlaced(store, "2026-11-22T11:59:00Z");
  const second = attemptKey(store, "cart 1", now);
  expect(second).not.toBe(expired);
  attemptOver(store);
  expect(attemptKey(store, "cart 1", now)).not.toBe(second);
});

it("recognises an order after its own reservation has changed the shown stock", () => {
  const won = (amount: number) => ({ amount, currency: "KRW" as const });
  const cart = (available: number, price = 1000): Pick<Cart, "items" | "total"> => ({
    items: [
      {
        id: "item",
        variantId: "variant",
        productId: "product",
        productSlug: "cup",
        sku: "CUP",
        name: "컵",
        options: [],
        image: null,
        quantity: 2,
        unitPrice: won(price),
        tiers: [],
        lineTotal: won(2 * price),
        discount: { amount: 0, currency: "KRW" as const },
        available,
      },
    ],
    total: won(2 * price),
  });
  const request: OrderRequest = {
    cartId: "cart",
    contact: { name: "김장터", email: "kim@example.com", phone: "010-1234-5678" },
    shippingAddress: { recipient: "김장터", phone: "010-1234-5678", postcode: "03154", address1: "종로 1" },
  };
  expect(attemptContent(request, cart(3))).toBe(attemptContent(request, cart(1)));
  expect(attemptContent(request, cart(3))).not.toBe(attemptContent(request, cart(3, 1200)));
});
