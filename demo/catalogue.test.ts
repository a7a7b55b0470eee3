import { describe, expect, test } from "vitest";
import { demoCatalogue, heroes, kinds } from "./catalogue.ts";
import { drawings } from "./pictures/drawings.ts";
import type { DemoVariant } from "./types.ts";

const { categories, products } = demoCatalogue();
const variants = products.flatMap((product) => product.variants);

const repeated = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe("the demo catalogue", () => {
  test("has twelve categories, at least 300 products, and goods in every category", () => {
    expect(categories).toHaveLength(12);
    expect(products.length).toBeGreaterThanOrEqual(300);
    for (const { slug } of categories)
      expect(
        products.filter(({ categorySlugs }) => categorySlugs.includes(slug)).length,
        slug,
      ).toBeGreaterThan(20);
  });

  test("puts products in known categories only", () => {
    const known = new Set(categories.map(({ slug }) => slug));
    for (const product of products)
      for (const slug of product.categorySlugs) expect(known.has(slug), slug).toBe(true);
  });

  test("names everything once: slugs, names in both languages, SKUs", () => {
    expect(repeated(products.map(({ slug }) => slug))).toEqual([]);
    expect(repeated(products.map(({ name }) => name))).toEqual([]);
    expect(repeated(products.map(({ translations }) => translations.en.name))).toEqual([]);
    expect(repeated(products.map(({ description }) => description))).toEqual([]);
    expect(repeated(variants.map(({ sku }) => sku))).toEqual([]);
  });

  test("writes slugs in kebab case and SKUs in capitals, digits and hyphens", () => {
    for (const { slug } of products) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const { sku } of variants) expect(sku).toMatch(/^[A-Z]{3}-[A-Z0-9]+(-[A-Z0-9]+)+$/);
  });

  test("gives every product 2 to 12 variants with different values of exactly the declared options", () => {
    for (const product of products) {
      const declared = new Map(product.options.map(({ name, values }) => [name, values]));
      expect(product.variants.length, product.slug).toBeGreaterThanOrEqual(2);
      expect(product.variants.length, product.slug).toBeLessThanOrEqual(12);
      expect(repeated(product.variants.map(({ options }) => JSON.stringify(options))), product.slug).toEqual(
        [],
      );
      for (const { options } of product.variants) {
        expect(Object.keys(options)).toEqual([...declared.keys()]);
        for (const [name, value] of Object.entries(options)) expect(declared.get(name)).toContain(value);
      }
    }
  });

  test("translates every option name and value, and says everything in both languages", () => {
    for (const product of products) {
      const { en } = product.translations;
      for (const { name, values } of product.options)
        for (const text of [name, ...values]) expect(en.options[text], text).toBeTruthy();
      expect(product.name + product.description).toMatch(/[가-힣]/);
      expect(en.name + en.description + en.brand + Object.values(en.options).join("")).not.toMatch(/[가-힣]/);
      expect(en.description.split(/[.?!] /).length, product.slug).toBeGreaterThanOrEqual(2);
    }
  });

  test("asks prices in whole hundreds and marks sales from a higher price", () => {
    for (const { sku, price, compareAtPrice } of variants) {
      expect(price % 100, sku).toBe(0);
      expect(price, sku).toBeGreaterThan(0);
      if (compareAtPrice !== undefined) expect(compareAtPrice, sku).toBeGreaterThan(price);
    }
    const onSale = products.filter((product) =>
      product.variants.some(({ compareAtPrice }) => compareAtPrice !== undefined),
    );
    expect(onSale.length).toBeGreaterThan(30);
  });

  test("has goods that are sold out, goods that are nearly gone and mostly plenty", () => {
    const count = (matches: (variant: DemoVariant) => boolean): number => variants.filter(matches).length;
    expect(count(({ stock }) => stock === 0)).toBeGreaterThan(20);
    expect(count(({ stock }) => stock > 0 && stock <= 5)).toBeGreaterThan(20);
    expect(count(({ stock }) => stock >= 10)).toBeGreaterThan(variants.length * 0.7);
  });

  test("is the same on every call", () => {
    expect(demoCatalogue()).toEqual({ categories, products });
  });

  test("has a drawing for every kind of product and a kind for every drawing", () => {
    expect(kinds.map(({ id }) => id).toSorted()).toEqual(Object.keys(drawings).toSorted());
  });

  test("shows every colour of every product, and has products that are sold out and last pieces", () => {
    const coloured = products.filter(({ options }) => options.some(({ name }) => name === "색상"));
    expect(coloured.length).toBeGreaterThan(200);
    for (const { slug, variants } of coloured) {
      const byColour = Map.groupBy(variants, ({ options }) => options.색상);
      const keys = [...byColour.values()].map((same) => new Set(same.map(({ picture }) => picture?.key)));
      expect(
        keys.every((each) => each.size === 1 && !each.has(undefined)),
        slug,
      ).toBe(true);
      expect(new Set(keys.map((each) => [...each][0])).size, slug).toBe(byColour.size);
    }
    const all = (stock: number) =>
      products.filter(({ variants }) => variants.every((each) => each.stock === stock));
    expect(all(0).length).toBeGreaterThan(2);
    expect(all(1).length).toBeGreaterThan(2);
  });

  test("shows each product in three views at least", () => {
    for (const { slug, pictures } of products)
      expect(new Set(pictures.map(({ key }) => key)).size, slug).toBeGreaterThanOrEqual(3);
  });

  test("has at least 350 different pictures, each key naming one picture", () => {
    const specs = [
      ...heroes,
      ...categories.map(({ picture }) => picture),
      ...products.flatMap(({ pictures }) => pictures),
      ...variants.flatMap(({ picture }) => picture ?? []),
    ];
    const byKey = new Map(specs.map((spec) => [spec.key, spec]));
    expect(byKey.size).toBeGreaterThanOrEqual(350);
    for (const spec of specs) {
      expect(spec.key).toMatch(/^[a-z0-9/-]+$/);
      expect(spec).toEqual(byKey.get(spec.key));
    }
  });
});
