import { afterAll, expect, inject, test } from "vitest";
import { client, type Product } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
afterAll(() => shop.stop());

async function owed(expectedAt: string | null) {
  const product = await api.createProduct({ variants: [{ stock: 0 }] });
  const address = `/api/v1/admin/stock/${product.variants[0]?.sku}`;
  const { headers } = await api.request("GET", address, undefined, owner);
  const change = { backOrders: true, ...(expectedAt && { expectedAt }) };
  const etag = headers.get("etag") ?? "";
  expect((await api.request("PATCH", address, change, { ...owner, "if-match": etag })).status).toBe(200);
  const { body } = await api.request<Product>("GET", `/api/v1/products/${product.id}`);
  return body.variants[0];
}

test("a page says from which day an owed variant is sent; a day that has passed is left out", async () => {
  expect((await owed("2999-12-03"))?.backOrder).toEqual({ expectedAt: "2999-12-03" });
  expect((await owed("2020-01-01"))?.backOrder).toEqual({ expectedAt: null });
  expect((await owed(null))?.backOrder).toEqual({ expectedAt: null });
});

test("a variant that lies there has no such day", async () => {
  const product = await api.createProduct();
  expect(product.variants[0]?.backOrder).toBeUndefined();
});
