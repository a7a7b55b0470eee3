/** Requests with two answers to one question: which host, which member, which key, which body. */
import { afterAll, describe, expect, inject, test } from "vitest";
import { startTestShop } from "../../server/testing.ts";
import { client, contact, newKey, shippingAddress } from "../support/client.ts";
import { exchange, statusesOf } from "./wire-level.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
afterAll(() => shop.stop());

const PUBLIC_READ = "/api/v1/categories";
const get = (target: string, headers: readonly string[], version = "1.1"): string =>
  [`GET ${target} HTTP/${version}`, ...headers, "", ""].join("\r\n");
const ask = async (bytes: string): Promise<number[]> => statusesOf(await exchange(shop.url, bytes));

test("the unspoilt request is served", async () => {
  expect(await ask(get(PUBLIC_READ, ["Host: shop"]))).toEqual([200]);
});

describe("the host", () => {
  test.each([
    ["two lines", ["Host: shop", "Host: evil.test"]],
    ["two equal lines", ["Host: shop", "Host: shop"]],
    ["two lines in other cases", ["host: shop", "HOST: evil.test"]],
    ["two in one line", ["Host: shop, evil.test"]],
    ["a user before it", ["Host: shop@evil.test"]],
    ["a path behind it", ["Host: shop/evil.test"]],
    ["a blank within it", ["Host: shop evil.test"]],
    ["a port that is none", ["Host: shop:http"]],
    ["nothing", ["Host:"]],
    ["no line at all", []],
  ])("%s: 400, on every kind of page", async (_name, lines) => {
    for (const target of [PUBLIC_READ, "/", "/sandbox/window", "/sandbox/mailbox", "/.well-known/jwks.json"])
      expect(await ask(get(target, lines))).toEqual([400]);
  });

  test.each([
    "http://evil.test/api/v1/categories",
    "https://shop/api/v1/categories",
    "evil.test:80",
    "api",
    "?a",
  ])("a second one in the target %s: 400", async (target) => {
    expect(await ask(get(target, ["Host: shop"]))).toEqual([400]);
  });
});

describe("a field of one value that comes twice is 400, whatever the values", () => {
  test.each([
    ["Authorization", "Bearer a", "Bearer b"],
    ["Authorization", "Bearer a", "Bearer a"],
    ["Cookie", "access=a", "access=b"],
    ["Origin", "http://shop", "http://evil.test"],
    ["Referer", "http://shop/", "http://evil.test/"],
    ["Sec-Fetch-Site", "same-origin", "cross-site"],
    ["Range", "bytes=0-1", "bytes=2-3"],
    ["If-Match", '"1"', '"2"'],
    ["X-Guest-Token", "a", "b"],
  ])("%s: %s and %s", async (name, first, second) => {
    for (const target of [PUBLIC_READ, "/api/v1/me", "/"]) {
      expect(await ask(get(target, ["Host: shop", `${name}: ${first}`, `${name}: ${second}`]))).toEqual([
        400,
      ]);
    }
  });

  test.each([
    ["Content-Type", "application/json", "text/plain"],
    ["Content-Length", "2", "2"],
    ["Transfer-Encoding", "chunked", "chunked"],
    ["Transfer-Encoding", "identity", "chunked"],
    ["Idempotency-Key", "intent-number-1", "intent-number-2"],
  ])("%s: %s and %s", async (name, first, second) => {
    const length = name === "Content-Length" || name === "Transfer-Encoding" ? [] : ["Content-Length: 2"];
    const type = name === "Content-Type" ? [] : ["Content-Type: application/json"];
    const lines = [...length, ...type, `${name}: ${first}`, `${name}: ${second}`];
    const body = name === "Transfer-Encoding" ? "2\r\n{}\r\n0\r\n\r\n" : "{}";
    const head = ["POST /api/v1/carts HTTP/1.1", "Host: shop", ...lines].join("\r\n");
    // The request behind it, which a proxy may have taken for a part of the body, is not served.
    expect(await ask(`${head}\r\n\r\n${body}${get(PUBLIC_READ, ["Host: shop"])}`)).toEqual([400]);
  });

  test("an order with two idempotency keys is not placed", async () => {
    const api = client(shop.url);
    const cart = await api.createCart();
    await api.addItem(cart.id, (await api.createProduct()).variants[0]?.id ?? "");
    const body = JSON.stringify({ cartId: cart.id, contact, shippingAddress });
    const keys = [newKey(), newKey()];
    const bytes = [
      ...["POST /api/v1/orders HTTP/1.1", "Host: shop", "Content-Type: application/json"],
      ...[`Content-Length: ${Buffer.byteLength(body)}`, ...keys.map((key) => `Idempotency-Key: ${key}`)],
      ...["", body],
    ].join("\r\n");
    expect(await ask(bytes)).toEqual([400]);
    for (const key of keys.slice(0, 1)) expect((await api.placeOrder(cart.id, {}, key)).status).toBe(201);
  });

  test("a list may come in several lines", async () => {
    const lists = ["Accept", "Accept-Language", "If-None-Match", "X-Forwarded-For", "Via", "X-Anything"];
    const lines = lists.flatMap((name) => [`${name}: a`, `${name}: b`]);
    expect(await ask(get(PUBLIC_READ, ["Host: shop", ...lines]))).toEqual([200]);
  });
});

test("the refusal names the field, in the language that is asked for", async () => {
  const lines = ["Host: shop", "Host: shop", "Accept-Language: en"];
  const text = await exchange(shop.url, get(PUBLIC_READ, lines));
  expect(text).toContain('"code":"REPEATED_HEADER"');
  expect(text).toContain("has the header host more than once");
});
