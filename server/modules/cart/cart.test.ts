import { afterAll, describe, expect, inject, test } from "vitest";
import { type Cart, type Client, client, type Problem } from "../../../tests/support/client.ts";
import { whileLocked } from "../../../tests/support/while-locked.ts";
import { connect } from "../../platform/db/db.ts";
import { newId } from "../../platform/ids.ts";
import { startTestShop } from "../../testing.ts";
import { addItems } from "./queries.ts";

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const mug = await newVariant();
afterAll(() => shop.stop());

async function newVariant(product: Parameters<Client["createProduct"]>[0] = {}) {
  const [variant] = (await api.createProduct(product)).variants;
  if (!variant) throw new Error("a product has a variant");
  return variant;
}
const show = async (id: string, language = "ko") =>
  (await api.request<Cart>("GET", `/api/v1/carts/${id}`, undefined, { "accept-language": language })).body;
const itemOf = ({ items: [item] }: Cart) => {
  if (!item) throw new Error("the cart is empty");
  return item;
};
test("a quote without coupons and points is asked for with an empty body, or without one", async () => {
  const { id } = await api.createCart();
  await api.addItem(id, mug.id);
  const path = `/api/v1/carts/${id}/quote`;
  const [bare, empty] = [await api.request("POST", path), await api.request("POST", path, {})];
  expect([bare.status, bare.body]).toEqual([200, empty.body]);
});

/** Both requests with a quantity: adding an item, and changing one. */
async function quantityRequests(quantity: string) {
  const cart = await api.createCart();
  const item = itemOf((await api.addItem(cart.id, mug.id)).body);
  return [
    await api.request(
      "POST",
      `/api/v1/carts/${cart.id}/items`,
      `{"variantId":"${mug.id}","quantity":${quantity}}`,
    ),
    await api.request("PATCH", `/api/v1/carts/${cart.id}/items/${item.id}`, `{"quantity":${quantity}}`),
  ];
}

test("a cart is created by a request with an empty body, and by one without", async () => {
  const bodies = [
    await api.request<Cart>("POST", "/api/v1/carts", {}),
    await api.request<Cart>("POST", "/api/v1/carts"),
  ];
  for (const { status, body, headers } of bodies) {
    expect([status, headers.get("location"), headers.get("cache-control")]).toEqual([
      201,
      `/api/v1/carts/${body.id}`,
      "no-store",
    ]);
    const nothing = { amount: 0, currency: "KRW" };
    expect(body).toEqual({
      id: body.id,
      items: [],
      itemCount: 0,
      subtotal: nothing,
      promotions: [],
      discount: nothing,
      deliveryFee: nothing,
      total: nothing,
      freeDeliveryRemaining: null,
    });
    expect(await show(body.id)).toEqual(body);
  }
  expect((await api.request("POST", "/api/v1/carts", { total: 1 })).status).toBe(400);
});

test("an item is shown with its price, its options and the pieces left", async () => {
  const product = await api.createProduct({
    name: "양말",
    options: [{ name: "색상", values: ["흰색"] }],
    translations: { en: { name: "Socks", options: { 색상: "Colour", 흰색: "White" } } },
    variants: [{ options: { 색상: "흰색" }, price: 4_000, stock: 7 }],
  });
  const { id } = await api.createCart();
  const { body } = await api.addItem(id, product.variants[0]?.id ?? "", 3);
  expect(body).toMatchObject({
    itemCount: 3,
    subtotal: { amount: 12_000 },
    deliveryFee: { amount: 3_000 },
    total: { amount: 15_000 },
    freeDeliveryRemaining: { amount: 38_000 },
    items: [
      {
        name: "양말",
        productSlug: product.slug,
        options: [{ label: "색상", value: "흰색" }],
        quantity: 3,
        lineTotal: { amount: 12_000 },
        available: 7,
      },
    ],
  });
  expect(itemOf(await show(id, "en"))).toMatchObject({
    name: "Socks",
    options: [{ label: "Colour", value: "White" }],
  });
  expect(await show(id)).toEqual(body);
});

test("adding the same variant again adds to its line", async () => {
  const { id } = await api.createCart();
  await api.addItem(id, mug.id, 2);
  const { body } = await api.addItem(id, mug.id, 3);
  expect(body.items.map(({ quantity }) => quantity)).toEqual([5]);
});

test("an item is changed and removed", async () => {
  const { id } = await api.createCart();
  const item = itemOf((await api.addItem(id, mug.id, 2)).body);
  const changed = await api.request<Cart>("PATCH", `/api/v1/carts/${id}/items/${item.id}`, { quantity: 7 });
  expect([changed.status, itemOf(changed.body).quantity, changed.body.itemCount]).toEqual([200, 7, 7]);
  const removed = await api.request<Cart>("DELETE", `/api/v1/carts/${id}/items/${item.id}`);
  expect([removed.status, removed.body.items]).toEqual([200, []]);
  expect((await api.request("DELETE", `/api/v1/carts/${id}/items/${item.id}`)).status).toBe(404);
});

describe.each([
  "0",
  "-1",
  "1.5",
  '"2"',
  "1e9",
  "1000",
  "null",
  "9007199254740992",
  "1e400",
  "true",
  "[]",
  "{}",
])("the quantity %s", (quantity) => {
  test("is 400 with the pointer /quantity", async () => {
    for (const { status, body } of await quantityRequests(quantity)) {
      expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([400, "INVALID_INPUT", "/quantity"]);
    }
  });
});

test("a quantity of NaN is no JSON, and no quantity is no request", async () => {
  for (const { status, body } of await quantityRequests("NaN"))
    expect([status, body.code]).toEqual([400, "INVALID_INPUT"]);
  const { id } = await api.createCart();
  const { body } = await api.request("POST", `/api/v1/carts/${id}/items`, {});
  expect(body.errors?.map(({ pointer }) => pointer).sort()).toEqual(["/quantity", "/variantId"]);
});

test("prices sent by the client are refused", async () => {
  const { id } = await api.createCart();
  const { status, body } = await api.request("POST", `/api/v1/carts/${id}/items`, {
    variantId: mug.id,
    quantity: 1,
    unitPrice: 1,
  });
  expect([status, body.errors?.[0]?.pointer]).toEqual([400, "/unitPrice"]);
});

test("a cart, an item or a variant that does not exist is 404, also under a name that is no id", async () => {
  const { id } = await api.createCart();
  for (const unknown of [UNKNOWN, "x", "%F0%9F%8D%8E", "1%20OR%201=1"]) {
    const answers = [
      await api.request("GET", `/api/v1/carts/${unknown}`),
      await api.request("POST", `/api/v1/carts/${unknown}/items`, { variantId: mug.id, quantity: 1 }),
      await api.request("PATCH", `/api/v1/carts/${id}/items/${unknown}`, { quantity: 1 }),
      await api.request("DELETE", `/api/v1/carts/${id}/items/${unknown}`),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(4).fill([404, "NOT_FOUND"]));
  }
  expect((await api.addItem(id, UNKNOWN)).body).toMatchObject({ status: 404, code: "UNKNOWN_VARIANT" });
  const malformed = await api.request("POST", `/api/v1/carts/${id}/items`, { variantId: "x", quantity: 1 });
  expect([malformed.status, malformed.body.errors?.[0]?.pointer]).toEqual([400, "/variantId"]);
});

test("an item of another cart is 404, and stays unchanged", async () => {
  const [mine, yours] = [await api.createCart(), await api.createCart()];
  const item = itemOf((await api.addItem(yours.id, mug.id, 2)).body);
  expect(
    (await api.request("PATCH", `/api/v1/carts/${mine.id}/items/${item.id}`, { quantity: 9 })).status,
  ).toBe(404);
  expect((await api.request("DELETE", `/api/v1/carts/${mine.id}/items/${item.id}`)).status).toBe(404);
  expect(itemOf(await show(yours.id)).quantity).toBe(2);
});

test("a product that is not for sale cannot be added", async () => {
  const { id } = await api.createCart();
  const draft = await newVariant({ status: "draft" });
  expect((await api.addItem(id, draft.id)).body).toMatchObject({ status: 404, code: "UNKNOWN_VARIANT" });
  expect((await show(id)).items).toEqual([]);
});

test("more pieces than a line may have are refused, and change nothing", async () => {
  const { id } = await api.createCart();
  await api.addItem(id, mug.id, 998);
  expect((await api.addItem(id, mug.id, 2)).body).toMatchObject({
    status: 409,
    code: "QUANTITY_LIMIT",
    most: 999,
  });
  expect((await api.addItem(id, mug.id, 1)).body.itemCount).toBe(999);
});

test("additions in parallel sum up exactly", async () => {
  const [{ id }, other] = [await api.createCart(), await newVariant()];
  await Promise.all(
    Array.from({ length: 60 }, (_, at) => api.addItem(id, at % 2 ? mug.id : other.id, 1 + (at % 3))),
  );
  const { items, itemCount } = await show(id);
  expect(items.map(({ quantity }) => quantity)).toEqual([60, 60]);
  expect(itemCount).toBe(120);
});

test("a cart has 200 lines at most, also when they are added in parallel", async () => {
  const half = { variants: Array.from({ length: 115 }, () => ({})) };
  const variants = [await api.createProduct(half), await api.createProduct(half)].flatMap(
    (product) => product.variants,
  );
  const { id } = await api.createCart();
  const answers = await Promise.all(variants.map((variant) => api.addItem(id, variant.id)));
  const outcomes = answers.map(({ status, body }) =>
    status === 200 ? "added" : (body as unknown as Problem).code,
  );
  expect(outcomes.filter((each) => each === "added")).toHaveLength(200);
  expect(outcomes.filter((each) => each === "TOO_MANY_LINES")).toHaveLength(30);
  const { items } = await show(id);
  expect(items).toHaveLength(200);
  expect((await api.addItem(id, items[0]?.variantId ?? "")).status).toBe(200);
});

test("additions of three processes that wait for one another do not all get the last free line", async () => {
  const { id } = await api.createCart();
  const now = new Date();
  const line = () => ({
    ...{ id, memberId: null, itemId: newId(now), variantId: newId(now), quantity: 1, price: 1000, now },
    ...{ tierQuantities: [], tierPrices: [], currency: "KRW", mostLines: 200, least: 1, most: 99 },
  });
  const processes = [1, 2, 3].map(() => connect({ url: shop.databaseUrl, size: 1 }));
  for (let count = 0; count < 199; count += 1) await processes[0]?.write(addItems, line());
  const lock = `SELECT FROM cart.carts WHERE id = '${id}' FOR UPDATE`;
  const added = await whileLocked(shop.databaseUrl, lock, 3, () =>
    Promise.all(processes.map((db) => db.write(addItems, line()))),
  );
  expect(added.map((row) => row?.stored).sort()).toEqual([false, false, true]);
  const stored = await processes[0]?.pool.query("SELECT FROM cart.items WHERE cart_id = $1", [id]);
  expect(stored?.rowCount).toBe(200);
  await Promise.all(processes.map((db) => db.close()));
});

test("a changed price is shown beside the former one, until the shopper adds the item again", async () => {
  const variant = await newVariant({ variants: [{ price: 10_000 }] });
  const { id } = await api.createCart();
  expect(itemOf((await api.addItem(id, variant.id)).body).previousUnitPrice).toBeUndefined();
  await api.request(
    "PATCH",
    `/api/v1/admin/variants/${variant.id}`,
    { price: 12_000 },
    await api.signInOwner(),
  );
  expect(itemOf(await show(id))).toMatchObject({
    unitPrice: { amount: 12_000 },
    previousUnitPrice: { amount: 10_000 },
    lineTotal: { amount: 12_000 },
  });
  expect(itemOf((await api.addItem(id, variant.id)).body).previousUnitPrice).toBeUndefined();
});

test("a line says when too few pieces are left, or none", async () => {
  const variant = await newVariant({ variants: [{ stock: 3 }] });
  const { id } = await api.createCart();
  const { body } = await api.addItem(id, variant.id, 2);
  expect(itemOf(body)).not.toHaveProperty("problem");
  await api.addItem(id, variant.id, 2);
  expect(itemOf(await show(id))).toMatchObject({ available: 3, problem: "NOT_ENOUGH_STOCK" });
  await api.buy(variant.id, 3);
  expect(itemOf(await show(id))).toMatchObject({ available: 0, problem: "SOLD_OUT" });
});

test("a cart above the largest amount is shown and cannot be ordered, and neither is a 5xx", async () => {
  const dear = await newVariant({ variants: [{ price: 1_000_000_000_000 }] });
  const { id } = await api.createCart();
  const { status, body } = await api.addItem(id, dear.id, 999);
  expect([status, itemOf(body).lineTotal.amount]).toEqual([200, 999_000_000_000_000]);
  const order = await api.placeOrder(id);
  expect(order.body).toMatchObject({ status: 409, code: "AMOUNT_LIMIT" });
});

test("an id is accepted in small and capital letters, and only in its plain form", async () => {
  const { id } = await api.createCart();
  const variantId = mug.id.toUpperCase();
  const added = await api.request<Cart>("POST", `/api/v1/carts/${id.toUpperCase()}/items`, {
    variantId,
    quantity: 1,
  });
  expect([added.status, added.body.items?.map((item) => item.variantId)]).toEqual([200, [mug.id]]);
  expect(await show(id.toUpperCase())).toMatchObject({ itemCount: 1 });
  expect(await api.request("GET", `/api/v1/carts/urn:uuid:${id}`)).toMatchObject({ status: 404 });
  const urn = { variantId: `urn:uuid:${mug.id}`, quantity: 1 };
  expect(await api.request("POST", `/api/v1/carts/${id}/items`, urn)).toMatchObject({ status: 400 });
});
