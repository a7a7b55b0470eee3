import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NewProduct } from "../contract.ts";
import { problemsOf, slugify } from "./product.ts";

const shirt: NewProduct = {
  name: "셔츠",
  status: "active",
  options: [
    { name: "색상", values: ["흰색", "검정"] },
    { name: "사이즈/Size", values: ["S", "M"] },
  ],
  variants: [
    { sku: "A", options: { 색상: "흰색", "사이즈/Size": "S" }, price: 10_000 },
    {
      sku: "B",
      options: { 색상: "흰색", "사이즈/Size": "M" },
      price: { amount: 12_000, currency: "KRW" },
      compareAtPrice: 15_000,
    },
  ],
};
type Variant = NewProduct["variants"][number];
const withSecond = (change: Partial<Variant>): NewProduct => ({
  ...shirt,
  variants: [shirt.variants[0], { ...shirt.variants[1], ...change }] as Variant[],
});
const found = (product: NewProduct) =>
  problemsOf(product, "KRW").map(({ pointer, code }) => `${pointer} ${code}`);

test("a sound product has no problems", () => {
  expect(problemsOf(shirt, "KRW")).toEqual([]);
});

describe("a product is refused", () => {
  test.each<[string, NewProduct, string[]]>([
    [
      "two options of one name",
      { ...shirt, options: [...shirt.options, { name: "색상", values: ["흰색"] }] },
      ["/options DUPLICATE"],
    ],
    [
      "a value that its option does not have",
      withSecond({ options: { 색상: "빨강", "사이즈/Size": "M" } }),
      ["/variants/1/options/색상 UNKNOWN_VALUE"],
    ],
    [
      "an option that the product does not have",
      withSecond({ options: { 색상: "흰색", "사이즈/Size": "M", 소재: "면" } }),
      ["/variants/1/options/소재 UNKNOWN_VALUE"],
    ],
    [
      "a variant without one of the options",
      withSecond({ options: { 색상: "흰색" } }),
      ["/variants/1/options/사이즈~1Size REQUIRED"],
    ],
    [
      "two variants of one combination",
      withSecond({ options: { "사이즈/Size": "S", 색상: "흰색" } }),
      ["/variants/1/options DUPLICATE"],
    ],
    ["two variants of one SKU", withSecond({ sku: "A" }), ["/variants/1/sku DUPLICATE"]],
    [
      "a price in another currency",
      withSecond({ price: { amount: 1, currency: "USD" } }),
      ["/variants/1/price CURRENCY"].concat("/variants/1/compareAtPrice MINIMUM"),
    ],
    [
      "a former price that is not above the price",
      withSecond({ compareAtPrice: 12_000 }),
      ["/variants/1/compareAtPrice MINIMUM"],
    ],
    [
      "a former price in another currency",
      withSecond({ compareAtPrice: { amount: 99_999, currency: "USD" } }),
      ["/variants/1/compareAtPrice MINIMUM"],
    ],
    [
      "all of it together",
      withSecond({ sku: "A", options: {}, price: 20_000 }),
      [
        "/variants/1/options/색상 REQUIRED",
        "/variants/1/options/사이즈~1Size REQUIRED",
        "/variants/1/sku DUPLICATE",
        "/variants/1/compareAtPrice MINIMUM",
      ],
    ],
  ])("for %s", (_name, product, problems) => {
    expect(found(product)).toEqual(problems);
  });

  test.each(["constructor", "toString", "valueOf"])("for a variant without an option named %s", (name) => {
    const product = {
      ...shirt,
      options: [{ name, values: ["a"] }],
      variants: [{ sku: "A", options: {}, price: 1 }],
    };
    expect(found(product)).toEqual([`/variants/0/options/${name} REQUIRED`]);
  });
});

describe("a slug made of a name", () => {
  test.each([
    ["Linen Shirt", "linen-shirt"],
    ["  Crème Brûlée 200g! ", "cre-me-bru-le-e-200g"],
    ["머그컵", ""],
    ["머그컵 Mug", "mug"],
  ])("%j → %j", (name, slug) => {
    expect(slugify(name)).toBe(slug);
  });

  test("always fits the pattern of slugs, or is empty", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "Z", "9", " ", "-", "한", "é"), maxLength: 300 }),
        (name) => {
          expect(slugify(name)).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
          expect(slugify(name).length).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});
