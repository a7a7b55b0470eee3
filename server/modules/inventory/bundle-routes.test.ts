import { afterAll, describe, expect, inject, test } from "vitest";
import { type Cart, client, type Problem, type Product } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { startTestShop } from "../../testing.ts";
import { stockDesk } from "./stock-desk.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const desk = await stockDesk(api);
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});

interface Parts {
  readonly available: number;
  readonly parts: readonly { readonly sku: string; readonly quantity: number; readonly available: number }[];
}
type PartInput = { readonly sku: string; readonly quantity: number };

const pathOf = (sku: string) => `/api/v1/admin/variants/${sku}/parts`;
const read = (sku: string, by = desk.staff) => api.request<Parts>("GET", pathOf(sku), undefined, by);
async function put<Body = Problem>(sku: string, parts: readonly PartInput[], etag?: string) {
  const current = etag ?? (await read(sku)).headers.get("etag") ?? "";
  return api.request<Body>("PUT", pathOf(sku), { parts }, { ...desk.staff, "if-match": current });
}
const pageOf = async (productId: string, by = api) =>
  (await by.request<Product>("GET", `/api/v1/products/${productId}`)).body;
const availableOn = async (productId: string, by = api) =>
  (await pageOf(productId, by)).variants[0]?.available;

describe("the parts of a bundle", () => {
  test("are set by staff; every process shows what can be sold, on the page and in the cart", async () => {
    const [cup, saucer, set] = [await desk.variant(7), await desk.variant(9), await desk.variant(0)];
    expect((await read(set.sku)).body).toMatchObject({ available: 0, parts: [] });
    expect(await availableOn(set.productId, other)).toBe(0);
    const parts = [
      { sku: cup.sku, quantity: 2 },
      { sku: saucer.sku, quantity: 1 },
    ];
    const answer = await put<Parts>(set.sku, parts);
    expect(answer.status).toBe(200);
    expect(answer.body.available).toBe(3);
    expect(answer.body.parts).toHaveLength(2);
    expect(answer.body.parts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sku: cup.sku, quantity: 2, available: 7 }),
        expect.objectContaining({ sku: saucer.sku, quantity: 1, available: 9 }),
      ]),
    );
    expect((await read(set.sku)).headers.get("etag")).toBe(answer.headers.get("etag"));
    for (const by of [api, other]) expect(await availableOn(set.productId, by)).toBe(3);
    await expect.poll(async () => (await pageOf(set.productId, other)).inStock).toBe(true);
    const cart = await api.createCart();
    await api.addItem(cart.id, set.id, 3);
    const { body } = await api.request<Cart>("GET", `/api/v1/carts/${cart.id}`);
    expect(body.items[0]).toMatchObject({ quantity: 3, available: 3 });
    expect(await desk.lastAction(`stock:${set.sku}`)).toMatchObject({
      action: "stock.parts",
      before: { parts: [] },
    });
  });

  test("are what the list of stock counts for a bundle, which has no stock of its own", async () => {
    const [cup, set] = [await desk.variant(7), await desk.variant(0)];
    await put(set.sku, [{ sku: cup.sku, quantity: 2 }]);
    const listed = async (sku: string) => {
      const path = `/api/v1/admin/stock?q=${sku}`;
      return (await api.request<{ items: object[] }>("GET", path, undefined, desk.staff)).body.items[0];
    };
    expect(await listed(set.sku)).toMatchObject({ sku: set.sku, bundle: true, onHand: 0, available: 3 });
    expect(await listed(cup.sku)).toMatchObject({ sku: cup.sku, bundle: false, onHand: 7, available: 7 });
  });

  test("leave the stock when the bundle is bought; a changed part shows on the bundle at once", async () => {
    const [cup, set] = [await desk.variant(5), await desk.variant(0)];
    await put(set.sku, [{ sku: cup.sku, quantity: 2 }]);
    expect(await availableOn(set.productId, other)).toBe(2);
    await (await api.signUp()).buy(set.id);
    await expect
      .poll(async () => (await desk.levels(cup.sku)).main)
      .toMatchObject({ onHand: 3, reserved: 0 });
    await desk.adjust(cup.sku, { delta: 4, reason: "입고" });
    for (const by of [api, other]) expect(await availableOn(set.productId, by)).toBe(3);
    const cart = await api.createCart();
    await api.addItem(cart.id, set.id, 3);
    await desk.adjust(cup.sku, { delta: -3, reason: "파손" });
    const refused = await api.placeOrder(cart.id);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "OUT_OF_STOCK", lines: [{ variantId: set.id, requested: 3, available: 2 }] },
    });
  });

  test("are taken away again: the variant has stock of its own", async () => {
    const [cup, set] = [await desk.variant(5), await desk.variant(0)];
    await put(set.sku, [{ sku: cup.sku, quantity: 1 }]);
    expect(await desk.adjust(set.sku, { delta: 1, reason: "입고" })).toMatchObject({
      status: 409,
      body: { code: "BUNDLE_STOCK" },
    });
    expect((await put(set.sku, [])).status).toBe(200);
    expect(await availableOn(set.productId, other)).toBe(0);
    expect((await desk.adjust(set.sku, { delta: 1, reason: "입고" })).status).toBe(200);
    expect(await availableOn(set.productId, other)).toBe(1);
  });
});

describe("parts are refused", () => {
  test("for a variant with stock, for bundles in bundles, and for what is no part", async () => {
    const [cup, full, set] = [await desk.variant(5), await desk.variant(2), await desk.variant(0)];
    const one = (sku: string) => [{ sku, quantity: 1 }];
    expect(await put(full.sku, one(cup.sku))).toMatchObject({ status: 409, body: { code: "BUNDLE_STOCK" } });
    expect((await put(set.sku, one(cup.sku))).status).toBe(200);
    const outer = await desk.variant(0);
    const nested = { status: 409, body: { code: "NESTED_BUNDLE" } };
    expect(await put(outer.sku, one(set.sku))).toMatchObject(nested);
    await desk.adjust(cup.sku, { delta: -5, reason: "파손" });
    expect(await put(cup.sku, one(outer.sku))).toMatchObject(nested);
    const problemOf = async (parts: readonly PartInput[]) =>
      (await put(outer.sku, parts)).body.errors?.map(({ pointer, code }) => `${pointer} ${code}`);
    expect(await problemOf(one("NO-SUCH-SKU"))).toEqual(["/parts/0/sku UNKNOWN"]);
    expect(await problemOf(one(outer.sku))).toEqual(["/parts/0/sku DUPLICATE"]);
    expect(await problemOf([...one(full.sku), ...one(full.sku)])).toEqual(["/parts/1/sku DUPLICATE"]);
    expect(await problemOf([{ sku: full.sku, quantity: 0 }])).toEqual(["/parts/0/quantity MINIMUM"]);
    expect((await put("NO-SUCH-SKU", [], '"e30"')).status).toBe(404);
    const [here, other] = [await desk.variant(5), await desk.variant(0)];
    expect((await put(other.sku, one(here.sku))).status).toBe(200);
    const lines = [
      { sku: here.sku, counted: 4, expected: 5 },
      { sku: set.sku, counted: 3, expected: 0 },
      { sku: other.sku, counted: 0, expected: 0 },
    ];
    const refused = await desk.post("/api/v1/admin/stock/counts", { lines });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: "BUNDLE_STOCK", lines: [{ pointer: "/lines/1", sku: set.sku, location: "main" }] },
    ]);
    expect((refused.body as { lines?: unknown[] }).lines).toHaveLength(1);
    const rest = { lines: lines.filter(({ sku }) => sku !== set.sku) };
    expect((await desk.post("/api/v1/admin/stock/counts", rest)).status).toBe(200);
  });

  test("from a stale form, which is told what changed, and without a version", async () => {
    const [cup, set] = [await desk.variant(5), await desk.variant(0)];
    const stale = (await read(set.sku)).headers.get("etag") ?? "";
    expect((await put(set.sku, [{ sku: cup.sku, quantity: 1 }], stale)).status).toBe(200);
    const answer = await put(set.sku, [{ sku: cup.sku, quantity: 2 }], stale);
    expect(answer).toMatchObject({
      status: 412,
      body: {
        code: "STALE_EDIT",
        differences: [{ pointer: "/parts", was: [], now: [{ sku: cup.sku, quantity: 1 }] }],
      },
    });
    expect((await api.request("PUT", pathOf(set.sku), { parts: [] }, desk.staff)).status).toBe(400);
  });

  test("from shoppers, and from guests", async () => {
    const { sku } = await desk.variant(0);
    const { proof } = await api.signUp();
    expect((await read(sku, proof)).status).toBe(403);
    expect((await api.request("GET", pathOf(sku))).status).toBe(401);
    const body = { parts: [] };
    expect((await api.request("PUT", pathOf(sku), body, { ...proof, "if-match": '"e30"' })).status).toBe(403);
  });

  test("from all but one of staff who nest two bundles in each other at the same moment", async () => {
    const [left, right] = [await desk.variant(0), await desk.variant(0)];
    const answers = await Promise.all([
      put(left.sku, [{ sku: right.sku, quantity: 1 }]),
      put(right.sku, [{ sku: left.sku, quantity: 1 }]),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
