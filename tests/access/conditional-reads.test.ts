/** Reads that not everyone may make, with the ETag of an earlier answer: 304, and never old figures. */
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startTestShop, type TestShop } from "../../server/testing.ts";
import { type Client, client, type HeaderFields } from "../support/client.ts";
import { operations } from "./openapi.ts";

const ADMIN = "/api/v1/admin";
let shop: TestShop;
let api: Client;
let owner: HeaderFields;
beforeAll(async () => {
  shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
  api = client(shop.url);
  owner = await api.signInOwner();
});
afterAll(() => shop.stop());

const isOpen = (security: readonly object[]): boolean =>
  security.length === 0 || security.some((proof) => Object.keys(proof).length === 0);

/** The operations that declare 304 and demand a proof: guests send none. */
const declared = [...operations]
  .filter(([, { security, responses }]) => "304" in responses && !isOpen(security))
  .map(([name]) => name)
  .sort();

async function make(path: string, body: object): Promise<string> {
  const answer = await api.request<{ id: string }>("POST", `${ADMIN}/${path}`, body, owner);
  expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBe(201);
  return answer.body.id;
}

/** What is read of each, as staff read it to edit it. */
async function addresses(): Promise<Record<string, string>> {
  const product = await api.createProduct();
  const [variant] = product.variants;
  const buyer = await api.signUp();
  const { order } = await buyer.buy(variant?.id ?? "");
  const review = { orderLineId: order.items[0]?.id, rating: 5, text: "잘 쓰고 있어요" };
  const written = await buyer.request<{ id: string }>("POST", "/api/v1/reviews", review);
  const question = { text: "언제 오나요?", secret: false };
  const asked = await buyer.request<{ id: string }>(
    "POST",
    `/api/v1/products/${product.slug}/questions`,
    question,
  );
  const off = { name: "천 원 할인", kind: "cart", discount: { type: "fixed", amount: 1_000 } };
  const promotion = { name: "2+1", effect: { type: "buy_get", buy: 2, get: 1, percent: 100 } };
  return {
    "attributes/{id}": await make("attributes", { code: "weight", name: "무게", type: "number", unit: "g" }),
    "brands/{id}": await make("brands", { name: "가온" }),
    "categories/{id}": await make("categories", { slug: "cups", name: "컵" }),
    "coupons/{id}": await make("coupons", off),
    "delivery-rules": "",
    "disclosure-rule": "",
    "locations/{id}": "main",
    "member-groups/{id}": await make("member-groups", { code: "gold", name: "단골" }),
    "price-lists/{id}": await make("price-lists", { name: "도매", prices: [] }),
    "products/{id}": product.id,
    "promotions/{id}": await make("promotions", promotion),
    "questions/{id}": asked.body.id,
    "reviews/{id}": written.body.id,
    settings: "",
    "stock/{sku}": variant?.sku ?? "",
    synonyms: "",
    "variants/{sku}/parts": variant?.sku ?? "",
  };
}

const read = (address: string, headers: HeaderFields = {}, method = "GET") =>
  fetch(`${shop.url}${address}`, { method, headers: { ...owner, ...headers } });

test("every read that sends an ETag answers 304 to it, without a body, and stays out of caches", async () => {
  const known = await addresses();
  expect(declared).toEqual(Object.keys(known).map((path) => `GET ${ADMIN}/${path}`));
  for (const [path, value] of Object.entries(known)) {
    const address = `${ADMIN}/${path.replace(/\{\w+\}/, value)}`;
    const first = await read(address);
    const etag = first.headers.get("etag") ?? "";
    expect([path, first.status, etag]).toEqual([path, 200, expect.stringMatching(/^"[\w-]+\.[\w-]{16}"$/)]);
    const length = Buffer.byteLength(await first.text());
    for (const notation of [etag, `W/${etag}`, `"x", W/${etag} ,"y"`, "*"]) {
      const again = await read(address, { "if-none-match": notation });
      expect([path, again.status, await again.text()]).toEqual([path, 304, ""]);
      for (const name of ["etag", "cache-control", "vary"])
        expect([name, again.headers.get(name)]).toEqual([name, first.headers.get(name)]);
      expect(again.headers.get("cache-control")).toBe("no-store");
      expect(again.headers.get("content-type")).toBe(null);
      const head = await read(address, { "if-none-match": notation }, "HEAD");
      expect([head.status, head.headers.get("content-length")]).toEqual([304, String(length)]);
    }
    const version = etag.replace(/\.[\w-]+"$/, '"');
    for (const other of ['"x"', etag.slice(1, -1), version])
      expect([path, other, (await read(address, { "if-none-match": other })).status]).toEqual([
        path,
        other,
        200,
      ]);
    expect((await read(address, {}, "HEAD")).headers.get("etag")).toBe(etag);
  }
});

test("a figure that changed without an edit is read anew, and makes no edit stale", async () => {
  const product = await api.createProduct();
  const { id = "", sku = "" } = product.variants[0] ?? {};
  const address = `${ADMIN}/stock/${sku}`;
  const etag = (await read(address)).headers.get("etag") ?? "";
  await api.buy(id);
  const after = await read(address, { "if-none-match": etag });
  expect([after.status, await after.json()]).toMatchObject([200, { items: [{ available: 99 }] }]);
  const edited = await api.request("PATCH", address, { lowAt: 3 }, { ...owner, "if-match": etag });
  expect(edited.status).toBe(200);
});

test("the answer to an edit has the ETag of the read that follows", async () => {
  const { id } = await api.createProduct();
  const address = `${ADMIN}/products/${id}`;
  const before = (await read(address)).headers.get("etag") ?? "";
  const edited = await api.request("PATCH", address, { name: "새 이름" }, { ...owner, "if-match": before });
  const etag = edited.headers.get("etag") ?? "";
  expect((await read(address, { "if-none-match": etag })).status).toBe(304);
  expect((await read(address, { "if-none-match": before })).status).toBe(200);
});

test("a refusal is no 304, whatever the client has", async () => {
  const missing = await read(`${ADMIN}/products/01900000-0000-7000-8000-00000000dead`, {
    "if-none-match": "*",
  });
  expect(missing.status).toBe(404);
  const { status } = await fetch(`${shop.url}${ADMIN}/settings`, { headers: { "if-none-match": "*" } });
  expect(status).toBe(401);
});
