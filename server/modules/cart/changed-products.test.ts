/** What became of products since they were put into a cart: the cart says why it cannot be ordered. */
import { afterAll, expect, inject, test } from "vitest";
import { type Cart, client, type Product } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
afterAll(() => shop.stop());

async function edit({ id }: Product, change: object): Promise<void> {
  const path = `/api/v1/admin/products/${id}`;
  const { headers } = await api.request("GET", path, undefined, owner);
  const stale = { ...owner, "if-match": headers.get("etag") ?? "" };
  expect((await api.request("PATCH", path, change, stale)).status).toBe(200);
}
async function inCart(product: Product, pieces: number): Promise<string> {
  const { id } = await api.createCart();
  expect((await api.addItem(id, product.variants[0]?.id ?? "", pieces)).status).toBe(200);
  return id;
}
const itemsOf = async (id: string) => (await api.request<Cart>("GET", `/api/v1/carts/${id}`)).body.items;
const codeOf = async (id: string) => (await api.placeOrder(id)).body as object;

test("a line outside limits that were set since says so, and is ordered within them", async () => {
  const product = await api.createProduct({ variants: [{ stock: 8 }] });
  const id = await inCart(product, 2);
  expect(await itemsOf(id)).toMatchObject([{ minQuantity: 1, maxQuantity: 999 }]);

  await edit(product, { minQuantity: 4 });
  expect(await itemsOf(id)).toMatchObject([
    { problem: "MINIMUM_QUANTITY", minQuantity: 4, maxQuantity: 999 },
  ]);
  expect(await codeOf(id)).toMatchObject({ code: "MINIMUM_QUANTITY" });

  await edit(product, { minQuantity: 1, maxQuantity: 1 });
  const [item] = await itemsOf(id);
  expect(item).toMatchObject({ problem: "QUANTITY_LIMIT", minQuantity: 1, maxQuantity: 1 });
  expect(await codeOf(id)).toMatchObject({ code: "QUANTITY_LIMIT" });

  await api.request("PATCH", `/api/v1/carts/${id}/items/${item?.id}`, { quantity: 1 });
  expect(await itemsOf(id)).not.toMatchObject([{ problem: expect.anything() }]);
  expect((await api.placeOrder(id)).status).toBe(201);
});

test("a line of which less is left than an order must have is sold out", async () => {
  const product = await api.createProduct({ variants: [{ stock: 3 }] });
  const id = await inCart(product, 2);
  await edit(product, { minQuantity: 4 });
  expect(await itemsOf(id)).toMatchObject([{ problem: "SOLD_OUT", available: 3 }]);
});

test("a quote names the lines that its sums leave out", async () => {
  const [kept, archived] = [await api.createProduct(), await api.createProduct()];
  const id = await inCart(kept, 1);
  await api.addItem(id, archived.variants[0]?.id ?? "");
  await edit(archived, { status: "archived" });
  const { body } = await api.request<object>("POST", `/api/v1/carts/${id}/quote`, {});
  expect(body).toMatchObject({
    lines: [{ productId: kept.id }, { productId: archived.id, problem: "NOT_FOR_SALE" }],
    subtotal: { amount: 10_000 },
  });
  expect((body as { lines: object[] }).lines[0]).not.toHaveProperty("problem");
});
