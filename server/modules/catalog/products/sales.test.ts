import { afterAll, describe, expect, inject, test } from "vitest";
import { type Cart, type Client, client, type Product, productOf } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { systemClock } from "../../../platform/clock.ts";
import { listenForChanges } from "../../../platform/db/changes.ts";
import { connect } from "../../../platform/db/db.ts";
import { createLog } from "../../../platform/log.ts";
import { startTestShop } from "../../../testing.ts";
import { brandsPage } from "../brands/list-brands.ts";
import { categoriesPage } from "../categories/categories-page.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import { listPage } from "../lists/list-page.ts";
import { currentIndex } from "../product-index/refresh-index.ts";
import { suggestPage } from "../search/suggest.ts";
import { announceSales } from "./announce-sales.ts";
import { describe as describeVariants } from "./describe-variants.ts";
import { productPage } from "./product-page.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop, { ROLES: "api" });
const db = connect({ url: shop.databaseUrl, size: 2 });
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
afterAll(async () => {
  await db.close();
  await replica.stop();
  await shop.stop();
});

const page = (address: string, from: Client = other) =>
  from.request<Product>("GET", `/api/v1/products/${address}`);
const inList = async (id: string, from: Client) =>
  (await from.request<{ items: { id: string }[] }>("GET", "/api/v1/products")).body.items.some(
    (item) => item.id === id,
  );
const firstOf = ({ variants }: Product) => variants[0]?.id ?? "";
const itemOf = ({ items }: Cart) => items[0]?.id ?? "";
const midnight = (day: string) => `${day}T00:00:00.000Z`;
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

describe("a scheduled product", () => {
  test("is shown by every process at its moment, on its page and in lists, and not before", async () => {
    const publishAt = inMs(3_000);
    const { id } = await api.createProduct({ status: "scheduled", publishAt });
    const before = [];
    for (const from of [api, other]) before.push((await page(id, from)).status, await inList(id, from));
    expect([before, Date.now() < Date.parse(publishAt)]).toEqual([[404, false, 404, false], true]);
    for (const from of [api, other]) {
      await expect.poll(async () => (await page(id, from)).status).toBe(200);
      expect(await inList(id, from)).toBe(true);
      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(publishAt));
    }
    const read = await api.request("GET", `/api/v1/admin/products/${id}`, undefined, owner);
    expect([read.headers.get("etag"), read.body]).toMatchObject([
      expect.stringMatching(/^"2\./),
      { status: "active", publishAt },
    ]);
  });

  test("of a moment to come stays hidden, cannot be bought, and can be published by hand", async () => {
    const product = await api.createProduct({ status: "scheduled", publishAt: inMs(3_600_000) });
    const cart = await api.createCart();
    expect((await api.addItem(cart.id, firstOf(product))).status).toBe(404);
    const address = `/api/v1/admin/products/${product.id}`;
    const edited = await api.request("PATCH", address, { status: "active" }, { ...owner, "if-match": '"1"' });
    expect([edited.status, (await page(product.id)).status]).toEqual([200, 200]);
  });
});

describe("a sales period", () => {
  const from = "2030-01-01T00:00:00.000Z";
  const until = "2030-02-01T00:00:00.000Z";
  const at = (now: string) =>
    ({
      db,
      clock: { now: () => new Date(now) },
      inventory: { availability: async () => [] },
    }) as unknown as CatalogContext;

  test.each([
    ["2029-12-31T23:59:59.999Z", "soon", 1],
    [from, "open", 5_000],
    ["2030-01-31T23:59:58.000Z", "open", 2_000],
    [until, "over", 5_000],
  ])("at %s it is %s, and its page may be kept %i ms", async (now, salesState, maxAgeMs) => {
    const forSale = salesState === "open";
    const product = await api.createProduct({ salesFrom: from, salesUntil: until });
    const [card] = await describeVariants(at(now), [firstOf(product)]);
    expect(card?.forSale).toBe(forSale);
    const fill = await productPage(at(now), product.id, "ko");
    expect(fill).toMatchObject({
      maxAgeMs,
      body: { forSale, salesState, salesFrom: from, salesUntil: until },
    });
  });

  test("is announced once when it begins and when it ends, among all processes", async () => {
    const { id } = await api.createProduct({
      salesFrom: midnight("2031-01-01"),
      salesUntil: midnight("2031-02-01"),
    });
    const told: string[] = [];
    const announceAt = async (now: string) => {
      told.length = 0;
      const changes = { publish: async (_: string, keys: readonly string[]) => void told.push(...keys) };
      const context = { ...at(now), changes } as unknown as CatalogContext;
      await Promise.all([announceSales(context), announceSales(context), announceSales(context)]);
      return told.filter((key) => key === id).length;
    };
    expect(await announceAt("2030-12-31T23:59:59.999Z")).toBe(0);
    expect(await announceAt(midnight("2031-01-01"))).toBe(1);
    expect(await announceAt(midnight("2031-01-02"))).toBe(0);
    const address = `/api/v1/admin/products/${id}`;
    const later = { salesUntil: midnight("2031-03-01") };
    await api.request("PATCH", address, later, { ...owner, "if-match": '"1"' });
    // An edit notes the period anew; its beginning is announced again, in vain.
    expect(await announceAt(midnight("2031-02-02"))).toBe(1);
    expect(await announceAt(midnight("2031-03-01"))).toBe(1);
    expect(await announceAt(midnight("2031-03-02"))).toBe(0);
  });

  test("that begins is told to every process by the job", async () => {
    const changes = await listenForChanges(shop.databaseUrl, db.pool, createLog("silent", {}));
    const salesFrom = inMs(3_000);
    const { id } = await api.createProduct({ salesFrom });
    const toldAt: number[] = [];
    changes.subscribe(PRODUCTS_CHANGED, (keys) => {
      if (keys?.includes(id)) toldAt.push(Date.now());
    });
    await expect.poll(() => toldAt.some((at) => at >= Date.parse(salesFrom))).toBe(true);
    await changes.close();
  });

  test("is when lists, facets, searches, suggestions, categories and brands have the product", async () => {
    const brand = "계절공방";
    const slug = "seasonal-things";
    const category = { slug, name: "계절 물건" };
    const { body: made } = await api.request<{ id: string }>(
      "POST",
      "/api/v1/admin/categories",
      category,
      owner,
    );
    const things = { name: "절기 등불", brand, categoryIds: [made.id] };
    await api.createProduct({ ...things, salesUntil: inMs(-1_000) });
    await api.createProduct({ ...things, salesFrom: inMs(3_600_000) });
    const { id } = await api.createProduct({ ...things, salesUntil: inMs(3_600_000) });
    await api.createProduct({ brand: "철지난공방", salesUntil: inMs(-1_000) });
    type Found = Record<"items" | "products", Record<"id" | "slug" | "name", string>[]>;
    for (const from of [api, other]) {
      const read = async (path: string) => (await from.request<Found>("GET", `/api/v1/${path}`)).body;
      for (const query of [`category=${slug}`, `brand=${brand}`, "q=절기 등불"])
        expect(await read(`products?${encodeURI(query)}`)).toMatchObject({
          items: [{ id }],
          total: 1,
          facets: { brands: [{ name: brand, count: 1 }] },
        });
      const suggested = await read(`search/suggest?q=${encodeURIComponent("절기 등")}`);
      expect(suggested.products).toMatchObject([{ id }]);
      const { items: categories } = await read("categories");
      expect(categories.find((each) => each.slug === slug)).toMatchObject({ productCount: 1 });
      const { items: brands } = await read("brands");
      expect(brands.find(({ name }) => name === brand)).toMatchObject({ productCount: 1 });
      // It keeps its page, which leads to no list of products for now.
      expect(brands.find(({ name }) => name === "철지난공방")).toMatchObject({ productCount: 0 });
    }
  });

  test("ends the time that a list is kept", async () => {
    await api.createProduct({ salesFrom: from, salesUntil: until });
    const context = at("2030-01-31T23:59:58.000Z");
    const index = currentIndex(db, { clock: context.clock });
    const seasonal = { ...context, index, currency: "KRW" } as const;
    for (const fill of [listPage(seasonal, {}, "ko"), suggestPage(seasonal, "등", "ko")])
      expect((await fill).maxAgeMs).toBe(2_000);
    for (const fill of [categoriesPage(seasonal, "ko"), brandsPage(seasonal, "ko")])
      expect((await fill).maxAgeMs).toBe(2_000);
  });

  test("that is over shows the product, and carts and orders refuse it", async () => {
    const product = await api.createProduct();
    const cart = await api.createCart();
    await api.addItem(cart.id, firstOf(product));
    const address = `/api/v1/admin/products/${product.id}`;
    const over = { salesUntil: new Date(systemClock.now().getTime() - 1_000).toISOString() };
    await api.request("PATCH", address, over, { ...owner, "if-match": '"1"' });
    expect((await page(product.id)).body).toMatchObject({ forSale: false, salesUntil: over.salesUntil });
    expect((await api.addItem(cart.id, firstOf(product))).status).toBe(404);
    expect((await api.placeOrder(cart.id)).body).toMatchObject({ status: 409, code: "NOT_FOR_SALE" });
  });
});

describe("the quantities of an order", () => {
  const limited = { minQuantity: 2, maxQuantity: 4 };

  test("are kept where the cart adds and changes", async () => {
    const variantId = firstOf(await api.createProduct(limited));
    const { id } = await api.createCart();
    const add = async (quantity: number) => (await api.addItem(id, variantId, quantity)).body;
    expect(await add(1)).toMatchObject({ status: 409, code: "MINIMUM_QUANTITY", least: 2 });
    expect(await add(5)).toMatchObject({ status: 409, code: "QUANTITY_LIMIT", most: 4 });
    const cart = await add(3);
    expect(await add(2)).toMatchObject({ status: 409, code: "QUANTITY_LIMIT", most: 4 });
    expect((await add(1)).itemCount).toBe(4);
    const item = `/api/v1/carts/${id}/items/${itemOf(cart)}`;
    for (const [quantity, code] of [
      [1, "MINIMUM_QUANTITY"],
      [5, "QUANTITY_LIMIT"],
    ])
      expect((await api.request("PATCH", item, { quantity })).body).toMatchObject({ status: 409, code });
    expect((await api.request("PATCH", item, { quantity: 2 })).status).toBe(200);
    expect((await api.placeOrder(id)).status).toBe(201);
  });

  test("are kept by additions at the same time", async () => {
    const variantId = firstOf(await api.createProduct({ maxQuantity: 3 }));
    const { id } = await api.createCart();
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.addItem(id, variantId)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    for (const { status, body } of answers)
      if (status !== 200) expect(body).toMatchObject({ status: 409, code: "QUANTITY_LIMIT" });
  });

  test("are those of the moment of the order", async () => {
    const product = await api.createProduct();
    const cart = await api.createCart();
    await api.addItem(cart.id, firstOf(product), 5);
    const address = `/api/v1/admin/products/${product.id}`;
    await api.request("PATCH", address, limited, { ...owner, "if-match": '"1"' });
    expect((await page(product.id)).body).toMatchObject(limited);
    expect((await api.placeOrder(cart.id)).body).toMatchObject({
      status: 409,
      code: "QUANTITY_LIMIT",
      most: 4,
    });
  });
});

test("a page has the tax type and the texts for search engines, in the language of the request", async () => {
  const seo = { ko: { title: "찻잔", description: "봄의 찻잔" }, en: { title: "Tea cup" } };
  const { id, ...created } = await api.createProduct({ taxType: "tax_free", seo });
  expect(created).toMatchObject({ taxType: "tax_free", seo: seo.ko });
  const english = { "accept-language": "en" };
  expect((await api.request("GET", `/api/v1/products/${id}`, undefined, english)).body).toMatchObject({
    seo: { title: "Tea cup", description: "봄의 찻잔" },
  });
});

describe("a new product is refused", () => {
  const refusal = async (body: unknown) => {
    const answer = await api.request("POST", "/api/v1/admin/products", body, owner);
    return [answer.status, ...(answer.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)];
  };
  const valued = (...values: string[]) => ({
    ...productOf({ options: [{ name: "색상", values }] }),
    variants: [{ sku: "DOUBLE", options: { 색상: values[0] }, price: 1 }],
  });
  const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
  test.each<[string, unknown, string]>([
    ["values in two Unicode forms", valued("블랙", "블랙".normalize("NFD")), "/options/0/values DUPLICATE"],
    ["values that differ by space", valued("라이트 블루", "라이트블루"), "/options/0/values DUPLICATE"],
    ["values that differ by case", valued("Black", "black"), "/options/0/values DUPLICATE"],
    [
      "options that differ by case",
      {
        ...productOf({ options: ["Size", "size"].map((name) => ({ name, values: ["S"] })) }),
        variants: [{ sku: "DOUBLE", options: { Size: "S", size: "S" }, price: 1 }],
      },
      "/options DUPLICATE",
    ],
    ["tags that differ by case", productOf({ tags: ["Gift", "gift"] }), "/tags DUPLICATE"],
    ["one category twice", productOf({ categoryIds: [ID, ID.toUpperCase()] }), "/categoryIds DUPLICATE"],
    ["a slug in the form of an id", productOf({ slug: ID }), "/slug FORMAT"],
    ["a SKU in the form of an id", productOf({ variants: [{ sku: ID }] }), "/variants/0/sku FORMAT"],
    ["no moment of a scheduled one", productOf({ status: "scheduled" }), "/publishAt REQUIRED"],
  ])("for %s", async (_, body, problem) => {
    expect(await refusal(body)).toEqual([400, problem]);
  });

  test("and a name in the form of an id makes a slug that is none", async () => {
    const { id, slug } = await api.createProduct({ name: ID });
    expect(slug).not.toMatch(/^[0-9a-f]{8}-/);
    expect((await page(slug)).body.id).toBe(id);
  });

  test("brand and option in NFD are stored, listed and found in NFC", async () => {
    const black = "블랙".normalize("NFD");
    const { id } = await api.createProduct({
      brand: "가마".normalize("NFD"),
      options: [{ name: "색상".normalize("NFD"), values: [black] }],
      variants: [{ options: { ["색상".normalize("NFD")]: black } }],
    });
    expect((await page(id)).body).toMatchObject({
      brand: "가마",
      options: [{ name: "색상", values: ["블랙"] }],
    });
    const query = new URLSearchParams({ "option.색상": "블랙", brand: "가마" });
    const list = await api.request<{ total: number }>("GET", `/api/v1/products?${query}`);
    expect(list.body.total).toBe(1);
  });
});
