/** How a SKU is kept: safety stock, the threshold of low stock, back-orders. Through HTTP. */
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { type ApiResponse, client, type HeaderFields, type Problem } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { startTestShop } from "../../testing.ts";
import { type ShownLevel, type StockDesk, stockDesk } from "./stock-desk.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop, { ROLES: "api" });
const api = client(shop.url);
const other = client(replica.url);
let desk: StockDesk;
beforeAll(async () => {
  desk = await stockDesk(api);
  await desk.addLocation("busan");
});
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});

interface StaleLevel extends Problem {
  readonly etag: string;
  readonly differences: unknown;
}
const addressOf = (sku: string) => `/api/v1/admin/stock/${sku}`;
const etagOf = async (sku: string) =>
  (await api.request("GET", addressOf(sku), undefined, desk.staff)).headers.get("etag") ?? "";
const patch = <Body = { items: ShownLevel[] }>(
  sku: string,
  body: unknown,
  headers: HeaderFields,
): Promise<ApiResponse<Body>> => api.request<Body>("PATCH", addressOf(sku), body, headers);
const set = async <Body = { items: ShownLevel[] }>(sku: string, body: unknown) =>
  patch<Body>(sku, body, { ...desk.staff, "if-match": await etagOf(sku) });

async function order(variantId: string, quantity: number) {
  const cart = await api.createCart();
  await api.addItem(cart.id, variantId, quantity);
  return api.placeOrder(cart.id);
}
const availableIn = async (from: typeof api, productId: string) => {
  const path = `/api/v1/products/${productId}`;
  const { body } = await from.request<{ variants: { available: number }[] }>("GET", path);
  return body.variants[0]?.available;
};
/** Whether the lists show the product in stock: a copy that an event keeps. */
const listed = async (productId: string) => {
  const { body } = await api.request<{ items: { id: string; inStock: boolean }[] }>(
    "GET",
    "/api/v1/products?limit=100",
  );
  return body.items.find(({ id }) => id === productId)?.inStock;
};

test("pieces that are kept back are not sold, and every process shows it at once", async () => {
  const { id, sku, productId } = await desk.variant(5);
  expect(await availableIn(other, productId)).toBe(5);
  const { status, body } = await set(sku, { safety: 3 });
  expect([status, body.items]).toMatchObject([200, [{ onHand: 5, safety: 3, available: 2 }]]);
  expect([await availableIn(api, productId), await availableIn(other, productId)]).toEqual([2, 2]);
  const refused = (await order(id, 3)) as unknown as ApiResponse<Problem>;
  expect([refused.status, refused.body.lines]).toMatchObject([409, [{ requested: 3, available: 2 }]]);
  expect((await order(id, 2)).status).toBe(201);
  expect(await desk.levels(sku)).toMatchObject({ main: { reserved: 2, available: 0 } });
});

test("keeping all pieces back takes the product out of stock in the lists, and back", async () => {
  const { sku, productId } = await desk.variant(5);
  await set(sku, { safety: 5 });
  await vi.waitFor(async () => expect(await listed(productId)).toBe(false), 60_000);
  await set(sku, { safety: 4 });
  await vi.waitFor(async () => expect(await listed(productId)).toBe(true), 60_000);
});

test("a SKU is low at its threshold and below, at one of its locations", async () => {
  const { id, sku } = await desk.variant(5);
  await set(sku, { lowAt: 3, safety: 1 });
  await set(sku, { location: "busan", lowAt: 0 });
  await desk.adjust(sku, { delta: 1, reason: "입고", location: "busan" });
  const low = async (query = "") => {
    const path = `/api/v1/admin/stock?low=true&q=${sku}${query}`;
    return (await api.request<{ items: unknown[] }>("GET", path, undefined, desk.staff)).body.items;
  };
  expect(await low()).toEqual([]);
  expect((await order(id, 1)).status).toBe(201);
  expect(await low()).toMatchObject([
    { sku, low: true, available: 4, levels: [{ location: "main", low: true }, { low: false }] },
  ]);
  expect(await low("&location=busan")).toEqual([]);
  await desk.adjust(sku, { delta: 1, reason: "입고" });
  expect(await low()).toEqual([]);
});

test("back-orders sell what is not there, until they end; the day belongs to them", async () => {
  const { id, sku, productId } = await desk.variant(2);
  await set(sku, { backOrders: true, expectedAt: "2026-12-24" });
  expect(await desk.levels(sku)).toMatchObject({ main: { backOrders: true, expectedAt: "2026-12-24" } });
  expect(await availableIn(other, productId)).toBe(999);
  expect((await order(id, 5)).status).toBe(201);
  expect(await desk.levels(sku)).toMatchObject({ main: { onHand: 2, reserved: 5, available: -3 } });
  expect(await set<Problem>(sku, { backOrders: false })).toMatchObject({
    status: 409,
    body: { code: "BACK_ORDERS_OPEN" },
  });
  await desk.adjust(sku, { delta: 3, reason: "입고" });
  expect((await set(sku, { backOrders: false })).body.items).toMatchObject([
    { backOrders: false, expectedAt: null },
  ]);
  expect(await availableIn(other, productId)).toBe(0);
});

test("a change is in the audit log with what it touched", async () => {
  const { sku } = await desk.variant(2);
  await set(sku, { safety: 1, lowAt: 4, location: "busan" });
  expect(await desk.lastAction(`stock:${sku}@busan`)).toMatchObject({
    action: "stock.settings",
    before: { safety: 0, lowAt: null },
    after: { safety: 1, lowAt: 4 },
  });
});

test("a stale edit is 412 and says what changed; figures make none stale; no version is 400", async () => {
  const { sku } = await desk.variant(2);
  const etag = await etagOf(sku);
  await desk.adjust(sku, { delta: 1, reason: "입고" });
  await desk.adjust(sku, { delta: 1, reason: "입고", location: "busan" });
  expect((await patch(sku, { lowAt: 1 }, { ...desk.staff, "if-match": etag })).status).toBe(200);
  const stale = await patch<StaleLevel>(sku, { lowAt: 2 }, { ...desk.staff, "if-match": etag });
  expect([stale.status, stale.body.code]).toEqual([412, "STALE_EDIT"]);
  expect(stale.body.differences).toEqual([
    { pointer: "/main", was: null, now: { safety: 0, lowAt: 1, backOrders: false, expectedAt: null } },
  ]);
  const fresh = { ...desk.staff, "if-match": stale.body.etag };
  expect((await patch(sku, { lowAt: 2 }, fresh)).status).toBe(200);
  const without = await patch<Problem>(sku, { lowAt: 3 }, desk.staff);
  expect([without.status, without.body.errors?.[0]?.pointer]).toEqual([400, "/if-match"]);
});

test("of twenty edits of one version, one is made", async () => {
  const { sku } = await desk.variant(2);
  const headers = { ...desk.staff, "if-match": await etagOf(sku) };
  const edits = await Promise.all(
    Array.from({ length: 20 }, (_, at) => patch(sku, { safety: at + 1 }, headers)),
  );
  expect(edits.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
});

test("an unknown SKU and an unknown location are 404", async () => {
  const { sku } = await desk.variant(2);
  const headers = { ...desk.staff, "if-match": await etagOf(sku) };
  expect((await patch<Problem>("NO-SUCH-SKU", { safety: 1 }, headers)).body.code).toBe("UNKNOWN_SKU");
  expect(await patch<Problem>(sku, { safety: 1, location: "mars" }, headers)).toMatchObject({
    status: 404,
    body: { code: "UNKNOWN_LOCATION", location: "mars" },
  });
});

test.each([
  ["/safety", { safety: -1 }],
  ["/safety", { safety: 1.5 }],
  ["/safety", { safety: null }],
  ["/safety", { safety: 1_000_000_001 }],
  ["/lowAt", { lowAt: -1 }],
  ["/lowAt", { lowAt: "1" }],
  ["/backOrders", { backOrders: "yes" }],
  ["/expectedAt", { expectedAt: "2026-12-24" }],
  ["/expectedAt", { backOrders: true, expectedAt: "2026-02-30" }],
  ["/expectedAt", { backOrders: true, expectedAt: "24.12.2026" }],
  ["/location", { location: "../etc" }],
  ["/onHand", { onHand: 5 }],
])("a setting that is wrong at %s is 400 and changes nothing: %j", async (pointer, body) => {
  const { sku } = await desk.variant(2);
  const answer = await set<Problem>(sku, body);
  expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  expect(await desk.levels(sku)).toMatchObject({ main: { safety: 0, available: 2 } });
});

test("settings need a sign-in, and a permission", async () => {
  const { sku } = await desk.variant(2);
  const { proof } = await api.signUp();
  const version = { "if-match": await etagOf(sku) };
  expect((await patch(sku, { safety: 1 }, version)).status).toBe(401);
  expect((await patch(sku, { safety: 1 }, { ...proof, ...version })).status).toBe(403);
});
