import { afterAll, describe, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { connect } from "../../../platform/db/db.ts";
import { startTestShop } from "../../../testing.ts";
import { createProductIndex, type ProductIndex } from "../product-index/product-index.ts";
import { resolveSearch } from "./resolve-search.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const db = connect({ url: shop.databaseUrl, size: 1 });
afterAll(async () => {
  await db.close();
  await shop.stop();
});

test("what has one part of a SKU that was typed in two words is only near it", async () => {
  const find = async (q: string) => {
    const { body } = await api.request<{ items: { slug: string }[]; near?: boolean }>(
      "GET",
      `/api/v1/products?${new URLSearchParams({ q })}`,
    );
    return { found: body.items.map(({ slug }) => slug), near: body.near };
  };
  const other = await api.createProduct({ name: "투명 덮개", variants: [{ sku: "GALAXY-15PRO" }] });
  expect(await find("iphone 15pro")).toEqual({ found: [other.slug], near: true });
  const meant = await api.createProduct({ name: "투명 덮개", variants: [{ sku: "IPHONE-15PRO" }] });
  expect(await find("iphone 15pro")).toEqual({ found: [meant.slug], near: undefined });
});

describe("a query without spaces", () => {
  const products = [
    "가나다라마바사아자 고요 물방울 머그",
    "가나 다라 마바 사아 가나다라 다라마바 마바사아 다라마바사아",
  ];
  const index = createProductIndex();
  products.forEach((words, number) => {
    index.put({
      ...{ id: `00000000-0000-7000-8000-00000000000${number}`, createdAt: number },
      ...{ name: words, nameEn: null, brand: null, brandEn: null, labels: {}, attributes: {} },
      ...{ price: 1_000, inStock: true, ratingRank: 0, soldLately: 0, categoryIds: [] },
      variants: [{ options: {}, price: 1_000, onSale: false, inStock: true }],
      words: words.replaceAll(/(\S+) ?/g, "$1 100\n").trimEnd(),
    });
  });
  index.words.settle();

  test("is read anew six times at most, whatever can be cut, and once as other keys", async () => {
    const unknown = "뷁없말";
    let readings = 0;
    const counted: ProductIndex = {
      ...index,
      synonymsOf(word) {
        if (word === unknown) readings += 1;
        return index.synonymsOf(word);
      },
    };
    const pieces = ["고요", "머그", "가나"];
    const words = pieces.flatMap((one) => pieces.map((other) => `${one}${other}`)).slice(0, 7);
    await resolveSearch(db, counted, [unknown, ...words].join(" "));
    expect(readings).toBe(1 + 6 + 1);
  });

  test("is cut where a product answers, also behind a word with many ways to cut it", async () => {
    const search = await resolveSearch(db, index, "가나다라마바사아 고요물방울머그");
    expect(search?.query.words).toEqual(["가나다라마바사아", "고요", "물방울", "머그"]);
    expect(search?.plan.near).toBe(false);
  });
});
