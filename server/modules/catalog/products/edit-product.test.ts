import type { Static } from "typebox";
import { afterAll, describe, expect, inject, test } from "vitest";
import {
  type ApiResponse,
  type Cart,
  client,
  type HeaderFields,
  type Problem,
  type Product,
} from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { versionOf } from "../../../platform/http/conditional-reads.ts";
import { startTestShop } from "../../../testing.ts";
import type { StaffProduct as StaffProductSchema } from "./staff-schemas.ts";

type StaffProduct = Static<typeof StaffProductSchema>;
interface StaleEdit extends Problem {
  readonly etag: string;
  readonly differences: { pointer: string; was: unknown; now: unknown }[];
}

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
const member = await api.signUp();
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const addressOf = (id: string) => `/api/v1/admin/products/${id}`;
const etagOf = ({ headers }: ApiResponse<unknown>) => headers.get("etag") ?? "";
const read = (id: string) => api.request<StaffProduct>("GET", addressOf(id), undefined, owner);
const send = <Body = Problem>(id: string, body: unknown, etag: string, headers: HeaderFields = owner) =>
  api.request<Body>("PATCH", addressOf(id), body, { ...headers, "if-match": etag });
/** Edits the newest version. */
const edit = async <Body = StaffProduct>(id: string, body: unknown) =>
  send<Body>(id, body, etagOf(await read(id)));
const problemsOf = ({ status, body }: ApiResponse<Problem>) => [
  status,
  ...(body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
];
const page = async (address: string, from = api) =>
  (await from.request<Product>("GET", `/api/v1/products/${address}`)).body;
const found = async (q: string, from = api) =>
  (
    await from.request<{ items: { id: string }[] }>("GET", `/api/v1/products?q=${encodeURIComponent(q)}`)
  ).body.items.map(({ id }) => id);

let shirts = 0;
const colours = { name: "색상", values: ["흰색", "검정"] };
async function newShirt() {
  shirts += 1;
  const skus = [`SHIRT-${shirts}-W`, `SHIRT-${shirts}-B`] as const;
  const product = await api.createProduct({
    name: `셔츠 ${shirts}`,
    options: [colours],
    variants: [
      { sku: skus[0], options: { 색상: "흰색" }, price: 30_000, stock: 3 },
      { sku: skus[1], options: { 색상: "검정" }, price: 20_000, compareAtPrice: 25_000, stock: 4 },
    ],
  });
  return { ...product, skus };
}
const variantBy = ({ variants }: Product | StaffProduct, sku: string) =>
  variants.find((variant) => variant.sku === sku);

describe("GET of a product", () => {
  test("shows all that staff edit, with an ETag", async () => {
    const { id } = await api.createProduct({
      name: "찻잔",
      status: "draft",
      translations: { en: { name: "Tea cup" } },
      tags: ["봄", "선물"],
      taxType: "tax_free",
      minQuantity: 2,
      maxQuantity: 10,
      salesFrom: "2026-01-01T00:00:00+09:00",
      seo: { ko: { title: "찻잔 | 장터" } },
    });
    const answer = await read(id);
    expect([answer.status, etagOf(answer)]).toEqual([200, expect.stringMatching(/^"1\./)]);
    expect(answer.body).toMatchObject({
      id,
      name: "찻잔",
      status: "draft",
      formerSlugs: [],
      translations: { en: { name: "Tea cup" } },
      tags: ["봄", "선물"],
      taxType: "tax_free",
      minQuantity: 2,
      maxQuantity: 10,
      salesFrom: "2025-12-31T15:00:00.000Z",
      salesUntil: null,
      publishAt: null,
      seo: { ko: { title: "찻잔 | 장터" } },
      variants: [{ price: { amount: 10_000, currency: "KRW" }, inStock: true }],
    });
  });

  test("without the permission is refused, and of an unknown product 404", async () => {
    expect((await api.request("GET", addressOf(UNKNOWN))).status).toBe(401);
    expect((await api.request("GET", addressOf(UNKNOWN), undefined, member.proof)).status).toBe(403);
    for (const id of [UNKNOWN, "x"]) expect((await read(id)).status).toBe(404);
  });
});

describe("an edit", () => {
  test("replaces what it names, clears what is null, and answers what GET answers", async () => {
    const { id } = await newShirt();
    const changed = await edit(id, {
      name: "  리넨 셔츠 ".normalize("NFD"),
      brand: "한결",
      description: "여름 셔츠",
      status: "draft",
      translations: { en: { name: "Linen shirt", options: { 색상: "Colour" } } },
      tags: ["여름"],
      maxQuantity: 3,
      salesUntil: "2027-01-01T00:00:00Z",
      seo: { en: { title: "Linen" } },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ name: "리넨 셔츠", brand: "한결", maxQuantity: 3, tags: ["여름"] });
    const again = await read(id);
    expect([again.body, etagOf(again)]).toEqual([changed.body, etagOf(changed)]);
    const cleared = await edit(id, { brand: null, maxQuantity: null, salesUntil: null });
    expect(cleared.body).toMatchObject({
      brand: null,
      maxQuantity: null,
      salesUntil: null,
      name: "리넨 셔츠",
      tags: ["여름"],
    });
  });

  test("is shown by every process as soon as it is answered: page, list and search", async () => {
    const { id } = await newShirt();
    for (let round = 1; round <= 10; round += 1) {
      const name = `한여름셔츠 ${id} ${round}`;
      await Promise.all([api, other].map((from) => page(id, from)));
      expect((await edit(id, { name })).status).toBe(200);
      for (const from of [api, other]) {
        expect((await page(id, from)).name).toBe(name);
        expect(await found(name, from)).toEqual([id]);
      }
    }
  });

  test("that changes nothing makes no version and no entry of the audit log", async () => {
    const { id } = await newShirt();
    const { body, headers } = await read(id);
    const { name, options, categoryIds, translations, variants } = body;
    const same = variants.map(({ id: variantId, sku, options: chosen, price, compareAtPrice }) => ({
      id: variantId,
      sku,
      options: chosen,
      price,
      ...(compareAtPrice && { compareAtPrice }),
    }));
    const answer = await edit(id, { name, options, categoryIds, translations, variants: same });
    expect([answer.status, etagOf(answer), answer.body]).toEqual([200, headers.get("etag"), body]);
    const log = `/api/v1/admin/audit-log?action=product.edit&subject=product%3A${id}`;
    expect((await api.request<{ items: [] }>("GET", log, undefined, owner)).body.items).toEqual([]);
  });

  test("is in the audit log with what was and what is", async () => {
    const { id, skus } = await newShirt();
    await edit(id, { status: "draft", variants: [{ sku: skus[0], price: 31_000 }, { sku: skus[1] }] });
    const log = `/api/v1/admin/audit-log?subject=product%3A${id}`;
    const { body } = await api.request<{ items: unknown[] }>("GET", log, undefined, owner);
    const price = `/variants/${skus[0]}/price`;
    expect(body.items[0]).toMatchObject({
      action: "product.edit",
      before: { "/status": "active", [price]: { amount: 30_000, currency: "KRW" } },
      after: { "/status": "draft", [price]: { amount: 31_000, currency: "KRW" } },
    });
  });

  test("of an old version is 412, and names what differs since, over several edits", async () => {
    const { id, name, skus } = await newShirt();
    const old = etagOf(await read(id));
    await edit(id, { name: "첫 번째" });
    await edit(id, { name: "두 번째", status: "draft" });
    await edit(id, { status: "active", variants: [{ sku: skus[1] }] });
    const { status, body } = await send<StaleEdit>(id, { name: "늦은 이름" }, old);
    expect([status, body.code, body.etag]).toEqual([412, "STALE_EDIT", versionOf(etagOf(await read(id)))]);
    expect(body.differences).toEqual([
      { pointer: "/name", was: name, now: "두 번째" },
      {
        pointer: `/variants/${skus[0]}`,
        was: {
          options: { 색상: "흰색" },
          price: { amount: 30_000, currency: "KRW" },
          compareAtPrice: null,
        },
        now: null,
      },
    ]);
    expect((await read(id)).body.name).toBe("두 번째");
    for (const foreign of ['"of-another-shop"', 'W/"x"', '""', '"0"'])
      expect((await send(id, { name: "늦은 이름" }, foreign)).status).toBe(412);
    // What is there is never overwritten unseen.
    expect((await send(id, { name: "늦은 이름" }, "*")).status).toBe(400);
  });

  test("of one version is stored once of 10 at the same time", async () => {
    const { id } = await newShirt();
    const etag = etagOf(await read(id));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => send<StaffProduct>(id, { name: `이름 ${at}` }, etag)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)]);
    expect((await read(id)).body.name).toBe(answers.find(({ status }) => status === 200)?.body.name);
  });

  test("without a version is 400, without a sign-in 401, by a member 403, of nothing 404", async () => {
    const { id } = await newShirt();
    const missing = await api.request("PATCH", addressOf(id), { name: "x" }, owner);
    expect(problemsOf(missing)).toEqual([400, "/if-match REQUIRED"]);
    expect((await send(id, { name: "x" }, '"1"', {})).status).toBe(401);
    expect((await send(id, { name: "x" }, '"1"', member.proof)).status).toBe(403);
    for (const unknown of [UNKNOWN, "x"]) expect((await send(unknown, {}, '"1"')).status).toBe(404);
  });

  test.each<[unknown, string]>([
    [{ name: "" }, "/name MIN_LENGTH"],
    [{ name: null }, "/name TYPE"],
    [{ price: 1 }, "/price UNKNOWN_FIELD"],
    [{ slug: "01890a5d-ac96-774b-bcce-b302099a8057" }, "/slug FORMAT"],
    [{ publishAt: "0000-01-01T00:00:00Z" }, "/publishAt FORMAT"],
    [{ salesUntil: "9999-12-31T23:59:59-12:00" }, "/salesUntil FORMAT"],
    [{ variants: [] }, "/variants MIN_ITEMS"],
    [{ variants: [{ price: 1 }] }, "/variants/0/sku REQUIRED"],
    [{ variants: [{ id: UNKNOWN, price: 1 }] }, "/variants/0/id UNKNOWN"],
    [{ variants: [{ sku: "NEW-1", options: { 색상: "흰색" } }] }, "/variants/0/price REQUIRED"],
    [{ variants: [{ sku: "NEW-1", options: {}, price: 1 }] }, "/variants/0/options/색상 REQUIRED"],
    [{ options: [{ name: "색상", values: ["흰색"] }] }, "/variants/1/options/색상 UNKNOWN_VALUE"],
    [{ options: [{ name: "색상", values: ["흰색", "흰 색", "검정"] }] }, "/options/0/values DUPLICATE"],
    [{ categoryIds: [UNKNOWN] }, "/categoryIds UNKNOWN"],
    [{ status: "scheduled" }, "/publishAt REQUIRED"],
    [{ salesFrom: "2026-02-01T00:00:00Z", salesUntil: "2026-01-01T00:00:00Z" }, "/salesUntil MINIMUM"],
    [{ minQuantity: 5, maxQuantity: 4 }, "/maxQuantity MINIMUM"],
  ])("%j is refused", async (change, problem) => {
    const { id } = await newShirt();
    const before = await read(id);
    expect(problemsOf(await edit<Problem>(id, change))).toEqual([400, problem]);
    expect((await read(id)).body).toEqual(before.body);
  });
});

describe("the variants of an edit", () => {
  test("are kept by SKU or id, added with their stock, and the others are gone", async () => {
    const { id, skus } = await newShirt();
    const before = (await read(id)).body;
    const white = variantBy(before, skus[0]);
    const { body } = await edit(id, {
      options: [{ name: "색상", values: ["흰색", "검정", "파랑"] }],
      variants: [
        { sku: `${skus[0]}-NEW`, options: { 색상: "파랑" }, price: 15_000, stock: 7 },
        { id: white?.id, price: 29_000 },
      ],
    });
    expect(body.variants.map(({ sku }) => sku)).toEqual([`${skus[0]}-NEW`, skus[0]]);
    expect(variantBy(body, skus[0])).toMatchObject({ id: white?.id, price: { amount: 29_000 } });
    const shown = await page(id, other);
    expect([shown.price.amount, shown.compareAtPrice]).toEqual([15_000, undefined]);
    expect(shown.variants.map(({ sku, available }) => [sku, available])).toEqual([
      [`${skus[0]}-NEW`, 7],
      [skus[0], 3],
    ]);
  });

  test("may exchange their options", async () => {
    const { id, skus } = await newShirt();
    const { status, body } = await edit(id, {
      variants: [
        { sku: skus[0], options: { 색상: "검정" } },
        { sku: skus[1], options: { 색상: "흰색" } },
      ],
    });
    expect([status, variantBy(body, skus[0])?.options]).toEqual([200, { 색상: "검정" }]);
  });

  test("stay when an option or a value gets another name", async () => {
    const { id } = await newShirt();
    const before = (await read(id)).body;
    const { status, body } = await edit(id, { options: [{ name: "컬러", values: ["아이보리", "검정"] }] });
    expect(status).toBe(200);
    expect(body.variants.map((variant) => [variant.id, variant.options])).toEqual([
      [before.variants[0]?.id, { 컬러: "아이보리" }],
      [before.variants[1]?.id, { 컬러: "검정" }],
    ]);
  });

  test("that are removed are gone in carts, and their orders stay readable", async () => {
    const { id, skus, variants } = await newShirt();
    const variantId = variants[0]?.id ?? "";
    const { order, guestToken } = await api.buy(variantId);
    const cart = await api.createCart();
    await api.addItem(cart.id, variantId);
    await edit(id, { variants: [{ sku: skus[1] }] });
    const { body } = await api.request<Cart>("GET", `/api/v1/carts/${cart.id}`);
    expect(body.items).toMatchObject([{ sku: skus[0], problem: "NOT_FOR_SALE" }]);
    expect((await api.addItem(cart.id, variantId)).status).toBe(404);
    expect((await api.placeOrder(cart.id)).body).toMatchObject({ code: "NOT_FOR_SALE" });
    const read = await api.request("GET", `/api/v1/orders/${order.id}`, undefined, {
      "x-guest-token": guestToken,
    });
    expect(read.body).toMatchObject({ items: [{ sku: skus[0] }] });
  });

  test("come back by their SKU, with their id and the stock that is left", async () => {
    const { id, skus, variants } = await newShirt();
    await api.buy(variants[0]?.id ?? "");
    await edit(id, { variants: [{ sku: skus[1] }] });
    const { body } = await edit(id, {
      variants: [{ sku: skus[1] }, { sku: skus[0], options: { 색상: "흰색" }, price: 9_000, stock: 50 }],
    });
    expect(variantBy(body, skus[0])).toMatchObject({ id: variants[0]?.id, inStock: true });
    expect(variantBy(await page(id), skus[0])).toMatchObject({ id: variants[0]?.id, available: 2 });
  });

  test("keep their SKUs taken after they are gone", async () => {
    const { id, skus } = await newShirt();
    await edit(id, { variants: [{ sku: skus[1] }] });
    const body = { name: "x", options: [], variants: [{ sku: skus[0], options: {}, price: 1 }] };
    const answer = await api.request("POST", "/api/v1/admin/products", { ...body, status: "active" }, owner);
    expect([answer.status, answer.body.code]).toEqual([409, "SKU_TAKEN"]);
    const { id: mug } = await api.createProduct();
    const { variants } = (await read(mug)).body;
    const taking = { sku: skus[0], options: { 색: "b" }, price: 1 };
    const taken = await edit<Problem>(mug, {
      options: [{ name: "색", values: ["a", "b"] }],
      variants: [{ id: variants[0]?.id, options: { 색: "a" } }, taking],
    });
    expect([taken.status, taken.body.code]).toEqual([409, "SKU_TAKEN"]);
  });
});

describe("a slug", () => {
  test("leads to the product after it was changed, and no other product gets it", async () => {
    const { id, slug } = await newShirt();
    const now = `${slug}-now`;
    expect((await edit(id, { slug: now })).body).toMatchObject({ slug: now, formerSlugs: [slug] });
    for (const from of [api, other])
      for (const address of [slug, now, id])
        expect(await page(address, from)).toMatchObject({ id, slug: now });
    const { id: rival } = await newShirt();
    const taken = await edit<Problem>(rival, { slug });
    expect([taken.status, taken.body.code]).toEqual([409, "SLUG_TAKEN"]);
    const created = await api.request(
      "POST",
      "/api/v1/admin/products",
      {
        ...{ name: "x", slug, options: [], status: "active" },
        variants: [{ sku: `SLUG-${slug}`, options: {}, price: 1 }],
      },
      owner,
    );
    expect([created.status, created.body.code]).toEqual([409, "SLUG_TAKEN"]);
  });

  test("may be taken back by its product", async () => {
    const { id, slug } = await newShirt();
    await edit(id, { slug: `${slug}-b` });
    expect((await edit(id, { slug })).body).toMatchObject({ slug, formerSlugs: [`${slug}-b`] });
    expect((await page(`${slug}-b`)).slug).toBe(slug);
  });

  test("that is left while others claim it stays with its product", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, slug } = await newShirt();
      const rivals = await Promise.all([newShirt(), newShirt()]);
      const [moved, ...claims] = await Promise.all([
        edit(id, { slug: `${slug}-away` }),
        ...rivals.map((rival) => edit<Problem>(rival.id, { slug })),
      ]);
      expect([moved?.status, ...claims.map(({ status }) => status)]).toEqual([200, 409, 409]);
      expect((await page(slug)).id).toBe(id);
    }
  });
});
