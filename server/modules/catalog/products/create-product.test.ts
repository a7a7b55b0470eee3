import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type Product, productOf } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { startTestShop } from "../../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});

const create = <Body>(body: unknown, headers = owner) =>
  api.request<Body>("POST", "/api/v1/admin/products", body, headers);
const refusal = async (body: unknown) => {
  const { status, body: problem } = await api.request("POST", "/api/v1/admin/products", body, owner);
  return [status, problem.code, ...(problem.errors ?? []).map(({ pointer }) => pointer)];
};

const shirt = () =>
  productOf({
    name: "린넨 셔츠",
    brand: "한결",
    description: "여름에 좋은 셔츠.\n\t줄바꿈과 🍎도 됩니다.",
    options: [{ name: "색상", values: ["흰색", "검정"] }],
    translations: {
      en: {
        name: "Linen shirt",
        brand: "Hangyeol",
        options: { 색상: "Colour", 흰색: "White", 검정: "Black" },
      },
    },
    variants: [
      { options: { 색상: "흰색" }, price: 39_000, compareAtPrice: 45_000, stock: 3 },
      { options: { 색상: "검정" }, price: { amount: 35_000, currency: "KRW" }, stock: 0 },
    ],
  });

test("a product may have 1,000 variants with Korean options, and a description of full length", async () => {
  const values = (kind: string) => Array.from({ length: 10 }, (_, at) => `${kind} 스카이 블루 ${at}번`);
  const options = ["색상", "사이즈", "소재"].map((name) => ({ name, values: values(name) }));
  const [colours = [], sizes = [], fabrics = []] = options.map((option) => option.values);
  const variants = colours.flatMap((색상) =>
    sizes.flatMap((사이즈) =>
      fabrics.map((소재) => ({ options: { 색상, 사이즈, 소재 }, price: 9_000, stock: 1 })),
    ),
  );
  const input = productOf({ description: "가".repeat(20_000), options, variants });
  const { status, body } = await create<Product>(input);
  expect([status, body.variants.length]).toEqual([201, 1_000]);
});

test("the response to a new product is what its page shows", async () => {
  const input = shirt();
  const { status, body, headers } = await create<Product>(input);
  expect([status, headers.get("location")]).toEqual([201, `/api/v1/products/${body.id}`]);
  expect(body).toMatchObject({
    name: "린넨 셔츠",
    brand: "한결",
    description: input.description,
    status: "active",
    price: { amount: 35_000, currency: "KRW" },
    inStock: true,
    image: null,
    options: [{ name: "색상", values: ["흰색", "검정"] }],
    variants: [
      {
        options: { 색상: "흰색" },
        price: { amount: 39_000 },
        compareAtPrice: { amount: 45_000 },
        available: 3,
      },
      { options: { 색상: "검정" }, price: { amount: 35_000 }, available: 0 },
    ],
  });
  for (const address of [body.id, body.slug])
    expect((await api.request("GET", `/api/v1/products/${address}`)).body).toEqual(body);
});

test("the slug of a product comes from its name, its English name, or its first SKU", async () => {
  expect((await api.createProduct({ name: "Walnut Tray" })).slug).toBe("walnut-tray");
  expect(
    (await api.createProduct({ name: "호두 쟁반", translations: { en: { name: "Tray of walnut" } } })).slug,
  ).toBe("tray-of-walnut");
  const { slug, variants } = await api.createProduct({ name: "쟁반" });
  expect(slug).toBe(variants[0]?.sku.toLowerCase());
});

test("20 products of one name, created at once, each get a slug of their own", async () => {
  const products = await Promise.all(
    Array.from({ length: 20 }, () => api.createProduct({ name: "Oak Chair" })),
  );
  expect(new Set(products.map(({ slug }) => slug)).size).toBe(20);
});

test.each([
  ["slug", "SLUG_TAKEN"],
  ["sku", "SKU_TAKEN"],
] as const)("a %s that is taken is 409, also when two requests claim it at once", async (field, code) => {
  const product = () =>
    field === "slug" ? productOf({ slug: "only-one" }) : productOf({ variants: [{ sku: "ONLY-ONE" }] });
  const responses = await Promise.all([product(), product()].map((body) => create<{ code?: string }>(body)));
  expect(responses.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(responses.find(({ status }) => status === 409)?.body.code).toBe(code);
  expect(await refusal(product())).toEqual([409, code]);
});

test("a refused product leaves nothing behind", async () => {
  await api.createProduct({ variants: [{ sku: "TAKEN-1" }] });
  expect(await refusal(productOf({ slug: "never-made", variants: [{}, { sku: "TAKEN-1" }] }))).toEqual([
    409,
    "SKU_TAKEN",
  ]);
  expect((await api.request("GET", "/api/v1/products/never-made")).status).toBe(404);
  expect((await create(productOf({ slug: "never-made" }))).status).toBe(201);
});

describe("bad input is 400 with a pointer", () => {
  const variant = { sku: "S", options: {}, price: 1 };
  test.each<[string, unknown]>([
    ["/name", { ...productOf(), name: " " }],
    ["/name", { ...productOf(), name: "x".repeat(201) }],
    ["/name", { ...productOf(), name: "a\u0000b" }],
    ["/name", { ...productOf(), name: "\ud800" }],
    ["/description", { ...productOf(), description: "a\u0000b" }],
    ["/description", { ...productOf(), description: "half a pair: \udc00" }],
    ["/description", { ...productOf(), description: "x".repeat(20_001) }],
    ["/brand", { ...productOf(), brand: "\u0007" }],
    ["/slug", { ...productOf(), slug: "Not A Slug" }],
    ["/slug", { ...productOf(), slug: "../admin" }],
    ["/status", { ...productOf(), status: "deleted" }],
    ["/variants", { ...productOf(), variants: [] }],
    ["/variants/0/price", productOf({ variants: [{ price: -1 }] })],
    ["/variants/0/price", productOf({ variants: [{ price: 1.5 }] })],
    ["/variants/0/price", { ...productOf(), variants: [{ ...variant, price: "1000" }] }],
    ["/variants/0/price", productOf({ variants: [{ price: { amount: 1, currency: "USD" } }] })],
    [
      "/variants/0/price/tax",
      { ...productOf(), variants: [{ ...variant, price: { amount: 1, currency: "KRW", tax: 1 } }] },
    ],
    ["/variants/0/compareAtPrice", productOf({ variants: [{ price: 10, compareAtPrice: 10 }] })],
    ["/variants/0/stock", productOf({ variants: [{ stock: -1 }] })],
    ["/variants/0/stock", productOf({ variants: [{ stock: 2 ** 53 }] })],
    ["/variants/0/sku", productOf({ variants: [{ sku: "a b" }] })],
    ["/variants/1/sku", productOf({ variants: [{ sku: "TWICE" }, { sku: "TWICE" }] })],
    [
      "/variants/0/options/색상",
      productOf({ options: [{ name: "색상", values: ["흰색"] }], variants: [{ options: {} }] }),
    ],
    ["/categoryIds", productOf({ categoryIds: ["01890a5d-ac96-774b-bcce-b302099a8057"] })],
    ["/categoryIds/0", { ...productOf(), categoryIds: ["x"] }],
    ["/translations/en/name", { ...productOf(), translations: { en: { name: "\u0000" } } }],
    ["/translations/en/description", { ...productOf(), translations: { en: { description: "\u0000" } } }],
    [
      "/translations/en/options/색상",
      { ...productOf(), translations: { en: { options: { 색상: "\u0000" } } } },
    ],
    [
      "/translations/en/options/\u0000",
      { ...productOf(), translations: { en: { options: { "\u0000": "x" } } } },
    ],
    ["/id", { ...productOf(), id: "01890a5d-ac96-774b-bcce-b302099a8057" }],
  ])("%j", async (pointer, body) => {
    const [status, code, ...pointers] = await refusal(body);
    expect([status, code]).toEqual([400, "INVALID_INPUT"]);
    expect(pointers).toContain(pointer);
  });
});

test("names are stored unchanged: emoji, markup and quotes are text", async () => {
  for (const name of [
    "👩‍👩‍👧 머그 🍎",
    "<script>alert(1)</script>",
    `"quotes" & 'more' \\`,
    "x'); DROP TABLE catalog.products; --",
  ]) {
    const { id } = await api.createProduct({ name, description: name });
    const { body } = await api.request<Product>("GET", `/api/v1/products/${id}`);
    expect([body.name, body.description]).toEqual([name, name]);
  }
});

test("creating a product without a valid sign-in is 401", async () => {
  for (const headers of [{}, { authorization: "Bearer nonsense" }])
    expect((await create(productOf(), headers)).status).toBe(401);
});

test("every process shows a new product at once, on its page and in its lists, 50 times", async () => {
  for (let round = 0; round < 50; round += 1) {
    const from = round % 2 ? other : api;
    const to = round % 2 ? api : other;
    await to.request("GET", "/api/v1/products?limit=1");
    const { id, slug } = await from.createProduct();
    const [list, page] = await Promise.all([
      to.request<{ items: { id: string }[] }>("GET", "/api/v1/products?limit=1"),
      to.request<Product>("GET", `/api/v1/products/${slug}`),
    ]);
    expect(list.body.items[0]?.id).toBe(id);
    expect(page.body.variants[0]?.available).toBe(100);
  }
});

describe("a draft", () => {
  test("is not on a page, in a list, or counted", async () => {
    const { total } = (await api.request<{ total: number }>("GET", "/api/v1/products")).body;
    const { id, slug, status } = await api.createProduct({ status: "draft" });
    expect(status).toBe("draft");
    for (const address of [id, slug])
      expect((await api.request("GET", `/api/v1/products/${address}`)).status).toBe(404);
    const list = (await api.request<{ total: number; items: { id: string }[] }>("GET", "/api/v1/products"))
      .body;
    expect([list.total, list.items.some((item) => item.id === id)]).toEqual([total, false]);
  });
});

describe("a price", () => {
  const change = (id: string | undefined, body: unknown, headers = owner) =>
    api.request("PATCH", `/api/v1/admin/variants/${id}`, body, headers);

  test("changes at once in every process, also the lowest price in lists", async () => {
    const { id, variants } = await api.createProduct({ variants: [{ price: 5_000 }, { price: 7_000 }] });
    await other.request("GET", `/api/v1/products/${id}`);
    expect((await change(variants[0]?.id, { price: 9_000, compareAtPrice: 10_000 })).status).toBe(204);
    const { body } = await other.request<Product>("GET", `/api/v1/products/${id}`);
    expect([body.price.amount, body.compareAtPrice]).toEqual([7_000, undefined]);
    expect(body.variants[0]).toMatchObject({ price: { amount: 9_000 }, compareAtPrice: { amount: 10_000 } });
  });

  test("of two variants changed in parallel leaves the lower one in lists", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, variants } = await api.createProduct({ variants: [{ price: 5_000 }, { price: 5_000 }] });
      await Promise.all(variants.map((variant, at) => change(variant.id, { price: 8_000 + at })));
      expect((await api.request<Product>("GET", `/api/v1/products/${id}`)).body.price.amount).toBe(8_000);
    }
  });

  test.each([
    ["/compareAtPrice", { price: 9_000, compareAtPrice: 9_000 }],
    ["/price", { price: { amount: 9_000, currency: "USD" } }],
    ["/price", { price: -1 }],
    ["/price", {}],
  ])("that is wrong at %s is 400: %j", async (pointer, body) => {
    const { variants } = await api.createProduct();
    const { status, body: problem } = await change(variants[0]?.id, body);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  test("of an unknown variant is 404, and without a sign-in 401", async () => {
    expect((await change("01890a5d-ac96-774b-bcce-b302099a8057", { price: 1 })).status).toBe(404);
    expect((await change("x", { price: 1 })).status).toBe(404);
    expect((await change("x", { price: 1 }, {})).status).toBe(401);
  });
});
