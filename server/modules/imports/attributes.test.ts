import { afterAll, expect, inject, test } from "vitest";
import { client, type Product } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { attributeMaker } from "../catalog/attributes/attributes.fixture.ts";
import { importDesk } from "./imports.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const desk = await importDesk(api);
const attributes = attributeMaker(api, desk.staff);
afterAll(() => shop.stop());

const category = async (slug: string, parentId?: string) => {
  const body = { slug, name: slug, ...(parentId ? { parentId } : {}) };
  return (await api.request<{ id: string }>("POST", "/api/v1/admin/categories", body, desk.staff)).body.id;
};
const food = await category("im-food");
await category("im-tea", food);
await category("im-toys");
const origin = await attributes.make({
  name: "원산지",
  type: "choice",
  categoryIds: [food],
  choices: [
    { code: "kr", name: "국산", translations: { en: { name: "Korea" } } },
    { code: "x1", name: "수입" },
    { code: "x2", name: "외국산", translations: { en: { name: "수입" } } },
  ],
});
const weight = await attributes.make({ name: "무게", type: "number", unit: "g" });
const organic = await attributes.make({ name: "유기농", type: "boolean" });
const uses = await attributes.make({ name: "쓰임", several: true, ...attributes.choices("hot", "cold") });
const note = await attributes.make({ name: "한마디" });
const [o, w, g, u, n] = [origin, weight, organic, uses, note].map(({ code }) => `attributes.${code}`);

const valuesOf = async (slug: string) => {
  const { id } = (await api.request<Product>("GET", `/api/v1/products/${slug}`)).body;
  const path = `/api/v1/admin/products/${id}`;
  return (await api.request<{ attributes: object }>("GET", path, undefined, desk.staff)).body.attributes;
};
const FIRST = "SKU,slug,상품명,판매가,상태,카테고리";

test("columns of attributes are found by their names, and cells are read by their types", async () => {
  const file =
    `${FIRST},옵션1 이름,옵션1 값,속성: 원산지,Attribute: 무게,속성: 유기농,${u},한마디\n` +
    'TEA-1,im-tea-1,차,1000,active,im-tea,맛,녹차,KOREA,"1,250.5 g",예,hot!| cold,남는 열\n' +
    "TEA-2,im-tea-1,,1000,,,,홍차,국산,,,,\n" +
    "TEA-3,im-tea-3,차,1000,active,im-tea,,,x2,-3,X,,\n";
  const { body } = await desk.upload("products", file);
  expect(body.mapping).toMatchObject({
    [o ?? ""]: "속성: 원산지",
    [w ?? ""]: "Attribute: 무게",
    [u ?? ""]: u,
  });
  expect(Object.values(body.mapping)).not.toContain("한마디");
  expect((await desk.run("products", file)).done).toMatchObject({ result: { create: 3 }, errors: [] });
  expect(await valuesOf("im-tea-1")).toEqual({
    [origin.code]: "kr",
    [weight.code]: 1250.5,
    [organic.code]: true,
    [uses.code]: ["hot", "cold"],
  });
  expect(await valuesOf("im-tea-3")).toEqual({
    [origin.code]: "x2",
    [weight.code]: -3,
    [organic.code]: false,
  });
  expect((await desk.run("products", file)).done.result).toMatchObject({ unchanged: 3, update: 0 });
  const change = `SKU,${w},${u},${n}\nTEA-1,,(비움),'(비움)\nTEA-3,(clear),,\n`;
  expect((await desk.run("products", change)).done.result).toMatchObject({ update: 2, refused: 0 });
  expect(await valuesOf("im-tea-1")).toEqual({
    [origin.code]: "kr",
    [weight.code]: 1250.5,
    [organic.code]: true,
    [note.code]: "(비움)",
  });
  expect(await valuesOf("im-tea-3")).toEqual({ [origin.code]: "x2", [organic.code]: false });
});

test("a wrong cell is told with its row and column before anything is changed", async () => {
  const file =
    `${FIRST},${o},${w},${g},${u},${n}\n` +
    "W-1,w-1,차,1000,draft,im-tea,중국,,,,\n" +
    "W-2,w-2,차,1000,draft,im-tea,수입,,,,\n" +
    "W-3,w-3,차,1000,draft,im-toys,kr,,,,\n" +
    "W-4,w-4,차,1000,draft,im-tea,,무거움,,,\n" +
    "W-5,w-5,차,1000,draft,im-tea,,1e5,,,\n" +
    "W-6,w-6,차,1000,draft,im-tea,,,글쎄,,\n" +
    "W-7,w-7,차,1000,draft,im-tea,,,,hot|warm,\n" +
    `W-8,w-8,차,1000,draft,im-tea,,,,,${"가".repeat(201)}\n` +
    "W-9,w-9,차,1000,draft,im-tea,kr,,,,\n" +
    "W-10,w-9,차,1000,draft,im-tea,x1,,,,\n";
  expect(await desk.errorsOf("products", file)).toEqual([
    `2 ${o} UNKNOWN_VALUE`,
    `3 ${o} UNKNOWN_VALUE`,
    `4 ${o} NOT_OF_CATEGORY`,
    `5 ${w} NUMBER`,
    `6 ${w} NUMBER`,
    `7 ${g} UNKNOWN_VALUE`,
    `8 ${u} UNKNOWN_VALUE`,
    `9 ${n} MAX_LENGTH`,
    `11 ${o} CONFLICT`,
  ]);
});

test("a value that the product's categories no longer have may stay or go, but not be set", async () => {
  const make = `${FIRST},${o}\nM-1,m-1,차,1000,active,im-tea,kr\nM-2,m-2,차,1000,active,im-tea,kr\n`;
  expect((await desk.run("products", make)).done.result).toMatchObject({ create: 2 });
  const move = `SKU,카테고리,${o}\nM-1,im-toys,kr\nM-2,im-toys,x1\n`;
  expect(await desk.errorsOf("products", move)).toEqual([`3 ${o} NOT_OF_CATEGORY`]);
  expect((await desk.run("products", move)).done.result).toMatchObject({ update: 1, refused: 1 });
  const clear = `SKU,${o}\nM-1,(비움)\n`;
  expect((await desk.run("products", clear)).done.result).toMatchObject({ update: 1, refused: 0 });
  expect(await valuesOf("m-1")).toEqual({});
});

test("an attribute that is deleted after the dry run is told in the result, row by row", async () => {
  const gone = await attributes.make({ name: "곧 없어요" });
  const file = `SKU,slug,상품명,판매가,attributes.${gone.code}\nG-1,g-1,차,1000,값\nG-2,g-2,차,1000,\n`;
  const { id } = (await desk.upload("products", file)).body;
  const { token } = (await desk.dryRun(id)).body;
  const { status } = await attributes.call("DELETE", `/${gone.id}`, undefined, {
    ...desk.staff,
    "if-match": gone.etag,
  });
  expect(status).toBe(204);
  await desk.commit(id, token);
  const done = await desk.ended(id);
  expect(done.result).toEqual({ create: 1, update: 0, unchanged: 0, refused: 1 });
  expect(done.errors).toMatchObject([
    { row: 2, column: `attributes.${gone.code}`, value: "값", code: "UNKNOWN_ATTRIBUTE" },
  ]);
});
