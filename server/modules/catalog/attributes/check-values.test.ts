import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type Problem, type Product, productOf } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import { attributeMaker } from "./attributes.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
const { call, make, choices } = attributeMaker(api, owner);
afterAll(() => shop.stop());

interface StaffBody {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}
type Refusal = Pick<Problem, "errors" | "code">;
const products = "/api/v1/admin/products";
const create = (input: object) =>
  api.request<Product & Refusal>("POST", products, { ...productOf(), ...input }, owner);
const read = (id: string) => api.request<StaffBody>("GET", `${products}/${id}`, undefined, owner);
async function edit(id: string, change: object) {
  const etag = (await read(id)).headers.get("etag") ?? "";
  return api.request<StaffBody & Refusal>("PATCH", `${products}/${id}`, change, {
    ...owner,
    "if-match": etag,
  });
}
const errorOf = ({ status, body }: { status: number; body: Refusal }) => [
  status,
  body.errors?.[0]?.pointer,
  body.errors?.[0]?.code,
];
let folders = 0;
const category = async (parentId: string | null = null) => {
  folders += 1;
  const slug = `folder-${folders}`;
  const answer = await api.request<{ id: string }>(
    "POST",
    "/api/v1/admin/categories",
    { slug, name: slug, parentId },
    owner,
  );
  return answer.body.id;
};

const text = await make();
const weight = await make({
  type: "number",
  name: "무게",
  unit: "인분",
  translations: { en: { name: "Weight", unit: "servings" } },
});
const organic = await make({ type: "boolean" });
const material = await make(choices("wool", "cotton"));
const care = await make({ ...choices("hand", "cold"), several: true });

describe("a product", () => {
  const attributes = {
    [text.code]: "손으로 빚은 것",
    [weight.code]: 2.5,
    [organic.code]: false,
    [material.code]: "wool",
    [care.code]: ["cold", "hand"],
  };

  test("has values of every type, shown with names and units in the language", async () => {
    const { body } = await create({ attributes });
    expect((await read(body.id)).body.attributes).toEqual(attributes);
    const page = async (language: string) =>
      (
        await api.request<Product>("GET", `/api/v1/products/${body.id}`, undefined, {
          "accept-language": language,
        })
      ).body.attributes;
    const [ko, en] = [await page("ko"), await page("en")];
    expect(Object.keys(ko)).toEqual([text, weight, organic, material, care].map(({ code }) => code));
    expect(ko[weight.code]).toEqual({
      id: weight.id,
      name: "무게",
      type: "number",
      unit: "인분",
      value: 2.5,
      text: "2.5인분",
    });
    expect(en[weight.code]).toMatchObject({ name: "Weight", unit: "servings", text: "2.5 servings" });
    expect([ko[organic.code]?.text, en[organic.code]?.text]).toEqual(["아니요", "No"]);
    expect(ko[care.code]).toMatchObject({ value: ["cold", "hand"], text: "cold!, hand!" });
    expect(en[material.code]?.text).toBe("the wool");
    expect(ko[text.code]?.text).toBe("손으로 빚은 것");
  });

  test("is found by the words of its choices and texts, also after a choice was renamed", async () => {
    const total = async (q: string) =>
      (await api.request<{ total: number }>("GET", `/api/v1/products?${new URLSearchParams({ q })}`)).body
        .total;
    const { id, code } = await make({
      type: "choice",
      choices: [{ code: "a", name: "옻칠나무", translations: { en: { name: "lacquer" } } }],
    });
    await create({ attributes: { [code]: "a", [text.code]: "물레성형" } });
    expect([await total("옻칠나무"), await total("lacquer"), await total("물레성형")]).toEqual([1, 1, 1]);
    await call("PATCH", `/${id}`, { choices: [{ code: "a", name: "자작나무합판" }] });
    await expect.poll(() => total("자작나무합판")).toBe(1);
    expect(await total("옻칠나무")).toBe(0);
  });

  test("edits its values as a whole; history and a stale edit name each", async () => {
    const { body } = await create({ attributes });
    const changed = await edit(body.id, { attributes: { [text.code]: "틀로 찍은 것" } });
    expect([changed.status, changed.body.attributes]).toEqual([200, { [text.code]: "틀로 찍은 것" }]);
    const history = await api.request<{ items: { differences: object[] }[] }>(
      "GET",
      `${products}/${body.id}/history`,
      undefined,
      owner,
    );
    const difference = { pointer: `/attributes/${weight.code}`, was: 2.5, now: null };
    expect(history.body.items[0]?.differences).toContainEqual(difference);
    const stale = await api.request<Problem & { differences: object[] }>(
      "PATCH",
      `${products}/${body.id}`,
      { name: "새 이름" },
      { ...owner, "if-match": '"1"' },
    );
    expect([stale.status, stale.body.code]).toEqual([412, "STALE_EDIT"]);
    expect(stale.body.differences).toContainEqual(difference);
    // Two values in another order are another value; the same ones are no edit.
    const same = await edit(body.id, { attributes: { [text.code]: "틀로 찍은 것" } });
    expect(same.headers.get("etag")).toMatch(/^"2\./);
  });

  test("that is copied has the same values", async () => {
    const { body } = await create({ attributes });
    const copy = await api.request<StaffBody>("POST", `${products}/${body.id}/duplicate`, undefined, owner);
    expect([copy.status, copy.body.attributes]).toEqual([201, attributes]);
  });
});

test.each<[string, () => object, string]>([
  ["a text for a number", () => ({ [weight.code]: "2" }), "TYPE"],
  ["a number with an exponent", () => ({ [weight.code]: 0.000_000_1 }), "FORMAT"],
  ["a number beyond the limit", () => ({ [weight.code]: 1e13 }), "MAXIMUM"],
  ["a number for a text", () => ({ [text.code]: 2 }), "TYPE"],
  ["an invisible text", () => ({ [text.code]: "a\u200b" }), "LINE"],
  ["an empty text", () => ({ [text.code]: " " }), "MIN_LENGTH"],
  ["a text for yes or no", () => ({ [organic.code]: "true" }), "TYPE"],
  ["several for one choice", () => ({ [material.code]: ["wool"] }), "TYPE"],
  ["one for several choices", () => ({ [care.code]: "hand" }), "TYPE"],
  ["no choice", () => ({ [care.code]: [] }), "MIN_ITEMS"],
  ["a choice twice", () => ({ [care.code]: ["hand", "hand"] }), "DUPLICATE"],
  ["another choice", () => ({ [material.code]: "silk" }), "UNKNOWN_VALUE"],
  ["an object", () => ({ [text.code]: {} }), "TYPE"],
  ["null", () => ({ [text.code]: null }), "TYPE"],
  ["an unknown attribute", () => ({ constructor: "x" }), "UNKNOWN"],
])("%s is refused at its place", async (_name, attributes, code) => {
  const [name = ""] = Object.keys(attributes());
  expect(errorOf(await create({ attributes: attributes() }))).toEqual([400, `/attributes/${name}`, code]);
  const { id } = await api.createProduct();
  expect(errorOf(await edit(id, { attributes: attributes() }))).toEqual([400, `/attributes/${name}`, code]);
});

describe("the categories of an attribute", () => {
  test("and those below say which products may get it; what a product has stays", async () => {
    const [top, elsewhere] = [await category(), await category()];
    const below = await category(top);
    const { id, code } = await make({ categoryIds: [top] });
    const attributes = { [code]: "x" };
    const mismatch = [400, `/attributes/${code}`, "MISMATCH"];
    expect(errorOf(await create({ attributes }))).toEqual(mismatch);
    expect(errorOf(await create({ attributes, categoryIds: [elsewhere] }))).toEqual(mismatch);
    const { body, status } = await create({ attributes, categoryIds: [below] });
    expect(status).toBe(201);
    expect((await edit(body.id, { categoryIds: [elsewhere] })).body.attributes).toEqual(attributes);
    expect(errorOf(await edit(body.id, { attributes: { [code]: "y" } }))).toEqual(mismatch);
    expect((await edit(body.id, { name: "새 이름", attributes })).status).toBe(200);
    const copy = await api.request<StaffBody>("POST", `${products}/${body.id}/duplicate`, undefined, owner);
    expect(copy.body.attributes).toEqual(attributes);
    expect((await call("PATCH", `/${id}`, { categoryIds: [] })).body.everywhere).toBe(true);
    expect((await edit(body.id, { attributes: { [code]: "y" } })).status).toBe(200);
  });

  test("may be deleted: the attribute is then not for every product", async () => {
    const only = await category();
    const { id, code } = await make({ categoryIds: [only] });
    await api.request("DELETE", `/api/v1/admin/categories/${only}`, undefined, owner);
    expect((await call("GET", `/${id}`)).body).toMatchObject({ everywhere: false, categoryIds: [] });
    expect(errorOf(await create({ attributes: { [code]: "x" } }))).toEqual([
      400,
      `/attributes/${code}`,
      "MISMATCH",
    ]);
  });
});

describe("a required attribute", async () => {
  const folder = await category();
  const other = await category();
  const { code } = await make({ required: true, categoryIds: [folder] });
  const lacks = [400, `/attributes/${code}`, "REQUIRED"];
  const categoryIds = [folder];

  test("is asked for when a product is shown: new, from a draft, or in other categories", async () => {
    expect(errorOf(await create({ categoryIds }))).toEqual(lacks);
    const draft = await create({ categoryIds, status: "draft" });
    expect(draft.status).toBe(201);
    expect(errorOf(await edit(draft.body.id, { status: "active" }))).toEqual(lacks);
    const done = await edit(draft.body.id, { status: "active", attributes: { [code]: "x" } });
    expect(done.status).toBe(200);
    expect(errorOf(await edit(draft.body.id, { attributes: {} }))).toEqual(lacks);
    const elsewhere = await create({ categoryIds: [other] });
    expect(errorOf(await edit(elsewhere.body.id, { categoryIds }))).toEqual(lacks);
  });

  test("is not asked of a product that was shown before the rule", async () => {
    const late = await category();
    const { body } = await create({ categoryIds: [late] });
    await make({ required: true, categoryIds: [late] });
    expect((await edit(body.id, { name: "새 이름" })).status).toBe(200);
    expect((await edit(body.id, { attributes: { [text.code]: "x" } })).status).toBe(200);
  });
});
