import { afterAll, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { connect } from "../../../platform/db/db.ts";
import { startTestShop } from "../../../testing.ts";
import type { CatalogContext } from "../context.ts";
import { indexOutdated } from "./index-products.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const db = connect({ url: shop.databaseUrl, size: 4 });
afterAll(async () => {
  await db.close();
  await shop.stop();
});

const published: string[] = [];
const catalog = {
  db,
  changes: { publish: async (_topic: string, ids: string[]) => void published.push(...ids) },
} as unknown as CatalogContext;

const total = async (q: string): Promise<number> =>
  (await api.request<{ total: number }>("GET", `/api/v1/products?${new URLSearchParams({ q })}`)).body.total;
/** As a product that an older version of the shop wrote. */
const forget = (name: string) =>
  db.script(`
    DELETE FROM catalog.product_words WHERE product_id IN (
      SELECT id FROM catalog.products WHERE name = '${name}');
    UPDATE catalog.products SET search_version = 1 WHERE name = '${name}'`);

test("a product is found as soon as it is created", async () => {
  await api.createProduct({ name: "처음 주전자" });
  expect(await total("주전자")).toBe(1);
});

test("products that an older version wrote are found after the job ran, by two workers at once", async () => {
  const ids: string[] = [];
  for (let at = 0; at < 5; at += 1) ids.push((await api.createProduct({ name: "옛날 항아리" })).id);
  await forget("옛날 항아리");
  published.length = 0;
  await Promise.all([indexOutdated(catalog), indexOutdated(catalog)]);
  expect(published.toSorted()).toEqual(ids.toSorted());
  expect(await total("항아리")).toBe(5);
  published.length = 0;
  await indexOutdated(catalog);
  expect(published).toEqual([]);
});

test("what an older version edits beside this one is found by its new words after the job ran", async () => {
  const { id } = await api.createProduct({ name: "나무 쟁반" });
  await indexOutdated(catalog);
  // As that version writes: the product, and its number of the rules.
  await db.script(`UPDATE catalog.products SET name = '유리 꽃병', search_version = 1 WHERE id = '${id}'`);
  published.length = 0;
  await indexOutdated(catalog);
  expect(published).toEqual([id]);
  expect([await total("꽃병"), await total("쟁반")]).toEqual([1, 0]);
});
