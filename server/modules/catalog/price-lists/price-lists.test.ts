import { afterAll, describe, expect, inject, test } from "vitest";
import { openBackstage } from "../../../../tests/support/backstage.ts";
import { client, type Problem, type Product } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { startTestShop } from "../../../testing.ts";
import { type PriceListBody, priceMaker } from "./price-lists.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const backstage = await openBackstage({
  databaseUrl: shop.databaseUrl,
  sandboxUrl: shop.sandbox.url,
  environment: shop.environment,
});
const api = client(shop.url);
const other = client(replica.url);
const member = await api.signUp();
const { call, makeList, makeGroup, edit, put } = priceMaker(api);
afterAll(async () => {
  await backstage.close();
  await replica.stop();
  await shop.stop();
});

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const won = (amount: number) => ({ amount, currency: "KRW" });

interface PricePage {
  readonly items: { sku: string; minQuantity: number; price: { amount: number }; variant: object | null }[];
  readonly nextCursor: string | null;
}
const pricesOf = async (id: string, query = "") =>
  (await call<PricePage>("GET", `price-lists/${id}/prices?limit=100${query}`)).body;
const rowsOf = async (id: string) =>
  (await pricesOf(id)).items.map(({ sku, minQuantity, price }) => [sku, minQuantity, price.amount]);
const entriesOf = async (id: string) =>
  (
    await call<{ items: { action: string; before: object | null; after: object | null }[] }>(
      "GET",
      `audit-log?subject=price-list%3A${id}`,
    )
  ).body.items;

async function newSku(input: object = {}): Promise<{ sku: string; product: Product }> {
  const product = await api.createProduct(input);
  return { sku: product.variants[0]?.sku ?? "", product };
}
/** In the other process. */
const tiersOf = async ({ id }: Product) =>
  (await other.request<Product>("GET", `/api/v1/products/${id}`)).body.variants[0]?.tiers;

describe("a price list", () => {
  test("is created with prices, listed, read, edited and deleted, each in the audit log", async () => {
    const { sku } = await newSku();
    const group = await makeGroup();
    const list = await makeList([{ sku, minQuantity: 10, price: 9_000 }], {
      name: "대량",
      memberGroup: group,
    });
    expect(list).toMatchObject({
      memberGroup: group,
      active: true,
      applies: true,
      priceCount: 1,
      etag: '"1"',
    });
    const { items, total } = (
      await call<{ items: PriceListBody[]; total: number }>("GET", "price-lists?limit=1")
    ).body;
    expect([items.map(({ id }) => id), total]).toEqual([[list.id], expect.any(Number)]);

    const change = { name: "도매 가격", startsAt: "2030-01-01T00:00:00Z", active: false };
    const edited = await call("PATCH", `price-lists/${list.id}`, change, { "if-match": list.etag });
    expect([edited.status, edited.headers.get("etag"), edited.body]).toMatchObject([
      200,
      expect.stringMatching(/^"2\./),
      { name: "도매 가격", startsAt: "2030-01-01T00:00:00.000Z", active: false, applies: false },
    ]);
    const same = await call("PATCH", `price-lists/${list.id}`, change, { "if-match": '"2"' });
    expect(same.body.etag).toBe('"2"');
    expect((await call("DELETE", `price-lists/${list.id}`, undefined, { "if-match": '"2"' })).status).toBe(
      204,
    );
    expect((await call("GET", `price-lists/${list.id}`)).status).toBe(404);
    expect(await entriesOf(list.id)).toMatchObject([
      { action: "priceList.delete", before: { name: "도매 가격", memberGroup: group, prices: 1 } },
      { action: "priceList.edit", before: { "/name": "대량", "/active": true }, after: { "/active": false } },
      { action: "priceList.create", after: { name: "대량", memberGroup: group, prices: 1 } },
    ]);
  });

  test("of an old version is 412 and names what differs; an edit without a version is 400", async () => {
    const { id } = await makeList([], { name: "하나" });
    await edit(id, { name: "둘" });
    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { name: "셋" } : undefined;
      const answer = await call<Problem>(method, `price-lists/${id}`, body, { "if-match": '"1"' });
      expect([answer.status, answer.body]).toMatchObject([
        412,
        { code: "STALE_EDIT", etag: '"2"', differences: [{ pointer: "/name", was: "하나", now: "둘" }] },
      ]);
    }
    expect((await call("PATCH", `price-lists/${id}`, { name: "셋" })).status).toBe(400);
  });

  test("that a schema or a rule refuses is 400 with its pointers, and leaves nothing", async () => {
    const { sku } = await newSku();
    const before = (await call<{ total: number }>("GET", "price-lists")).body.total;
    const refused: [object, string[]][] = [
      [{ name: " " }, ["/name"]],
      [{ name: "x", memberGroup: "no-such-group" }, ["/memberGroup"]],
      [{ name: "x", memberGroup: "Wholesale" }, ["/memberGroup"]],
      [{ name: "x", startsAt: "2030-01-02T00:00:00Z", endsAt: "2030-01-02T00:00:00Z" }, ["/endsAt"]],
      [{ name: "x", prices: [{ sku: "NO-SUCH-SKU", price: 1 }] }, ["/prices/0/sku"]],
      [{ name: "x", prices: [{ sku, price: { amount: 1, currency: "USD" } }] }, ["/prices/0/price"]],
      [{ name: "x", prices: [{ sku, minQuantity: 0, price: 1 }] }, ["/prices/0/minQuantity"]],
      [
        {
          name: "x",
          prices: [
            { sku, price: 1 },
            { sku, minQuantity: 1, price: 2 },
          ],
        },
        ["/prices/1"],
      ],
      [{ name: "x", discount: 10 }, ["/discount"]],
    ];
    for (const [input, pointers] of refused) {
      const { status, body } = await call<Problem>("POST", "price-lists", input);
      expect([status, body.errors?.map(({ pointer }) => pointer)], JSON.stringify(input)).toEqual([
        400,
        pointers,
      ]);
    }
    expect((await call<{ total: number }>("GET", "price-lists")).body.total).toBe(before);
  });

  test("is 404 for an id that does not exist", async () => {
    const answers = [
      await call("GET", `price-lists/${UNKNOWN}`),
      await call("PATCH", `price-lists/${UNKNOWN}`, { name: "x" }, { "if-match": '"1"' }),
      await call("DELETE", `price-lists/${UNKNOWN}`),
      await call("GET", `price-lists/${UNKNOWN}/prices`),
      await put(UNKNOWN, [{ sku: "A", price: null }]),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(404));
  });

  test("is refused to guests (401) and to members (403)", async () => {
    const { id } = await makeList([]);
    const requests = (headers: Readonly<Record<string, string>>) => [
      api.request("GET", "/api/v1/admin/price-lists", undefined, headers),
      api.request("POST", "/api/v1/admin/price-lists", { name: "x" }, headers),
      api.request("PUT", `/api/v1/admin/price-lists/${id}/prices`, { prices: [] }, headers),
    ];
    for (const { status } of await Promise.all(requests({}))) expect(status).toBe(401);
    for (const { status } of await Promise.all(requests(member.proof))) expect(status).toBe(403);
  });
});

describe("the prices of a list", () => {
  test("are stored many at a time: a repeat changes nothing, null takes out, the others stay", async () => {
    const skus = (await api.createProduct({ variants: [{}, {}, {}] })).variants.map(({ sku }) => sku);
    const [a = "", b = "", c = ""] = skus;
    const { id } = await makeList([{ sku: a, price: 9_000 }]);
    const prices = [
      { sku: b, minQuantity: 10, price: 8_000 },
      { sku: b, minQuantity: 5, price: 8_500 },
      { sku: a, price: 9_500 },
    ];
    expect((await put(id, prices)).body).toEqual({ added: 2, changed: 1, removed: 0, unchanged: 0 });
    expect((await put(id, prices)).body).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 3 });
    expect(await rowsOf(id)).toEqual([
      [a, 1, 9_500],
      [b, 5, 8_500],
      [b, 10, 8_000],
    ]);
    const out = [
      { sku: b, minQuantity: 5, price: null },
      { sku: c, price: null },
      { sku: "GONE", price: null },
    ];
    expect((await put(id, out)).body).toEqual({ added: 0, changed: 0, removed: 1, unchanged: 2 });
    expect((await call("GET", `price-lists/${id}`)).body).toMatchObject({ priceCount: 2, etag: '"1"' });
    const [taken, stored] = await entriesOf(id);
    expect([taken, stored]).toMatchObject([
      { action: "priceList.prices", before: { [`/${b}/5`]: 8_500 }, after: { [`/${b}/5`]: null } },
      {
        before: { [`/${a}/1`]: 9_000, [`/${b}/5`]: null },
        after: { [`/${a}/1`]: 9_500, [`/${b}/5`]: 8_500 },
      },
    ]);
  });

  test("are paged in the order of SKUs and quantities, and found by the beginning of a SKU", async () => {
    const made = Array.from({ length: 12 }, (_, at) => ({ sku: `PAGED-${String(at).padStart(2, "0")}` }));
    await api.createProduct({ variants: made });
    const { id } = await makeList(
      made.flatMap(({ sku }) => [
        { sku, minQuantity: 1, price: 2 },
        { sku, minQuantity: 2, price: 1 },
      ]),
    );
    const seen: [string, number][] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor && `&cursor=${cursor}`;
      const page: PricePage = (await call<PricePage>("GET", `price-lists/${id}/prices?limit=5${query}`)).body;
      seen.push(...page.items.map(({ sku, minQuantity }): [string, number] => [sku, minQuantity]));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(
      made.flatMap(({ sku }) => [
        [sku, 1],
        [sku, 2],
      ]),
    );
    expect((await pricesOf(id, "&sku=PAGED-1")).items).toHaveLength(4);
    expect((await pricesOf(id, "&sku=paged")).items).toEqual([]);
    const wrong = await call<Problem>("GET", `price-lists/${id}/prices?cursor=x`);
    expect([wrong.status, wrong.body.errors?.[0]?.pointer]).toEqual([400, "/cursor"]);
  });

  test("name the variant, and stay when it is archived", async () => {
    const { sku, product } = await newSku({ variants: [{ price: 12_000 }, {}] });
    const { id } = await makeList([{ sku, price: 9_000 }]);
    const variant = { productId: product.id, name: product.name, options: ["1번"], price: won(12_000) };
    expect((await pricesOf(id)).items).toMatchObject([{ sku, variant }]);
    const owner = await api.signInOwner();
    await api.request("DELETE", `/api/v1/admin/variants/${sku}`, undefined, owner);
    expect((await pricesOf(id)).items).toMatchObject([{ sku, variant: null, price: { amount: 9_000 } }]);
  });

  test("of two that store at once are counted right", async () => {
    const skus = (await api.createProduct({ variants: Array.from({ length: 20 }, () => ({})) })).variants;
    const { id } = await makeList([]);
    const all = skus.map(({ sku }) => ({ sku, price: 5_000 }));
    await Promise.all([put(id, all), put(id, all.toReversed()), put(id, all.slice(0, 10))]);
    expect((await call("GET", `price-lists/${id}`)).body.priceCount).toBe(20);
    expect(await rowsOf(id)).toHaveLength(20);
  });

  test("of more than a thousand in one request are 400", async () => {
    const { id } = await makeList([]);
    const prices = Array.from({ length: 1_001 }, (_, at) => ({ sku: `X-${at}`, price: 1 }));
    const { status, body } = await call<Problem>("PUT", `price-lists/${id}/prices`, { prices });
    expect([status, body.errors?.[0]?.code]).toEqual([400, "MAX_ITEMS"]);
  });
});

describe("the page of a product, in another process", () => {
  test("shows the tiers for everybody after each change, and never those of a group", async () => {
    const { sku, product } = await newSku();
    const group = await makeGroup();
    await makeList([{ sku, price: 1_000 }], { memberGroup: group });
    expect(await tiersOf(product)).toEqual([]);
    const { id } = await makeList([
      { sku, minQuantity: 10, price: 8_000 },
      { sku, minQuantity: 20, price: 8_500 },
      { sku, minQuantity: 5, price: 9_000 },
    ]);
    const both = [
      { minQuantity: 5, price: won(9_000) },
      { minQuantity: 10, price: won(8_000) },
    ];
    expect(await tiersOf(product)).toEqual(both);
    await put(id, [{ sku, minQuantity: 5, price: null }]);
    expect(await tiersOf(product)).toEqual(both.slice(1));
    await edit(id, { active: false });
    expect(await tiersOf(product)).toEqual([]);
    await edit(id, { active: true });
    expect(await tiersOf(product)).toEqual(both.slice(1));
    await edit(id, { memberGroup: group });
    expect(await tiersOf(product)).toEqual([]);
    await edit(id, { memberGroup: null });
    expect(await tiersOf(product)).toEqual(both.slice(1));
    await call("DELETE", `price-lists/${id}`);
    expect(await tiersOf(product)).toEqual([]);
  });

  test("shows a list that begins, and one that ended no more, as soon as the job has looked", async () => {
    const { sku, product } = await newSku();
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await makeList([{ sku, minQuantity: 10, price: 8_000 }], { startsAt: ahead });
    expect(await tiersOf(product)).toEqual([]);
    // Time passes: each process has the page in its memory, and no word of it.
    const moveTo = (column: string, ago: string) =>
      backstage.rows(`UPDATE catalog.price_lists SET ${column} = now() - interval '${ago}' WHERE id = $1`, [
        id,
      ]);
    await moveTo("starts_at", "2 seconds");
    await backstage.run("catalog.prices");
    expect(await tiersOf(product)).toEqual([{ minQuantity: 10, price: won(8_000) }]);
    await moveTo("ends_at", "1 second");
    await backstage.run("catalog.prices");
    expect(await tiersOf(product)).toEqual([]);
  });

  test("keeps the own price, by which lists sort", async () => {
    const { sku, product } = await newSku({ variants: [{ price: 10_000 }] });
    await makeList([{ sku, price: 6_000 }]);
    const { body } = await other.request<Product>("GET", `/api/v1/products/${product.id}`);
    expect(body).toMatchObject({ price: won(10_000), variants: [{ price: won(10_000) }] });
    expect(await tiersOf(product)).toEqual([{ minQuantity: 1, price: won(6_000) }]);
  });
});
