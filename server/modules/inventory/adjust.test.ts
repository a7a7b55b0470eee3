import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type Problem } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";

interface Level {
  readonly variantId: string;
  readonly sku: string;
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
}
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
afterAll(() => shop.stop());

async function newVariant(stock: number) {
  const [variant] = (await api.createProduct({ variants: [{ stock }] })).variants;
  if (!variant) throw new Error("a product has a variant");
  return variant;
}
const adjust = <Body = Problem>(sku: string, body: unknown, headers = owner) =>
  api.request<Body>("POST", `/api/v1/admin/stock/${encodeURIComponent(sku)}/adjust`, body, headers);
const levelsOf = (sku: string, headers = owner) =>
  api.request<{ items: Level[] }>(
    "GET",
    `/api/v1/admin/stock/${encodeURIComponent(sku)}`,
    undefined,
    headers,
  );

test("an adjustment changes the pieces on hand and returns the new figures", async () => {
  const { id, sku } = await newVariant(5);
  const added = await adjust<Level>(sku, { delta: 7, reason: "입고" });
  expect(added).toMatchObject({
    status: 200,
    body: { variantId: id, sku, location: "main", onHand: 12, reserved: 0, available: 12 },
  });
  expect((await adjust<Level>(sku, { delta: -12, reason: "파손", location: "main" })).body.available).toBe(0);
  expect((await levelsOf(sku)).body.items).toMatchObject([{ onHand: 0 }]);
});

test("parallel adjustments add up exactly", async () => {
  const { sku } = await newVariant(100);
  await Promise.all(
    Array.from({ length: 40 }, (_, at) => adjust(sku, { delta: at % 2 ? 3 : -1, reason: "count" })),
  );
  expect((await levelsOf(sku)).body.items).toMatchObject([{ onHand: 140 }]);
});

test("stock that is reserved by orders cannot be taken away", async () => {
  const { id, sku } = await newVariant(5);
  const cart = await api.createCart();
  await api.addItem(cart.id, id, 3);
  expect((await api.placeOrder(cart.id)).status).toBe(201);
  expect(await adjust(sku, { delta: -3, reason: "count" })).toMatchObject({
    status: 409,
    body: { code: "STOCK_BELOW_RESERVED", title: "이미 주문된 수량보다 재고를 줄일 수 없어요" },
  });
  expect((await adjust<Level>(sku, { delta: -2, reason: "count" })).body).toMatchObject({
    onHand: 3,
    reserved: 3,
    available: 0,
  });
});

test("stock never goes below zero", async () => {
  const { sku } = await newVariant(2);
  expect((await adjust(sku, { delta: -3, reason: "count" })).status).toBe(409);
});

test("stock has an upper limit, and more is refused, not a 5xx", async () => {
  const { sku } = await newVariant(10_000_000);
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => adjust(sku, { delta: 10_000_000, reason: "count" })),
  );
  const codes = answers.map(({ status, body }) => (status === 200 ? "ok" : body.code));
  expect(codes.filter((code) => code === "ok")).toHaveLength(99);
  expect(codes.filter((code) => code === "STOCK_LIMIT")).toHaveLength(1);
});

test("an unknown SKU and an unknown location are 404", async () => {
  const { sku } = await newVariant(1);
  expect(await adjust("NO-SUCH-SKU", { delta: 1, reason: "count" })).toMatchObject({
    status: 404,
    body: { code: "UNKNOWN_SKU" },
  });
  expect(await adjust(sku, { delta: 1, reason: "count", location: "mars" })).toMatchObject({
    status: 404,
    body: { code: "UNKNOWN_LOCATION" },
  });
  expect((await levelsOf("NO-SUCH-SKU")).status).toBe(404);
});

describe.each([
  ["/delta", { reason: "count" }],
  ["/delta", { delta: 1.5, reason: "count" }],
  ["/delta", { delta: "1", reason: "count" }],
  ["/delta", { delta: null, reason: "count" }],
  ["/delta", { delta: 10_000_001, reason: "count" }],
  ["/delta", { delta: 2 ** 53, reason: "count" }],
  ["/reason", { delta: 1 }],
  ["/reason", { delta: 1, reason: "   " }],
  ["/reason", { delta: 1, reason: "a\u0000b" }],
  ["/reason", { delta: 1, reason: "x".repeat(201) }],
  ["/location", { delta: 1, reason: "count", location: "../etc" }],
  ["/onHand", { delta: 1, reason: "count", onHand: 1_000 }],
])("an adjustment that is wrong at %s", (pointer, body) => {
  test(`is 400 and changes nothing: ${JSON.stringify(body).slice(0, 60)}`, async () => {
    const { sku } = await newVariant(5);
    const { status, body: problem } = await adjust(sku, body);
    expect([status, problem.code, problem.errors?.[0]?.pointer]).toEqual([400, "INVALID_INPUT", pointer]);
    expect((await levelsOf(sku)).body.items).toMatchObject([{ onHand: 5 }]);
  });
});

test("reading and changing stock needs a sign-in", async () => {
  const { sku } = await newVariant(5);
  for (const headers of [{}, { authorization: "Bearer nonsense" }, { authorization: "Basic b3duZXI6cHc=" }]) {
    expect((await adjust(sku, { delta: 1, reason: "count" }, headers)).status).toBe(401);
    expect((await levelsOf(sku, headers)).status).toBe(401);
  }
  expect((await levelsOf(sku)).body.items).toMatchObject([{ onHand: 5 }]);
});

test.each([
  ["%F0%9F%8D%8E", 404],
  ["a%2Fb", 404],
  ["'%20OR%201=1--", 404],
  ["%25", 404],
  ["%00", 400],
  ["%ED%A0%80", 400],
])("a strange SKU (%s) is %d", async (sku, status) => {
  const answer = await api.request(
    "POST",
    `/api/v1/admin/stock/${sku}/adjust`,
    { delta: 1, reason: "count" },
    owner,
  );
  expect(answer.status).toBe(status);
});
