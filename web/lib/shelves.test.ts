import { expect, it } from "vitest";
import type { ProductCard } from "./api/types.ts";
import { freshShelf, saleShelf } from "./shelves.ts";

const product = (id: string, more: Partial<ProductCard> = {}): ProductCard => ({
  id,
  slug: id,
  name: id,
  brand: null,
  price: { amount: 8000, currency: "KRW" },
  image: null,
  inStock: true,
  ...more,
});
const reduced = (id: string, from: number, more: Partial<ProductCard> = {}) =>
  product(id, { compareAtPrice: { amount: from, currency: "KRW" }, ...more });
const ids = (products: ProductCard[]) => products.map(({ id }) => id);

it("a fresh shelf takes from every category before it takes from one again", () => {
  const socks = [product("9"), product("8"), product("7")];
  const cups = [product("2"), product("1")];
  expect(ids(freshShelf([socks, cups], 3))).toEqual(["9", "2", "8"]);
});

it("a fresh shelf shows nothing twice and nothing that is sold out", () => {
  const both = product("5");
  expect(
    ids(
      freshShelf(
        [
          [both, product("4", { inStock: false })],
          [both, product("3")],
        ],
        8,
      ),
    ),
  ).toEqual(["5", "3"]);
});

it("a sale shelf has the steepest reductions, each once, and none that another shelf shows", () => {
  const products = [
    reduced("1", 9000),
    reduced("2", 16000),
    reduced("3", 12000),
    reduced("4", 90000),
    product("5"),
  ];
  const soldOut = reduced("6", 80000, { inStock: false });
  expect(ids(saleShelf([...products, ...products, soldOut], [reduced("4", 90000)], 2))).toEqual(["2", "3"]);
});
