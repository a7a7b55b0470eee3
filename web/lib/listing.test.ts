import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  changed,
  chosenBeside,
  filterCount,
  listingLimits,
  listingParams,
  listingPath,
  MAX_SHOWN,
  PAGE_SIZE,
  readListing,
  toggleBrand,
  toggleOption,
  withoutFilters,
} from "./listing.ts";

describe("readListing", () => {
  it("reads back the address it wrote", () => {
    const listing = readListing({
      q: "머그",
      brand: "온도,담담",
      "option.color": "sage,navy",
      "attribute.weight": "100..250",
      minPrice: "10000",
      inStock: "true",
      sort: "-price",
      shown: "48",
    });
    const [, query] = listingPath("/products", listing).split("?");
    expect(readListing(Object.fromEntries(new URLSearchParams(query)))).toEqual(listing);
  });

  it("reads nonsense as the default instead of failing", () => {
    const listing = readListing({
      minPrice: "-1",
      maxPrice: "abc",
      sort: "drop",
      shown: "1e99",
      brand: ",,",
      inStock: "1",
    });
    expect(listing).toEqual({ ...readListing({}), shown: MAX_SHOWN });
    expect(readListing({ shown: "NaN" }).shown).toBe(PAGE_SIZE);
  });
});

describe("a value longer than the API takes", () => {
  it("is left out, so that the list is still shown", () => {
    const { category, brand, option, optionName, cursor } = listingLimits;
    const listing = readListing({
      category: "a".repeat(category + 1),
      brand: "b".repeat(brand + 1),
      "option.color": "c".repeat(option + 1),
      [`option.${"n".repeat(optionName + 1)}`]: "sage",
      cursor: "d".repeat(cursor + 1),
      sort: "price",
    });
    expect(listing).toEqual(readListing({ sort: "price" }));
    expect(readListing({ category: "a".repeat(category) }).category).toHaveLength(category);
  });

  it("is what the API says of its parameters", () => {
    const openapi = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
    const longest = new Map(
      openapi.paths["/api/v1/products"].get.parameters.map(
        ({ name, schema }: { name: string; schema: { maxLength?: number } }) => [name, schema.maxLength],
      ),
    );
    for (const name of ["category", "brand", "cursor"] as const)
      expect([name, longest.get(name)]).toEqual([name, listingLimits[name]]);
  });
});

describe("a value with a comma", () => {
  it("is read back as the one value that it is, alone and beside others", () => {
    for (const brands of [["Salt, Pepper"], ["Salt, Pepper", "Salt"]]) {
      const listing = { ...readListing({}), brands, options: { 용량: ["1,000ml"] } };
      const params = listingParams(listing);
      const read = Object.fromEntries(
        [...new Set(params.keys())].map((name) => {
          const values = params.getAll(name);
          return [name, values.length > 1 ? values : values[0]];
        }),
      );
      expect(readListing(read)).toEqual(listing);
    }
  });
});

describe("the order of a list", () => {
  it("is relevance for a search and the newest else, unless another is named", () => {
    expect([readListing({ q: "컵" }).sort, readListing({}).sort]).toEqual(["relevance", "newest"]);
    expect(readListing({ sort: "relevance" }).sort).toBe("newest");
    expect(listingPath("/products", readListing({ q: "a", sort: "newest" }))).toBe(
      "/products?q=a&sort=newest",
    );
    expect(listingPath("/products", readListing({ q: "a" }))).toBe("/products?q=a");
  });
});

describe("addresses", () => {
  it("leave defaults out, so that one list has one address", () => {
    expect(listingPath("/products", readListing({ sort: "newest" }))).toBe("/products");
  });

  it("name the category once on a category page", () => {
    const listing = { ...readListing({ sort: "price" }), category: "tea" };
    expect(listingPath("/c/tea", listing)).toBe("/c/tea?sort=price");
    expect(listingParams(listing).get("category")).toBe("tea");
  });
});

it("the page of a brand names the brand once, and counts it as no filter", () => {
  const listing = { ...readListing({ sort: "price", inStock: "true" }), brands: ["온유도예"] };
  expect(listingPath("/b/onyu", listing)).toBe("/b/onyu?inStock=true&sort=price");
  expect(filterCount(chosenBeside("/b/onyu", listing))).toBe(1);
  expect(filterCount(chosenBeside("/products", listing))).toBe(2);
});

describe("filters", () => {
  it("toggle on and off, and start the list from its beginning", () => {
    const read = readListing({ shown: "72", cursor: "abc" });
    const filtered = toggleOption(toggleBrand(read, "온도"), "color", "sage");
    expect(filtered).toMatchObject({
      brands: ["온도"],
      options: { color: ["sage"] },
      shown: PAGE_SIZE,
      cursor: "",
    });
    expect(toggleOption(toggleBrand(filtered, "온도"), "color", "sage")).toEqual(changed(read, {}));
  });

  it("are counted (a price range as one), and cleared without losing search and order", () => {
    const listing = readListing({
      q: "컵",
      brand: "온도",
      "option.size": "S,M",
      "attribute.material": "wool",
      minPrice: "1",
      maxPrice: "2",
      sort: "price",
    });
    expect(filterCount(listing)).toBe(5);
    expect(withoutFilters(listing)).toEqual(readListing({ q: "컵", sort: "price" }));
  });
});
