import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { client, type Problem } from "../../../../tests/support/client.ts";
import { systemClock } from "../../../platform/clock.ts";
import { connect } from "../../../platform/db/db.ts";
import { startTestShop } from "../../../testing.ts";
import { sumAvailable } from "../../inventory/queries.ts";
import type { CatalogContext } from "../context.ts";
import { importCatalogue } from "../import/import-catalogue.ts";
import { currentIndex } from "../product-index/refresh-index.ts";
import { productPage } from "../products/product-page.ts";
import { listReader, walk } from "./list.fixture.ts";
import { listPage } from "./list-page.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const db = connect({ url: shop.databaseUrl, size: 3 });
const nothing = { publish: async () => {}, hint: () => {}, subscribe: () => {}, close: async () => {} };
const outside = {
  db,
  changes: nothing,
  clock: { now: () => new Date() },
  currency: "KRW",
} as unknown as CatalogContext;
const texts = (name: string) => ({
  description: "",
  translations: { en: { name, description: "" } },
  picture: null,
});
await importCatalogue(
  outside,
  [
    { slug: "cups", name: "컵", position: 1, ...texts("Cups") },
    { slug: "clothes", name: "옷", position: 2, ...texts("Clothes") },
  ],
  [],
);
const categories = (await api.request<{ items: { id: string; slug: string }[] }>("GET", "/api/v1/categories"))
  .body.items;
const idOf = (slug: string) => categories.filter((each) => each.slug === slug).map(({ id }) => id);
const colours = { name: "색상", values: ["흰색", "검정"] };
const sizes = { name: "사이즈", values: ["S", "M"] };
const english = {
  en: { name: "White mug 100%", brand: "Kiln", options: { 색상: "Colour", 흰색: "White" } },
};
await api.createProduct({
  name: "흰 머그컵 100%",
  brand: "가마",
  categoryIds: idOf("cups"),
  options: [colours],
  translations: english,
  variants: [{ options: { 색상: "흰색" }, price: 12_000 }],
});
await api.createProduct({
  name: "검은_머그컵",
  brand: "가마",
  categoryIds: idOf("cups"),
  options: [colours],
  variants: [{ options: { 색상: "검정" }, price: 15_000, stock: 0 }],
});
await api.createProduct({
  name: "리넨 셔츠",
  brand: "한결, 서울",
  categoryIds: idOf("clothes"),
  options: [colours, sizes],
  variants: [
    { options: { 색상: "흰색", 사이즈: "S" }, price: 39_000 },
    { options: { 색상: "검정", 사이즈: "M" }, price: 35_000, compareAtPrice: 42_000 },
  ],
});
await api.createProduct({ name: "이름 없는 상자", variants: [{ price: 0 }] });
afterAll(async () => {
  await db.close();
  await shop.stop();
});

const list = listReader(api);
const namesOf = async (query: Record<string, string>) =>
  (await list(query)).items.map(({ name }) => name).sort();
const mugs = ["검은_머그컵", "흰 머그컵 100%"];

describe("a filter", () => {
  test.each<[Record<string, string>, string[]]>([
    [{ q: "머그" }, mugs],
    [{ q: "White Mug" }, ["흰 머그컵 100%"]],
    [{ q: "흰머그 컵" }, ["흰 머그컵 100%"]],
    [{ q: "머그".normalize("NFD") }, mugs],
    [{ category: "cups" }, mugs],
    [{ category: "no-such" }, []],
    [{ brand: "가마" }, mugs],
    [{ minPrice: "15000" }, ["검은_머그컵", "리넨 셔츠"]],
    [{ maxPrice: "12000" }, ["이름 없는 상자", "흰 머그컵 100%"]],
    [{ minPrice: "12000", maxPrice: "12000" }, ["흰 머그컵 100%"]],
    [{ inStock: "false" }, ["검은_머그컵"]],
    [{ category: "cups", inStock: "true" }, ["흰 머그컵 100%"]],
    [{ "option.색상": "흰색" }, ["리넨 셔츠", "흰 머그컵 100%"]],
    [{ "option.색상": "흰색,검정", category: "clothes" }, ["리넨 셔츠"]],
    [{ "option.색상": "흰색", "option.사이즈": "S" }, ["리넨 셔츠"]],
    [{ "option.색상": "흰색", "option.사이즈": "M" }, []],
    [{ "option.없는 것": "x" }, []],
    [{ "option.__proto__": "x" }, []],
    [{ "option.constructor": "x" }, []],
  ])("%j finds what fits", async (query, names) => {
    expect(await namesOf(query)).toEqual([...names].sort());
  });

  test("takes LIKE's wildcards and SQL in a search as letters", async () => {
    expect(await namesOf({ q: "%" })).toEqual(["흰 머그컵 100%"]);
    expect(await namesOf({ q: "_" })).toEqual(["검은_머그컵"]);
    for (const q of ["%%%%%%%%", "\\", "'; DROP TABLE catalog.products; --", "👩‍👩‍👧", "𠮷"])
      expect(await namesOf({ q })).toEqual([]);
  });
});

describe("facets", () => {
  test("count the products that each value would find, without the facet's own filter", async () => {
    const { facets, total } = await list({ category: "cups", "option.색상": "흰색" });
    expect(total).toBe(1);
    expect(facets.categories.map(({ slug, count }) => [slug, count])).toEqual([
      ["cups", 1],
      ["clothes", 1],
    ]);
    expect(facets.brands.map(({ name, count }) => [name, count])).toEqual([["가마", 1]]);
    expect(
      facets.options.find(({ name }) => name === "색상")?.values.map(({ value, count }) => [value, count]),
    ).toEqual([
      ["검정", 1],
      ["흰색", 1],
    ]);
    expect(facets.price).toMatchObject({ min: { amount: 12_000 }, max: { amount: 12_000 } });
    expect(facets.inStock).toBe(1);
  });

  test("of an empty list are empty", async () => {
    expect((await list({ q: "nothing at all" })).facets).toEqual({
      attributes: [],
      categories: [],
      brands: [],
      price: null,
      options: [],
      inStock: 0,
      onSale: 0,
    });
  });

  test("have English labels on request, and filter by the Korean values", async () => {
    const { items, facets } = await list({ q: "white mug" }, "en");
    expect(items[0]).toMatchObject({ name: "White mug 100%", brand: "Kiln" });
    expect(facets.categories[0]).toMatchObject({ slug: "cups", name: "Cups" });
    expect(facets.options[0]).toMatchObject({
      name: "색상",
      label: "Colour",
      values: [{ value: "흰색", label: "White" }],
    });
  });
});

test("a list can be sorted by age, price and name", async () => {
  const prices = async (sort: string) => (await list({ sort })).items.map(({ price }) => price.amount);
  expect(await prices("price")).toEqual([0, 12_000, 15_000, 35_000]);
  expect(await prices("-price")).toEqual([35_000, 15_000, 12_000, 0]);
  expect(await prices("newest")).toEqual([0, 35_000, 15_000, 12_000]);
  expect((await list({ sort: "name" })).items.map(({ name }) => name)).toEqual([...(await namesOf({}))]);
});

describe("all pages together", () => {
  beforeAll(async () => {
    for (let at = 0; at < 25; at += 1)
      await api.createProduct({
        name: `접시 ${at % 3}`,
        brand: "walk",
        variants: [{ price: (at % 4) * 1_000 }],
      });
  });

  test.each(["newest", "price", "-price", "name"])(
    "sorted by %s contain each product once, while others are added",
    async (sort) => {
      const before = (await list({ brand: "walk", limit: "100" })).items.map(({ id }) => id);
      let added = 0;
      const ids = await walk(list, { brand: "walk", sort, limit: "4" }, async () => {
        added += 1;
        if (added <= 3)
          await api.createProduct({
            name: `접시 ${added}`,
            brand: "walk",
            variants: [{ price: added * 700 }],
          });
      });
      expect(new Set(ids).size).toBe(ids.length);
      expect(before.filter((id) => !ids.includes(id))).toEqual([]);
    },
  );

  test("contain names of the greatest length too", async () => {
    for (const letter of ["뷁", "𠮷"]) await api.createProduct({ name: letter.repeat(200), brand: "long" });
    expect(await walk(list, { brand: "long", sort: "name", limit: "1" })).toHaveLength(2);
  });
});

describe("an invalid query", () => {
  const refused = async (query: string) => {
    const { status, body } = await api.request<Problem>("GET", `/api/v1/products?${query}`);
    return [status, body.code, body.errors?.[0]?.pointer];
  };
  const cursor = (content: unknown) => Buffer.from(JSON.stringify(content)).toString("base64url");
  const id = "01890a5d-ac96-774b-bcce-b302099a8057";
  test.each([
    ["limit=0", "/limit"],
    ["limit=101", "/limit"],
    ["limit=1000000", "/limit"],
    ["limit=-1", "/limit"],
    ["limit=1.5", "/limit"],
    ["limit=ten", "/limit"],
    ["limit=", "/limit"],
    ["minPrice=-1", "/minPrice"],
    ["maxPrice=1e400", "/maxPrice"],
    ["inStock=maybe", "/inStock"],
    ["sort=rating;DROP", "/sort"],
    ["colour=red", "/colour"],
    ["__proto__=x", "/__proto__"],
    ["q=a&q=b", "/q"],
    [`q=${"x".repeat(201)}`, "/q"],
    ["cursor=nonsense", "/cursor"],
    [`cursor=${cursor(["price", "1", id])}`, "/cursor"],
    [`cursor=${cursor(["newest", "1 OR 1=1", id])}`, "/cursor"],
    [`cursor=${cursor(["newest", "1", "x"])}`, "/cursor"],
    ["q=%00", ""],
    ["category=a%00", ""],
    ["option.%00=a", ""],
  ])("is 400: %s", async (query, pointer) => {
    expect(await refused(query)).toEqual([400, "INVALID_INPUT", pointer]);
  });

  test.each(["q=%ED%A0%80", "q=%", "q=%E0%A4", "option.=x"])("is never a 5xx: %s", async (query) => {
    expect((await api.request("GET", `/api/v1/products?${query}`)).status).toBeLessThan(500);
  });
});

test.each([1, 100])(
  "a list of %d and a search cost two SQL statements at most, and a page two, however many variants it has",
  async (limit) => {
    let statements = 0;
    const count = <Call extends (...input: never[]) => unknown>(call: Call) =>
      ((...input: Parameters<Call>) => {
        statements += 1;
        return call(...input);
      }) as Call;
    const counted = { ...db, rows: count(db.rows), first: count(db.first), lookUp: count(db.lookUp) };
    const inventory = {
      availability: ({ variantIds }: { variantIds: string[] }) =>
        counted.rows(sumAvailable, { ids: variantIds }),
    };
    const index = currentIndex(db);
    const catalog = { db: counted, clock: systemClock, inventory, index, currency: "KRW" };
    for (const [q, most] of [
      ["", 1],
      ["머그", 1],
      ["머구", 2],
      ["sku-1", 2],
    ] as const) {
      statements = 0;
      await listPage(catalog as unknown as CatalogContext, { q, limit }, "ko");
      expect(statements, q).toBeLessThanOrEqual(most);
    }
    const { slug } = await api.createProduct({ variants: Array.from({ length: limit }, () => ({})) });
    statements = 0;
    await productPage(catalog as unknown as CatalogContext, slug, "ko");
    expect(statements).toBe(2);
  },
);
