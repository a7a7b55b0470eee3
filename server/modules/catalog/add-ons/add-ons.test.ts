import { afterAll, describe, expect, inject, test } from "vitest";
import { type ApiResponse, client, type Problem, type Product } from "../../../../tests/support/client.ts";
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

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const addressOf = (id: string) => `/api/v1/admin/products/${id}`;
interface Offering {
  readonly addOns: readonly object[];
  readonly addOnHeading: string | null;
}
const read = (id: string) => api.request<Offering>("GET", addressOf(id), undefined, owner);
async function edit<Body = Offering>(id: string, change: unknown): Promise<ApiResponse<Body>> {
  const etag = (await read(id)).headers.get("etag") ?? "";
  return api.request<Body>("PATCH", addressOf(id), change, { ...owner, "if-match": etag });
}
const page = async (id: string, language = "ko", from = other) =>
  (await from.request<Product>("GET", `/api/v1/products/${id}`, undefined, { "accept-language": language }))
    .body.addOns;
const names = async (id: string) => (await page(id)).items.map(({ name }) => name);
const problemsOf = ({ status, body }: ApiResponse<Problem>) => [
  status,
  ...(body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
];
const skuOf = ({ variants }: Product, at = 0) => variants[at]?.sku ?? "";

const coaster = await api.createProduct({
  name: "컵받침",
  options: [{ name: "색상", values: ["흰색", "검정"] }],
  variants: [
    { options: { 색상: "흰색" }, price: 4_000, stock: 3 },
    { options: { 색상: "검정" }, price: 5_000, compareAtPrice: 6_000, stock: 0 },
  ],
  translations: { en: { name: "Coaster", options: { 흰색: "White" } } },
});
const spoon = await api.createProduct({ name: "숟가락", minQuantity: 2, maxQuantity: 6 });

describe("add-ons", () => {
  test("are shown in their order with prices and stock, a SKU as one variant, a product in all", async () => {
    const { id } = await api.createProduct({
      addOns: [{ sku: skuOf(spoon) }, { productId: coaster.id }],
      addOnHeading: "함께 쓰세요",
      translations: { en: { addOnHeading: "Goes well with" } },
    });
    const shown = await page(id);
    expect(shown).toMatchObject({
      heading: "함께 쓰세요",
      items: [
        {
          productId: spoon.id,
          name: "숟가락",
          minQuantity: 2,
          maxQuantity: 6,
          variants: [{ label: "", available: 100 }],
        },
        {
          productId: coaster.id,
          slug: coaster.slug,
          variants: [
            { sku: skuOf(coaster), label: "흰색", price: { amount: 4_000 }, available: 3 },
            { label: "검정", price: { amount: 5_000 }, compareAtPrice: { amount: 6_000 }, available: 0 },
          ],
        },
      ],
    });
    const english = await page(id, "en");
    expect([english.heading, english.items[1]?.name, english.items[1]?.variants[0]?.label]).toEqual([
      "Goes well with",
      "Coaster",
      "White",
    ]);
  });

  test("are edited as a list; staff see what each is called", async () => {
    const { id } = await api.createProduct({ addOns: [{ productId: coaster.id }] });
    const edited = await edit(id, {
      addOns: [{ sku: skuOf(coaster, 1) }, { productId: spoon.id }],
      addOnHeading: "같이",
    });
    expect([edited.status, edited.body.addOnHeading, edited.body.addOns]).toEqual([
      200,
      "같이",
      [
        { sku: skuOf(coaster, 1), name: "컵받침", options: "검정", isShown: true },
        { productId: spoon.id, name: "숟가락", options: "", isShown: true },
      ],
    ]);
    expect(await names(id)).toEqual(["컵받침", "숟가락"]);
    const etag = edited.headers.get("etag");
    expect(
      (await edit(id, { addOns: [{ sku: skuOf(coaster, 1) }, { productId: spoon.id }] })).headers.get("etag"),
    ).toBe(etag);
    expect((await edit(id, { addOns: [], addOnHeading: null })).body).toMatchObject({
      addOns: [],
      addOnHeading: null,
    });
    expect(await page(id)).toEqual({ heading: null, items: [] });
    const copied = await edit(id, { addOns: [{ productId: spoon.id }] });
    expect(copied.status).toBe(200);
    const copy = await api.request<Offering>("POST", `${addressOf(id)}/duplicate`, undefined, owner);
    expect(copy.body.addOns).toMatchObject([{ productId: spoon.id }]);
  });

  test("are refused: unknown, twice, both names, none, itself, too many", async () => {
    const product = await api.createProduct();
    const refused = async (addOns: unknown) => problemsOf(await edit<Problem>(product.id, { addOns }));
    expect(await refused([{ productId: UNKNOWN }, { sku: "NO-SUCH" }])).toEqual([
      400,
      "/addOns/0 UNKNOWN",
      "/addOns/1 UNKNOWN",
    ]);
    expect(await refused([{ productId: spoon.id }, { productId: spoon.id.toUpperCase() }])).toEqual([
      400,
      "/addOns/1 DUPLICATE",
    ]);
    expect(await refused([{ productId: spoon.id, sku: skuOf(spoon) }, {}])).toEqual([
      400,
      "/addOns/0 MISMATCH",
      "/addOns/1 REQUIRED",
    ]);
    expect(await refused([{ productId: product.id }, { sku: skuOf(product) }])).toEqual([
      400,
      "/addOns/0 SELF",
      "/addOns/1 SELF",
    ]);
    expect(await refused(Array(21).fill({ productId: spoon.id }))).toEqual([400, "/addOns MAX_ITEMS"]);
    const unsigned = { addOns: [{ productId: spoon.id }] };
    expect((await api.request("PATCH", addressOf(product.id), unsigned)).status).toBe(401);
    const member = await api.signUp();
    expect((await member.request("PATCH", addressOf(product.id), unsigned)).status).toBe(403);
  });

  test("vanish while they are not sold, and come back", async () => {
    const addOn = await api.createProduct({ name: "잠깐" });
    const { id } = await api.createProduct({ addOns: [{ productId: addOn.id }] });
    expect(await names(id)).toEqual(["잠깐"]);
    await edit(addOn.id, { salesUntil: "2020-01-01T00:00:00Z" });
    expect(await names(id)).toEqual([]);
    await edit(addOn.id, { salesUntil: null });
    expect(await names(id)).toEqual(["잠깐"]);
    await edit(addOn.id, { status: "archived" });
    expect(await names(id)).toEqual([]);
    expect((await read(id)).body.addOns).toMatchObject([{ productId: addOn.id, isShown: false }]);
    await edit(addOn.id, { status: "active" });
    await expect.poll(() => names(id)).toEqual(["잠깐"]);
  });

  test("whose variant is archived stay in the list of staff, and do not hinder other edits", async () => {
    const addOn = await api.createProduct({
      options: [{ name: "색상", values: ["흰색", "검정"] }],
      variants: [{ options: { 색상: "흰색" } }, { options: { 색상: "검정" } }],
    });
    const { id } = await api.createProduct({ addOns: [{ sku: skuOf(addOn, 1) }] });
    await edit(addOn.id, { variants: [{ sku: skuOf(addOn) }] });
    expect((await page(id)).items).toEqual([]);
    expect((await edit(id, { name: "새 이름" })).status).toBe(200);
    const kept = await edit(id, { addOns: [{ productId: spoon.id }, { sku: skuOf(addOn, 1) }] });
    expect(kept.status).toBe(200);
    const fresh = await api.createProduct();
    expect(problemsOf(await edit<Problem>(fresh.id, { addOns: [{ sku: skuOf(addOn, 1) }] }))).toEqual([
      400,
      "/addOns/0 UNKNOWN",
    ]);
  });

  test("that sell out are shown so in every process, and the page follows their prices", async () => {
    const addOn = await api.createProduct({ variants: [{ stock: 2, price: 1_000 }] });
    const { id } = await api.createProduct({ addOns: [{ productId: addOn.id }] });
    const variant = async () => (await page(id)).items[0]?.variants[0];
    expect(await variant()).toMatchObject({ available: 2, price: { amount: 1_000 } });
    const path = `/api/v1/admin/stock/${skuOf(addOn)}/adjust`;
    await api.request("POST", path, { delta: -2, reason: "count" }, owner);
    expect(await variant()).toMatchObject({ available: 0 });
    await edit(addOn.id, { variants: [{ sku: skuOf(addOn), price: 900 }] });
    expect(await variant()).toMatchObject({ price: { amount: 900 } });
  });
});
