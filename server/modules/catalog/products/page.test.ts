import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Client, client, type Product } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { readConfig } from "../../../platform/config.ts";
import { localStorage } from "../../../platform/storage/storage.ts";
import { startTestShop } from "../../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});

const page = (from: Client, idOrSlug: string, headers = {}) =>
  from.request<Product>("GET", `/api/v1/products/${idOrSlug}`, undefined, headers);
const firstOf = ({ variants: [variant] }: Product) => {
  if (!variant) throw new Error("a product has a variant");
  return variant;
};
const leftIn = async (from: Client, id: string) => firstOf((await page(from, id)).body).available;
const isListed = async (from: Client, product: Product) => {
  const { body } = await from.request<{ items: { id: string; inStock: boolean }[] }>(
    "GET",
    `/api/v1/products?q=${encodeURIComponent(product.name)}`,
  );
  return body.items.find(({ id }) => id === product.id)?.inStock;
};
const adjust = async (sku: string, delta: number) =>
  api.request(
    "POST",
    `/api/v1/admin/stock/${sku}/adjust`,
    { delta, reason: "count" },
    await api.signInOwner(),
  );

describe("conditional requests", () => {
  test.each(["/api/v1/products", "/api/v1/categories"])(
    "%s: a request with the current ETag is 304 until something changes",
    async (path) => {
      const first = await api.request("GET", path);
      const etag = first.headers.get("etag") ?? "";
      expect(etag).toMatch(/^"[\w-]+"$/);
      for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
        const again = await api.request("GET", path, undefined, { "if-none-match": known });
        expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, "", etag]);
      }
      expect((await api.request("GET", path, undefined, { "if-none-match": '"x"' })).status).toBe(200);
      if (path === "/api/v1/categories") return;
      await api.createProduct();
      expect((await api.request("GET", path, undefined, { "if-none-match": etag })).status).toBe(200);
    },
  );

  test("a product's page says how it may be cached", async () => {
    const { id } = await api.createProduct();
    const { headers } = await page(api, id);
    expect([headers.get("cache-control"), headers.get("vary"), headers.get("content-type")]).toEqual([
      "no-cache",
      "accept-language",
      "application/json; charset=utf-8",
    ]);
  });
});

test("each language has its own response and its own ETag", async () => {
  const { slug } = await api.createProduct({
    name: "찻잔",
    description: "한국어",
    translations: { en: { name: "Tea cup", description: "English" } },
  });
  const [ko, en, ko2] = [
    await page(api, slug, { "accept-language": "ko-KR,ko;q=0.9,en;q=0.8" }),
    await page(api, slug, { "accept-language": "en-GB" }),
    await page(api, slug, { "accept-language": "fr" }),
  ];
  expect([ko, en, ko2].map(({ body }) => [body.name, body.description])).toEqual([
    ["찻잔", "한국어"],
    ["Tea cup", "English"],
    ["찻잔", "한국어"],
  ]);
  expect([ko, en].map(({ headers }) => headers.get("content-language"))).toEqual(["ko", "en"]);
  expect(ko.headers.get("etag")).not.toBe(en.headers.get("etag"));
});

test.each([
  "no-such-product",
  "01890a5d-ac96-774b-bcce-b302099a8057",
  "x".repeat(121),
  "%F0%9F%8D%8E",
  "..%2F..%2Fetc",
  "'%20OR%201=1",
])("an unknown product is 404: %s", async (address) => {
  const { status, body } = await api.request("GET", `/api/v1/products/${address}`);
  expect([status, body.code]).toEqual([404, "NOT_FOUND"]);
});

describe("the number in stock on a page", () => {
  test("is right at once after an adjustment, in every process", async () => {
    const product = await api.createProduct({ variants: [{ stock: 0 }] });
    const { sku } = firstOf(product);
    for (let round = 1; round <= 30; round += 1) {
      await Promise.all([leftIn(api, product.id), leftIn(other, product.id)]);
      expect((await adjust(sku, 1)).status).toBe(200);
      expect([await leftIn(other, product.id), await leftIn(api, product.id)]).toEqual([round, round]);
    }
  });

  test("is right at once after an order in the process that took it, and soon after in others", async () => {
    const product = await api.createProduct({ variants: [{ stock: 9 }] });
    for (let left = 8; left >= 5; left -= 1) {
      await Promise.all([leftIn(api, product.id), leftIn(other, product.id)]);
      const cart = await api.createCart();
      await api.addItem(cart.id, firstOf(product).id);
      expect((await api.placeOrder(cart.id)).status).toBe(201);
      expect(await leftIn(api, product.id)).toBe(left);
      await expect.poll(() => leftIn(other, product.id)).toBe(left);
    }
  });
});

describe("lists", () => {
  test("show sold out and back in stock soon after the change, in every process", async () => {
    const product = await api.createProduct({ variants: [{ stock: 2 }] });
    const both = async () => [await isListed(api, product), await isListed(other, product)];
    expect(await both()).toEqual([true, true]);
    await api.buy(firstOf(product).id, 2);
    await expect.poll(both).toEqual([false, false]);
    await adjust(firstOf(product).sku, 1);
    await expect.poll(both).toEqual([true, true]);
  });

  test("show sold out when the last variants are sold at the same moment", async () => {
    const products = await Promise.all(
      Array.from({ length: 6 }, () =>
        api.createProduct({ variants: [{ stock: 1 }, { stock: 1 }, { stock: 1 }] }),
      ),
    );
    await Promise.all(
      products.flatMap(({ variants }) => variants.map(({ id }, at) => (at % 2 ? other : api).buy(id))),
    );
    for (const product of products) await expect.poll(() => isListed(api, product)).toBe(false);
  });
});

describe("pictures", () => {
  const media = (path: string) => fetch(`${shop.url}/api/v1/media/${path}`);
  beforeAll(async () => {
    const storage = localStorage(readConfig(shop.environment).STORAGE_DIR);
    await storage.put("mugs/white/320.webp", Buffer.from("picture"));
    await storage.put("mugs/white/notes.txt", Buffer.from("secret"));
  });

  test("are sent with their type, to be cached for ever", async () => {
    const response = await media("mugs/white/320.webp");
    expect([
      response.status,
      response.headers.get("content-type"),
      response.headers.get("cache-control"),
      await response.text(),
    ]).toEqual([200, "image/webp", "public, max-age=31536000, immutable", "picture"]);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each([
    "mugs/white/640.webp",
    "mugs/white",
    "mugs/white/320.webp/",
    "mugs/white/notes.txt",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%2f..%2fkeys%2fprivate.pem",
    "mugs%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2fetc%2fpasswd",
    "mugs/white/320.webp%00.txt",
    "mugs%5Cwhite%5C320.webp",
    "MUGS/WHITE/320.WEBP",
    `${"a".repeat(400)}.webp`,
    "",
  ])("that are not there are 404 or 400, and nothing beside them is reachable: %s", async (path) => {
    const response = await media(path);
    expect([400, 404]).toContain(response.status);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });
});

test("pages that are asked for at the same time are each of their own product", async () => {
  const owner = await api.signInOwner();
  const [one, two, draft] = await Promise.all([
    api.createProduct(),
    api.createProduct(),
    api.createProduct({ status: "draft" }),
  ]);
  const moved = `${one.slug}-moved`;
  await api.request(
    "PATCH",
    `/api/v1/admin/products/${one.id}`,
    { slug: moved },
    {
      ...owner,
      "if-match": '"1"',
    },
  );
  const asked = [one.id, two.id.toUpperCase(), one.slug, two.slug, moved, draft.id, draft.slug, "No-Such"];
  const shown = await Promise.all(asked.map((each) => page(api, each)));
  expect(shown.map(({ status, body }) => (status === 200 ? [body.id, body.slug] : status))).toEqual([
    [one.id, moved],
    [two.id, two.slug],
    [one.id, moved],
    [two.id, two.slug],
    [one.id, moved],
    ...[404, 404, 404],
  ]);
});

test("an archived product is over, and shoppers learn its categories; a draft is not found", async () => {
  const proof = await api.signInOwner();
  const category = { slug: "ended", name: "그만둔 것", translations: { en: { name: "Given up" } } };
  const { body: made } = await api.request<{ id: string; slug: string }>(
    "POST",
    "/api/v1/admin/categories",
    category,
    proof,
  );
  const { id, slug } = await api.createProduct({ categoryIds: [made.id] });
  const change = async (status: string) => {
    const { headers } = await api.request("GET", `/api/v1/admin/products/${id}`, undefined, proof);
    const version = { ...proof, "if-match": headers.get("etag") ?? "" };
    await api.request("PATCH", `/api/v1/admin/products/${id}`, { status }, version);
  };
  await change("archived");
  for (const [key, language, name] of [
    [id, "ko", "그만둔 것"],
    [slug, "en", "Given up"],
  ] as const) {
    const { status, body } = await page(api, key, { "accept-language": language });
    const categories = [{ id: made.id, slug: "ended", name }];
    expect(body).toMatchObject({ code: "PRODUCT_ENDED", productId: id, categories });
    expect([status, JSON.stringify(body).includes(slug)]).toEqual([404, false]);
  }
  await change("draft");
  expect((await page(api, id)).body).toMatchObject({ code: "NOT_FOUND" });
});
