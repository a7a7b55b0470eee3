import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IndexedProduct } from "../product-index/indexed-product.ts";
import { type ProductSelection, pickPage } from "../product-index/pick-page.ts";
import { createProductIndex } from "../product-index/product-index.ts";
import { type ListFilters, readListing } from "./listing.ts";
import { selectProducts } from "./select-products.ts";

const CATEGORIES = ["top", "left", "right"].map((slug, position) => ({
  id: slug,
  slug,
  name: slug,
  nameEn: null,
  parentId: slug === "top" ? null : "top",
  position,
}));
const ATTRIBUTES = [
  { code: "material", type: "choice" as const },
  { code: "weight", type: "number" as const },
  { code: "organic", type: "boolean" as const },
].map((each) => ({ ...each, name: each.code, nameEn: null, unit: null, unitEn: null, choices: [] }));
const VALUES = { 색상: ["블랙", "화이트"], 사이즈: ["S", "L"] };

const variant = fc.record({
  options: fc.record(
    { 색상: fc.constantFrom(...VALUES.색상), 사이즈: fc.constantFrom(...VALUES.사이즈) },
    { requiredKeys: [] },
  ),
  price: fc.integer({ min: 0, max: 50 }),
  onSale: fc.boolean(),
  inStock: fc.boolean(),
});
const product = fc.record({
  id: fc.uuid(),
  brand: fc.constantFrom("A", "B", null),
  categoryIds: fc.uniqueArray(fc.constantFrom("left", "right", "gone")),
  variants: fc.array(variant, { minLength: 1, maxLength: 5 }),
  createdAt: fc.integer({ min: 1, max: 5 }),
  attributes: fc.record(
    {
      material: fc.oneof(
        fc.constantFrom("cotton", "wool"),
        fc.uniqueArray(fc.constantFrom("cotton", "wool"), { minLength: 1 }),
      ),
      weight: fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constant(2.5)),
      organic: fc.boolean(),
      notFiltered: fc.constant("x"),
    },
    { requiredKeys: [] },
  ),
});
type Drawn = typeof product extends fc.Arbitrary<infer Value> ? Value : never;

const complete = (drawn: Drawn): IndexedProduct => ({
  ...drawn,
  name: drawn.id,
  nameEn: null,
  brandEn: null,
  labels: {},
  price: Math.min(...drawn.variants.map(({ price }) => price)),
  inStock: drawn.variants.some(({ inStock }) => inStock),
  ratingRank: 0,
  soldLately: 0,
  words: "",
});

const known = {
  category: fc.constantFrom("top", "left", "right", "unknown"),
  brand: fc.constantFrom("A", "B", "A,B", "C"),
  minPrice: fc.integer({ min: 0, max: 50 }),
  maxPrice: fc.integer({ min: 0, max: 50 }),
  inStock: fc.boolean(),
  onSale: fc.boolean(),
  "option.색상": fc.constantFrom("블랙", "화이트", "블랙,화이트", "없는 색"),
  "option.사이즈": fc.constantFrom("S", "L"),
  "attribute.material": fc.constantFrom("cotton", "wool", "cotton,wool", "silk"),
  "attribute.weight": fc.constantFrom("2.5", "3", "-1..2", "..0", "5..", "1..2,7", "x"),
  "attribute.organic": fc.constantFrom("true", "false"),
};
const anyFilters = fc.record(
  { ...known, "option.없는 것": fc.constant("x"), "attribute.none": fc.constant("x") },
  { requiredKeys: [] },
);
type Asked = typeof anyFilters extends fc.Arbitrary<infer Value> ? Value : never;
/** A name that the shop does not have finds nothing, so few lists have one; and most have few filters. */
const filters: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 1, arbitrary: anyFilters },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.record(known), fc.subarray(Object.keys(known), { maxLength: 4 }))
      .map(([all, names]) =>
        Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))),
      ),
  },
);

/** `2`, `-1..2`, `..0` or `5..` */
function isIn(range: string, number: number): boolean {
  const [from = "", to = from] = range.split("..");
  return (from === "" || number >= Number(from)) && (to === "" || number <= Number(to));
}

/** What the list shows, product by product, in the words of its description. */
function shows(item: Drawn, asked: Asked): boolean {
  const within = (chosen: string | undefined, value: string | undefined | null): boolean =>
    chosen === undefined || chosen.split(",").includes(value ?? "");
  const { category } = asked;
  const has = ({ material, weight, organic }: Drawn["attributes"]): boolean =>
    (asked["attribute.material"] === undefined ||
      [material].flat().some((each) => each !== undefined && within(asked["attribute.material"], each))) &&
    (asked["attribute.weight"] === undefined ||
      asked["attribute.weight"].split(",").some((range) => weight !== undefined && isIn(range, weight))) &&
    within(asked["attribute.organic"], organic === undefined ? null : String(organic)) &&
    asked["attribute.none"] === undefined;
  const inCategory =
    category === undefined ||
    item.categoryIds.some((id) => id === category || (category === "top" && id !== "gone"));
  const fitting = item.variants.filter(
    ({ options, price, onSale }) =>
      within(asked["option.색상"], options.색상) &&
      within(asked["option.사이즈"], options.사이즈) &&
      asked["option.없는 것"] === undefined &&
      price >= (asked.minPrice ?? 0) &&
      price <= (asked.maxPrice ?? 1_000) &&
      (asked.onSale === undefined || onSale === asked.onSale),
  );
  const hasStock = fitting.some(({ inStock }) => inStock);
  return (
    inCategory &&
    within(asked.brand, item.brand) &&
    has(item.attributes) &&
    fitting.length > 0 &&
    (asked.inStock === undefined || hasStock === asked.inStock)
  );
}

function indexOf(products: readonly Drawn[]) {
  const index = createProductIndex();
  index.replaceCategories(CATEGORIES);
  index.replaceAttributes(ATTRIBUTES);
  for (const each of products) index.put(complete(each));
  return index;
}
const read = (asked: Asked): ListFilters => readListing(asked).filters;
const products = fc.uniqueArray(product, { selector: ({ id }) => id, maxLength: 30 });

describe("a selection", () => {
  test("has the products that fit all filters, and counts beside each value what choosing it finds", () => {
    fc.assert(
      fc.property(products, filters, (all, asked) => {
        const index = indexOf(all);
        const { total, facets } = selectProducts(index, null, read(asked));
        const found = (choice: Asked) => all.filter((each) => shows(each, { ...asked, ...choice })).length;
        expect(total).toBe(found({}));
        for (const name of ["A", "B"] as const)
          expect(facets.brands.find((each) => each.name === name)?.count ?? 0).toBe(found({ brand: name }));
        for (const { slug } of CATEGORIES)
          expect(facets.categories.find((each) => each.slug === slug)?.count ?? 0).toBe(
            found({ category: slug as "top" }),
          );
        for (const [name, values] of Object.entries(VALUES))
          for (const value of values)
            expect(
              facets.options.find((each) => each.name === name)?.values.find((each) => each.value === value)
                ?.count ?? 0,
            ).toBe(found({ [`option.${name}`]: value }));
        for (const { attribute, values } of facets.attributes)
          for (const { value, count } of values)
            expect(count, `${attribute.code} ${value}`).toBe(
              found({ [`attribute.${attribute.code}`]: value }),
            );
        // No value that would find something is left out.
        for (const code of ["material", "organic"] as const)
          for (const value of code === "material" ? ["cotton", "wool"] : ["true", "false"])
            expect(
              facets.attributes
                .find(({ attribute }) => attribute.code === code)
                ?.values.find((each) => each.value === value)?.count ?? 0,
            ).toBe(found({ [`attribute.${code}`]: value }));
        expect(facets.inStock).toBe(found({ inStock: true }));
        expect(facets.onSale).toBe(found({ onSale: true }));
      }),
      { numRuns: 300 },
    );
  });

  test("is the same after products were changed, removed and put back", () => {
    fc.assert(
      fc.property(products, products, filters, (before, after, asked) => {
        const index = indexOf(before);
        selectProducts(index, null, read(asked));
        for (const { id } of before) index.remove(id);
        for (const each of after) index.put({ ...complete(each), price: 1, variants: [] });
        for (const each of after) index.put(complete(each));
        const { isSelected: _, ...changed } = selectProducts(index, null, read(asked));
        const { isSelected: __, ...fresh } = selectProducts(indexOf(after), null, read(asked));
        expect(changed).toEqual(fresh);
      }),
    );
  });

  test.each(["newest", "price", "-price", "name.ko"] as const)(
    "in pages sorted by %s shows each of its products once, in order",
    (order) => {
      fc.assert(
        fc.property(products, fc.integer({ min: 1, max: 7 }), (all, limit) => {
          const index = indexOf(all);
          const everything: ProductSelection = { isSelected: null, scored: null };
          const ids: string[] = [];
          const keys: string[] = [];
          for (let after: [string, string] | null = null; ; ) {
            const page = pickPage(index, everything, order, after, limit);
            ids.push(...page.map(({ id }) => id));
            keys.push(...page.map(({ key }) => key));
            const last = page.at(-1);
            if (!last || page.length < limit) break;
            after = [last.key, last.id];
          }
          expect(ids.toSorted()).toEqual(all.map(({ id }) => id).sort());
          const sorted =
            order === "name.ko" ? keys.toSorted() : keys.toSorted((a, b) => Number(a) - Number(b));
          expect(keys).toEqual(sorted);
        }),
      );
    },
  );
});
