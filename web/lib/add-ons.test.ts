import { expect, test } from "vitest";
import { type AddOnItem, firstLine, mostOf } from "./add-ons.ts";

const variant = (id: string, available: number) => ({
  ...{ id, sku: id, label: id, available },
  price: { amount: 1_000, currency: "KRW" as const },
});
const item = (more: Partial<AddOnItem>): AddOnItem => ({
  ...{ productId: "p", slug: "p", name: "p", image: null, minQuantity: 1, maxQuantity: null, variants: [] },
  ...more,
});

test("an add-on is chosen with its first variant that is there in the least quantity", () => {
  const variants = [variant("a", 1), variant("b", 5)];
  expect(firstLine(item({ variants }))).toEqual({ variantId: "a", quantity: 1 });
  expect(firstLine(item({ variants, minQuantity: 2 }))).toEqual({ variantId: "b", quantity: 2 });
  expect(firstLine(item({ variants: [variant("a", 0)] }))).toBeNull();
});

test("a shopper takes as many as there are, as may be ordered, and as a page takes", () => {
  const variants = [variant("a", 3), variant("b", 999)];
  expect([mostOf(item({ variants }), "a"), mostOf(item({ variants }), "b")]).toEqual([3, 99]);
  expect(mostOf(item({ variants, maxQuantity: 2 }), "a")).toBe(2);
  expect(mostOf(item({ variants }), "gone")).toBe(0);
});
