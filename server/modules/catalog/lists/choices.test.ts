import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import { listReader, type ShownList, walk } from "./list.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const list = listReader(api);
afterAll(() => shop.stop());

/** Products that only these tests list, by their brand. */
const ofBrand = async (brand: string, query: Record<string, string> = {}) => list({ brand, ...query });
const countOf = ({ facets }: ShownList, option: string, value: string) =>
  facets.options.find(({ name }) => name === option)?.values.find((each) => each.value === value)?.count ?? 0;

describe("the count beside a value is what choosing it finds", () => {
  const values = [
    { name: "색상", values: ["블랙", "화이트"] },
    { name: "사이즈", values: ["S", "L"] },
  ];
  beforeAll(async () => {
    const blackLarge = { options: { 색상: "블랙", 사이즈: "L" }, price: 30_000, stock: 5 };
    await api.createProduct({
      name: "T1",
      brand: "옷본",
      options: values,
      variants: [{ options: { 색상: "블랙", 사이즈: "S" }, price: 10_000, stock: 0 }, blackLarge],
    });
    await api.createProduct({
      name: "T2",
      brand: "옷본",
      options: values,
      variants: [{ options: { 색상: "화이트", 사이즈: "S" }, price: 30_000, stock: 5 }, blackLarge],
    });
    await api.createProduct({ name: "T3", brand: "옷본", options: values, variants: [blackLarge] });
  });

  test("for one variant with all chosen options", async () => {
    expect(countOf(await ofBrand("옷본", { "option.색상": "블랙" }), "사이즈", "S")).toBe(1);
    expect((await ofBrand("옷본", { "option.색상": "블랙", "option.사이즈": "S" })).total).toBe(1);
  });

  test("by stock and price of the variants that match, and by the other brands' filters", async () => {
    const names = async (query: Record<string, string>) =>
      (await ofBrand("옷본", query)).items.map(({ name }) => name);
    expect(await names({ "option.사이즈": "S", inStock: "true" })).toEqual(["T2"]);
    expect(await names({ "option.사이즈": "L", maxPrice: "20000" })).toEqual([]);
    expect((await ofBrand("옷본", { "option.사이즈": "S" })).facets.inStock).toBe(1);
    expect((await ofBrand("옷본", { "option.사이즈": "L" })).facets.price).toMatchObject({
      min: { amount: 30_000 },
      max: { amount: 30_000 },
    });
  });

  test("for every value of every facet, alone and beside another filter", async () => {
    const filters = [
      {},
      { "option.색상": "블랙" },
      { inStock: "true" },
      { maxPrice: "20000" },
      { brand: "Salt" },
    ];
    for (const filter of filters as Record<string, string>[]) {
      const { facets } = await list(filter);
      const click = async (choice: Record<string, string>) => (await list({ ...filter, ...choice })).total;
      for (const { name, count } of facets.brands) expect(await click({ brand: name ?? "" })).toBe(count);
      for (const { slug, count } of facets.categories)
        expect(await click({ category: slug ?? "" })).toBe(count);
      for (const { name, values: counted } of facets.options)
        for (const { value, count } of counted)
          expect(await click({ [`option.${name}`]: value ?? "" }), `${name} ${value}`).toBe(count);
      expect(await click({ inStock: "true" })).toBe(facets.inStock);
      expect(await click({ onSale: "true" })).toBe(facets.onSale);
      for (const { from, to, count } of facets.price?.histogram ?? [])
        expect(await click({ minPrice: `${from.amount}`, maxPrice: `${to.amount}` })).toBe(count);
    }
  });
});

describe("a value with a comma", () => {
  beforeAll(async () => {
    const volumes = [{ name: "용량", values: ["1,000ml", "500ml"] }];
    await api.createProduct({
      name: "소금 통",
      brand: "Salt, Pepper",
      options: volumes,
      variants: [{ options: { 용량: "1,000ml" } }, { options: { 용량: "500ml" } }],
    });
    await api.createProduct({ name: "소금", brand: "Salt" });
  });
  const totalOf = async (query: string) =>
    (await api.request<ShownList>("GET", `/api/v1/products?${query}`)).body.total;

  test.each([
    ["brand=Salt%2C%20Pepper", 1],
    ["brand=Salt%2C%20Pepper&brand=Salt", 2],
    ["brand=Salt%2C옷본", 4],
    ["option.용량=1%2C000ml", 1],
    ["option.용량=1%2C000ml&option.용량=500ml", 1],
    ["option.용량=500ml%2C700ml", 1],
    ["brand=Pepper", 0],
  ])("is one value if the shop has it: %s", async (query, total) => {
    expect(await totalOf(query)).toBe(total);
  });
});

test("a list by name is in the order of the names that are shown", async () => {
  const texts = (name: string) => ({ en: { name } });
  await api.createProduct({ name: "하늘 컵", brand: "순서", translations: texts("Apple cup") });
  await api.createProduct({ name: "가을 컵", brand: "순서", translations: texts("Zebra cup") });
  const names = async (language: string) =>
    (await list({ brand: "순서", sort: "name" }, language)).items.map(({ name }) => name);
  expect(await names("en")).toEqual(["Apple cup", "Zebra cup"]);
  expect(await names("ko")).toEqual(["가을 컵", "하늘 컵"]);
});

describe("a search is in the order of relevance", () => {
  beforeAll(async () => {
    const named = (name: string, stock = 1) =>
      api.createProduct({ name, brand: "차림", variants: [{ stock }] });
    for (const name of ["관현악보", "현악", "현악기", "현악 사중주"]) await named(name);
    await named("새 현악", 0);
  });

  test("whole words, then what is sold out, then beginnings, then middles", async () => {
    const names = (await list({ q: "현악", brand: "차림" })).items.map(({ name }) => name);
    expect(names).toEqual(["현악", "새 현악", "현악 사중주", "현악기", "관현악보"]);
  });

  test("on every page, each product once", async () => {
    expect(new Set(await walk(list, { q: "현악", brand: "차림", limit: "2" })).size).toBe(5);
  });

  test.each([
    ["new", ["새 현악", "현악 사중주", "현악기", "현악", "관현악보"]],
    ["recommended", ["현악 사중주", "현악기", "현악", "관현악보", "새 현악"]],
  ])("unless another order is asked for: %s", async (sort, order) => {
    const { items } = await list({ q: "현악", brand: "차림", sort });
    expect(items.map(({ name }) => name)).toEqual(order);
  });
});
