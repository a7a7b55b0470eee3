import { expect, test } from "vitest";
import type { OwnPrice, Product, ProductCard } from "./api/types.ts";
import { cardForVisitor, commonTiers, priceAtFirst, shownPrice, withOwnPrices } from "./prices.ts";

const won = (amount: number) => ({ amount, currency: "KRW" as const });
const tiers = [
  { minQuantity: 5, price: won(11_500) },
  { minQuantity: 10, price: won(11_000) },
];
const variant = { price: won(12_000), tiers };

test("the price of a piece is that of the last tier which the quantity reaches, beside the own price", () => {
  expect([1, 4, 5, 9, 10, 99].map((many) => shownPrice(variant, many).price.amount)).toEqual([
    12_000, 12_000, 11_500, 11_500, 11_000, 11_000,
  ]);
  expect(shownPrice(variant, 1).compareAt).toBeUndefined();
  expect(shownPrice(variant, 10).compareAt).toEqual(won(12_000));
  const former = { ...variant, compareAtPrice: won(15_000) };
  expect(shownPrice(former, 10).compareAt).toEqual(won(15_000));
});

test("tiers are shown before a choice where all variants have the same ones", () => {
  expect(commonTiers([variant, { price: won(13_000), tiers }])).toEqual(tiers);
  expect(commonTiers([variant, { price: won(13_000), tiers: [] }])).toEqual([]);
  expect(commonTiers([])).toEqual([]);
});

const own = new Map<string, OwnPrice>([
  [
    "mug",
    {
      productId: "mug",
      price: won(9_000),
      variants: [{ id: "white", price: won(12_000), tiers: [{ minQuantity: 1, price: won(9_000) }] }],
    },
  ],
]);

test("a member's own prices replace the tiers of their variants alone", () => {
  const product = {
    id: "mug",
    variants: [
      { id: "white", tiers },
      { id: "green", tiers },
    ],
  } as unknown as Parameters<typeof withOwnPrices>[0];
  expect(withOwnPrices(product, own).variants).toMatchObject([
    { id: "white", tiers: [{ minQuantity: 1, price: won(9_000) }] },
    { id: "green", tiers },
  ]);
  expect(withOwnPrices({ ...product, id: "cup" }, own).variants).toBe(product.variants);
});

test("before a choice a member of a group sees the own price beside the one for everybody", () => {
  const white = { id: "white", price: won(12_000), tiers: [] };
  const product = { id: "mug", price: won(12_000), variants: [white] } as unknown as Product;
  expect(priceAtFirst(product)).toEqual({ price: won(12_000), compareAt: undefined });
  expect(priceAtFirst(withOwnPrices(product, own))).toEqual({ price: won(9_000), compareAt: won(12_000) });
});

test("a card shows the member's price beside the one for everybody, when it is lower", () => {
  const card = { id: "mug", price: won(12_000) } as ProductCard;
  expect(cardForVisitor(card, own)).toMatchObject({ price: won(9_000), compareAtPrice: won(12_000) });
  expect(cardForVisitor({ ...card, price: won(8_000) }, own)).toEqual({ ...card, price: won(8_000) });
  expect(cardForVisitor({ ...card, id: "cup" }, own)).toEqual({ ...card, id: "cup" });
});
