import { expect, test } from "vitest";
import type { Facets } from "./api/types.ts";
import { addressValue, type FacetGroup, facetGroups, isChosen, toggleValue } from "./facets.ts";
import { listingPath, readListing } from "./listing.ts";

const titles = {
  stock: "재고",
  sale: "할인",
  onSaleOnly: "할인 상품만",
  inStockOnly: "품절 제외",
  category: "카테고리",
  brand: "브랜드",
};

const options = (names: string[]): Facets["options"] =>
  names.map((name, index) => ({
    name,
    label: `${name}!`,
    values: [{ value: "파랑", label: "Blue", count: names.length - index }],
  }));

const facets: Facets = {
  inStock: 7,
  onSale: 0,
  categories: [
    { slug: "cups", name: "컵", count: 4 },
    { slug: "empty", name: "빈 곳", count: 0 },
  ],
  brands: [{ name: "온결", label: "온결", count: 3 }],
  price: null,
  attributes: [],
  options: options(["a", "b", "c", "d", "e", "f", "g"]),
};

const groupsOf = (params: Record<string, string>, path = "/products", found = facets) => {
  const listing = readListing(params);
  return { listing, groups: facetGroups(found, listing, path, titles) };
};

const named = (groups: FacetGroup[]) => groups.map(({ option, kind }) => option ?? kind);

test("a list offers its stock, categories and brands, and the six most frequent options", () => {
  expect(named(groupsOf({}).groups)).toEqual(["inStock", "category", "brand", "a", "b", "c", "d", "e", "f"]);
});

test("a sale is offered where something is reduced, and stays where it was chosen", () => {
  const saleOf = (params: Record<string, string>, onSale: number) =>
    groupsOf(params, "/products", { ...facets, onSale }).groups.find(({ kind }) => kind === "onSale")?.values;
  expect(saleOf({}, 2)).toEqual([["할인 상품만", 2, "true"]]);
  expect(saleOf({ onSale: "true" }, 0)).toEqual([["할인 상품만", 0, "true"]]);
  expect(saleOf({}, 0)).toBeUndefined();
});

test("a category's page offers no other categories", () => {
  expect(named(groupsOf({}, "/c/cups").groups)).not.toContain("category");
});

test("an empty category is not offered", () => {
  expect(groupsOf({}).groups[1]?.values).toEqual([["컵", 4, "cups"]]);
});

test("a chosen option is offered and open, however rare it is", () => {
  const { groups } = groupsOf({ "option.g": "파랑" });
  expect(groups.find(({ option }) => option === "g")).toMatchObject({ title: "g!" });
  expect(groups.find(({ option }) => option === "g")?.folded).toBeUndefined();
  expect(groups.find(({ option }) => option === "f")?.folded).toBe(true);
});

test("attributes stand behind the options in the merchant's order, and toggle by their codes", () => {
  const values = [{ value: "wool", label: "울", count: 2 }];
  const attributes = ["material", "weight"].map((code) => ({
    code,
    name: `${code}!`,
    type: "choice" as const,
    unit: null,
    values,
  }));
  const { listing, groups } = groupsOf({}, "/products", { ...facets, attributes });
  const [material, weight] = groups.slice(-2);
  expect([material, weight].map((group) => [group?.kind, group?.option, group?.title])).toEqual([
    ["attribute", "material", "material!"],
    ["attribute", "weight", "weight!"],
  ]);
  if (!material) throw new Error("no group");
  const once = toggleValue(listing, material, "wool");
  expect(listingPath("/products", once)).toBe("/products?attribute.material=wool");
  expect([isChosen(listing, material, "wool"), isChosen(once, material, "wool")]).toEqual([false, true]);
  expect(toggleValue(once, material, "wool")).toEqual(listing);
});

test("a value that is its own label is named once", () => {
  const { groups } = groupsOf({});
  expect(groups[2]?.values).toEqual([["온결", 3]]);
  expect(groups[3]?.values).toEqual([["Blue", 7, "파랑"]]);
});

test.each([
  ["inStock", "/products?inStock=true"],
  ["category", "/products?category=cups"],
  ["brand", `/products?brand=${encodeURIComponent("온결")}`],
  ["a", `/products?option.a=${encodeURIComponent("파랑")}`],
])("a value of %s chosen twice is not chosen", (name, address) => {
  const { listing, groups } = groupsOf({});
  const group = groups.find(({ option, kind }) => (option ?? kind) === name);
  if (!group?.values[0]) throw new Error(`no values of ${name}`);
  const value = addressValue(group.values[0]);
  const once = toggleValue(listing, group, value);
  expect(isChosen(listing, group, value)).toBe(false);
  expect(isChosen(once, group, value)).toBe(true);
  expect(listingPath("/products", once)).toBe(address);
  expect(toggleValue(once, group, value)).toEqual(listing);
});
